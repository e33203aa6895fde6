//! The beian-lens command as a library: what the tests and the command share.
//!
//! `targets` says what to check, `run` checks many, `check` one, in a `browser` that holds the packaged `extension`;
//! `server` plays a file as a web site; `format` writes what came of it.

pub mod browser;
pub mod catalogue;
pub mod check;
pub mod extension;
pub mod format;
pub mod run;
pub mod scan;
pub mod server;
pub mod targets;
pub mod wait;
