//! EDGE: reads the page once into a [`beian_lens_core::snapshot::PageSnapshot`].
//!
//! Reading order:
//!
//! 1. `capture` is the order of steps; `captured` is what they have found so far; `scope` is the document that is read.
//! 2. `browser` is how the browser is asked: bindings, lists of properties, the flat tree, and how much may be asked.
//! 3. `text::candidates` finds the few text nodes that may hold a mark, and `walk` reads windows around them in document
//!    order. Each element on the way becomes a `sight::level`, which says what it does to everything in it; each text,
//!    link and picture is judged by its innermost level.
//!
//! A folder is named by the question that it answers: `sight` (is it seen?), `place` (where is it?), `text`, `content`
//! and `pictures` (what is it?), `frames` (what else does the page consist of?).

mod capture;
mod captured;
mod scope;

mod browser;
mod content;
mod frames;
mod pictures;
mod place;
mod sight;
mod style;
mod text;
mod walk;

pub(crate) use browser::flat_tree::shadow_root_of;
pub use browser::left_out::{LeftOut, leave_out};
pub use capture::{Counted, capture, capture_counted, capture_framed};
