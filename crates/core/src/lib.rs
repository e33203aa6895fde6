//! Judges from plain data which mainland China filing elements a page shows and which are missing.
//!
//! ```text
//! PageSnapshot ──marks──▶ rules ──▶ Report ──view──▶ OverlayView
//! ```
//!
//! The data flows in one direction, and there is no browser: a rule sees only the page and its marks. The modules are
//! in reading order.

#![cfg_attr(not(any(test, feature = "testing")), warn(clippy::disallowed_methods))]

pub mod snapshot;

pub mod filing;
pub mod host;
pub mod marks;
pub mod rules;

pub mod answers;
mod check;
pub mod html;
pub mod report;
pub mod snippet;

pub mod view;

pub use check::{check, waive};

#[cfg(any(test, feature = "testing"))]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    unreachable_pub,
    reason = "tests"
)]
pub mod testing;
