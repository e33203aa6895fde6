//! The page that the overlay lies on: its document, and where things stand on it.

pub(in crate::overlay) mod content;
pub(in crate::overlay) mod document;
pub(in crate::overlay) mod geometry;
