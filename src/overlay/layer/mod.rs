//! The layer on the page's own coordinates: outlines around what was found, ghosts of what is missing, a preview.

pub(in crate::overlay) mod painted;

mod footer;
mod ghosts;
mod outlines;
mod preview;
