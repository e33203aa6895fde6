//! Walks the parts of a document in which marks may be.

pub(crate) mod anchors;
pub(crate) mod windows;
