//! Finds frames and shadow roots: the parts of a page that its document does not show.

pub(crate) mod same_origin;
pub(crate) mod shadow_roots;
