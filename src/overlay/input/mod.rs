//! What the person does: clicks, keys, dragging. Every event is one that the browser itself made.

pub(in crate::overlay) mod listen;

mod click;
mod copy;
mod keyboard;
