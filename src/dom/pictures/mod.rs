//! Reads pictures, and notes what may carry text and cannot be read.

pub(crate) mod images;
pub(crate) mod pixels;
pub(crate) mod unreadable;
