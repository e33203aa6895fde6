//! Tells where something is drawn, and where it stands in the markup.

pub(crate) mod enter;
pub(crate) mod last_ink;
pub(crate) mod plane;
pub(crate) mod selector;
pub(crate) mod viewport;
pub(crate) mod within;
