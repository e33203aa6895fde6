//! Implements the beian-lens command as a library, shared with its tests.
//!
//! `targets` determines what to check, `run` checks many targets in the browsers of `beian-lens-webdriver`, `format`
//! writes the outcomes, `record` reads them again, and `polite` limits the load on live sites.

pub mod catalogue;
pub mod format;
mod inert;
pub mod output;
mod polite;
pub mod record;
pub mod run;
pub mod scan;
pub mod targets;
