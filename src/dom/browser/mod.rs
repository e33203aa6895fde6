//! Asks the browser: its tree, its properties, and how much may be asked.

pub(crate) mod bindings;
pub(crate) mod facts;
pub(crate) mod flat_tree;
pub(crate) mod left_out;
pub(crate) mod looks;
pub(crate) mod properties;
pub(crate) mod reader;
pub(crate) mod rect;
