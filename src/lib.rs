//! The checker that runs in the page: captures it, lets the core judge it, and paints the overlay.
//!
//! ```text
//! page ──capture──▶ PageSnapshot ──rules──▶ Report ──view──▶ OverlayView ──paint──▶ overlay
//!       dom/                        core             core                 overlay/
//! ```
//!
//! Everything here names the browser, so natively this crate is empty.

#![cfg(target_family = "wasm")]
#![warn(clippy::disallowed_methods)]

mod bridge;
pub mod dom;
pub mod overlay;
