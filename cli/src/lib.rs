//! The beian-lens command as a library: what the tests and the command share.
//!
//! `targets` says what to check, `run` checks many of them in the browsers of `beian-lens-webdriver`; `format` writes what came
//! of it, `record` reads it again; `polite` is how live sites are treated.

pub mod catalogue;
pub mod format;
mod inert;
pub mod output;
mod polite;
pub mod record;
pub mod run;
pub mod scan;
pub mod targets;
