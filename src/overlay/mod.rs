//! EDGE: the overlay, painted from an [`crate::overlay_view::OverlayView`] and nothing else.
