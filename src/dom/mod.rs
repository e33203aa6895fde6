//! EDGE: the page, read once into a [`crate::snapshot::PageSnapshot`].
