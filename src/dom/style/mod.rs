//! Reads computed CSS values.

pub(crate) mod clip;
pub(crate) mod colour;
pub(crate) mod content;
pub(crate) mod number;
pub(crate) mod transparency;
