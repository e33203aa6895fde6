//! EDGE: the overlay, painted from an [`beian_lens_core::view::OverlayView`] and nothing else.
//!
//! One host element in the browser's top layer, a closed shadow root in it, and in that root two things: the card, and
//! on the page's own coordinates the layer with the outlines around what was found and the ghosts of what is missing.
//! Listeners and observers are guards: dropping the [`Overlay`] leaves the page as it was found.
//!
//! What is drawn is public: a closed root keeps styles apart and is not a wall. So nothing here shows what the person
//! keeps, and no button does more than draw, copy, scroll, or open one of the extension's own pages.

mod action;
mod card;
mod catalogue;
mod draw;
mod element_in_view;
mod guard;
mod handle;
mod hooks;
mod input;
mod layer;
mod mount;
mod page;
mod painter;
mod state;

pub use catalogue::Catalogue;
pub use element_in_view::{ElementInView, Place};
pub use handle::Overlay;
pub use hooks::{Destination, Format, Hooks, Open};
pub use page::document::Document;
