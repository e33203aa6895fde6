//! Measures the window and what is drawn in it.

use web_sys::{Element, Window};

use super::document::Document;

/// A rectangle in client coordinates.
#[derive(Clone, Copy, Debug)]
pub(in crate::overlay) struct Area {
    pub(in crate::overlay) left: f64,
    pub(in crate::overlay) right: f64,
    pub(in crate::overlay) top: f64,
    pub(in crate::overlay) bottom: f64,
}

impl Area {
    /// Whether two rectangles share anything.
    pub(in crate::overlay) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Where an element of ours is drawn.
    pub(in crate::overlay) fn of(element: &Element) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            left: place.left(),
            right: place.right(),
            top: place.top(),
            bottom: place.bottom(),
        }
    }
}

/// The height of the window's content.
pub(in crate::overlay) fn inner_height(window: &Window) -> f64 {
    let height = window.inner_height().ok();
    height
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}

/// The width of the window's content, without a scroll bar.
pub(in crate::overlay) fn content_width(document: &Document) -> f64 {
    document
        .document_element()
        .map_or(0.0, |root| f64::from(root.client_width()))
}
