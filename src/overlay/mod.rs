//! EDGE: the overlay, painted from an [`beian_lens_core::view::OverlayView`] and nothing else.
//!
//! One host element in the browser's top layer, a closed shadow root in it, and in that root three things: the card,
//! and on the page's own co-ordinates the outlines around what was found and the ghosts of what is missing. Listeners
//! and observers are guards: dropping the [`Overlay`] leaves the page as it was found.

mod actions;
mod card;
mod catalogue;
mod copy;
mod dock;
mod document;
mod element;
mod focus;
mod foot;
mod ghosts;
mod guard;
mod hooks;
mod icons;
mod in_hand;
mod keyboard;
mod layout;
mod listening;
mod mount;
mod moving;
mod opened;
mod outlines;
mod path;
mod pose;
mod preview;
mod row;
mod state;
mod style;

pub use catalogue::Catalogue;
pub use document::Document;
pub use hooks::{Destination, Format, Hooks, Open};
pub use opened::Overlay;
pub use pose::{ElementInView, Place};
