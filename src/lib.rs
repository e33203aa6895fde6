//! Beian Lens: which mainland-China filing elements does a page show, and which are missing?
//!
//! ```text
//! page ──capture──▶ PageSnapshot ──rules──▶ Report ──view──▶ OverlayView ──paint──▶ overlay
//!       dom/ (edge)   plain data   pure      plain data pure   plain data  overlay/ (edge)
//! ```
//!
//! One direction, no way back. The modules follow in reading order.

pub mod snapshot;

pub mod filing;
pub mod host;
pub mod marks;
pub mod rules;

mod check;
pub mod learnt;
pub mod remedy;
pub mod report;

pub mod overlay_view;

// The checker does without; natively the tests are what they are built for.
#[cfg(any(test, feature = "desk"))]
pub mod desk;
#[cfg(any(test, feature = "desk"))]
pub mod export;

// Two modules are made of this crate: the checker, and with the feature the desk of the extension's own pages.
#[cfg(all(target_family = "wasm", not(feature = "desk")))]
mod bridge;
#[cfg(all(target_family = "wasm", feature = "desk"))]
mod desk_bridge;
#[cfg(all(target_family = "wasm", not(feature = "desk")))]
pub mod dom;
#[cfg(all(target_family = "wasm", not(feature = "desk")))]
pub mod overlay;

pub use check::{check, waive};

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]
mod testing;
