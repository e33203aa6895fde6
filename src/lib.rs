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

#[cfg(target_family = "wasm")]
mod bridge;
#[cfg(target_family = "wasm")]
pub mod dom;
#[cfg(target_family = "wasm")]
pub mod overlay;

pub use check::check;

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
