//! Measures rectangles in the coordinates of a document's viewport, as the browser gives them.

use beian_lens_core::snapshot::{Rect, Size};

/// A rectangle. It is inside out (`right < left`) when it is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ClientRect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl ClientRect {
    /// Cuts nothing off.
    pub(crate) const EVERYTHING: ClientRect = ClientRect {
        left: f64::NEG_INFINITY,
        top: f64::NEG_INFINITY,
        right: f64::INFINITY,
        bottom: f64::INFINITY,
    };
    /// What an element without a box has.
    pub(crate) const ZERO: ClientRect = ClientRect {
        left: 0.0,
        top: 0.0,
        right: 0.0,
        bottom: 0.0,
    };

    pub(crate) fn new(left: f64, top: f64, width: f64, height: f64) -> ClientRect {
        ClientRect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    pub(crate) fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    pub(crate) fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.width() <= 0.0 || self.height() <= 0.0
    }

    pub(crate) fn intersect(&self, other: &ClientRect) -> ClientRect {
        ClientRect {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// In the coordinates of a surface whose top left is at `origin`.
    pub(crate) fn to_box(self, origin: (f64, f64)) -> Rect {
        let left = whole(self.left - origin.0);
        let top = whole(self.top - origin.1);
        Rect {
            x: left,
            y: top,
            width: whole(self.right - origin.0).saturating_sub(left).max(0),
            height: whole(self.bottom - origin.1).saturating_sub(top).max(0),
        }
    }
}

impl From<&web_sys::DomRect> for ClientRect {
    fn from(rect: &web_sys::DomRect) -> ClientRect {
        ClientRect::new(rect.x(), rect.y(), rect.width(), rect.height())
    }
}

/// A size in whole pixels.
pub(crate) fn size(width: f64, height: f64) -> Size {
    Size {
        width: whole(width),
        height: whole(height),
    }
}

/// Rounds; saturates, for a page may put a box anywhere.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float-to-int cast saturates, which is what is wanted"
)]
pub(crate) fn whole(value: f64) -> i32 {
    value.round() as i32
}
