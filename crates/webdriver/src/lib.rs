//! Drives real browsers that have the packaged extension: for the command, the end-to-end tests and the benchmarks.
//!
//! A [`Session`] is a browser with the `extension`; `check` opens a page in it, clicks the button and waits; `server`
//! serves a file as a web site; an `endpoint` is another WebDriver service, such as a Selenium Grid.

pub mod check;
pub mod ending;
pub mod endpoint;
pub mod extension;
pub mod server;
mod session;
pub mod wait;

pub use session::{
    Browser, Button, Key, Options, PageLoad, Programs, Session, ShadowRoot, Theme, VIEWPORT,
};
