//! Describes how to start a browser of our own.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Programs;

/// How to start a browser.
#[derive(Clone, Debug)]
pub struct Options {
    /// The browser and the driver to start.
    pub programs: Programs,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// The proxy that every request goes to, so that nothing leaves the machine; `None` to use the network directly.
    pub proxy: Option<SocketAddr>,
    /// Whether the browser runs without a window.
    pub headless: bool,
    /// The language of the extension, as on its options page: `en`, `zh_CN`, …, or `auto`.
    pub language: String,
    /// How far a page must have loaded before [`Session::goto`](super::Session::goto) returns.
    pub page_load: PageLoad,
}

/// How far a page must have loaded before [`Session::goto`](super::Session::goto) returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLoad {
    /// Its document has been read (`DOMContentLoaded`).
    Document,
    /// Loading need not have begun: network errors are not seen either.
    Nothing,
}
