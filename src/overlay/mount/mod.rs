//! The overlay's place in the page's document.

pub(in crate::overlay) mod host;

mod left_behind;
mod style_sheet;
