//! Elements of ours, their style and their icons.

pub(in crate::overlay) mod css;
pub(in crate::overlay) mod element;
pub(in crate::overlay) mod icons;
