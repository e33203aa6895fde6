//! The card: what it shows, where it stands, and what of it outlives a repaint.

pub(in crate::overlay) mod dock;
pub(in crate::overlay) mod focus;
pub(in crate::overlay) mod frame;
pub(in crate::overlay) mod position;
pub(in crate::overlay) mod view_state;

mod finding;
mod path;
mod row;
