//! How to start a browser of our own.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::Programs;

/// How to start a browser.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to start.
    pub programs: Programs,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// Every request goes to this address, and nothing leaves the machine; `None`: the network as it is.
    pub proxy: Option<SocketAddr>,
    /// Without a window.
    pub headless: bool,
    /// The language that the extension speaks, as its options page calls it: `en`, `zh_CN`, …, or `auto`.
    pub language: String,
    /// How far a page has to be before [`Session::goto`] returns.
    pub page_load: PageLoad,
}

/// How far a page has to be before [`Session::goto`] returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLoad {
    /// Its document has been read (`DOMContentLoaded`).
    Document,
    /// Not even begun: errors of the network are not seen either.
    Nothing,
}
