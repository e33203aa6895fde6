//! Browser resources that undo themselves when dropped.

pub(in crate::overlay) mod later;
pub(in crate::overlay) mod listener;
pub(in crate::overlay) mod observers;
