//! Finds the texts that may hold a mark, and reads them.

pub(crate) mod candidates;
pub(crate) mod excerpts;
pub(crate) mod fold;
pub(crate) mod runs;
