//! EDGE: the page, read once into a [`beian_lens_core::snapshot::PageSnapshot`].
//!
//! In reading order: the browser finds the few text nodes in which a mark can be (`candidates`), windows around them
//! are walked in flat document order (`scan`, `tree`), each element on the way becomes a `level` that says what it
//! does to everything in it, and each text, link and picture is judged by its innermost level.

mod capture;
mod scan;

mod candidates;
mod frames;
mod tree;

mod covered;
mod hints;
mod left_out;
mod level;
mod stacking;
mod surfaces;

mod images;
mod links;
mod payments;
mod pixels;
mod runs;
mod selector;
mod unreadable;

mod css;
mod facts;
mod geometry;
mod web;

pub use capture::{capture, capture_framed};
pub use left_out::{LeftOut, leave_out};
pub(crate) use tree::shadow_root_of;
