//! Tells whether something is seen.

pub(crate) mod ground;
pub(crate) mod is_covered;
pub(crate) mod level;
pub(crate) mod opaque;
pub(crate) mod stacking;
pub(crate) mod text_visibility;
