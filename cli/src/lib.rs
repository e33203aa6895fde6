//! The beian-lens command as a library: what the tests and the command share.
//!
//! `targets` says what to check, `run` checks many, `check` one, in a `browser` that holds the packaged `extension`;
//! `server` plays a file as a web site; `format` writes what came of it, `record` reads it again.
//! With an `endpoint` the browsers are somebody else's, a Selenium Grid's for example; `polite` is how live sites are treated.

pub mod browser;
pub mod catalogue;
pub mod check;
pub mod endpoint;
pub mod extension;
pub mod format;
mod inert;
mod polite;
pub mod record;
pub mod run;
pub mod scan;
pub mod server;
pub mod targets;
pub mod wait;
