//! The packaged extension in real browsers, and what the built packages and catalogues hold: one binary, a module a topic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[macro_use]
mod support;
#[path = "../../crates/core/tests/support/mod.rs"]
mod test_pages;

mod arrows;
mod attacks;
mod desk;
mod extension;
mod faults;
mod fixtures;
mod hard;
mod hostile;
mod locales;
mod manifest;
mod network;
mod options;
mod overlay;
mod site;
mod types;
