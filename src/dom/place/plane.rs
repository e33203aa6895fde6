//! Tells where a box is drawn, on which surface, and what is left of it.

use beian_lens_core::snapshot::Rect;

use crate::dom::browser::rect::ClientRect;

/// Where and how a box is drawn that has a certain containing block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane {
    /// Index into the snapshot's surfaces.
    pub(crate) surface: usize,
    /// The surface's top left in viewport coordinates, now.
    pub(crate) origin: (f64, f64),
    /// What is left by ancestors that cut and do not scroll.
    pub(crate) clip: ClientRect,
    /// What can be scrolled to.
    pub(crate) reach: ClientRect,
    /// Fixed to the viewport.
    pub(crate) pinned: bool,
}

impl Plane {
    pub(crate) fn cut(&mut self, rect: ClientRect) {
        self.clip = self.clip.intersect(&rect);
    }

    /// Where a box of this plane is drawn on its surface.
    pub(crate) fn place(&self, rect: ClientRect) -> Rect {
        let origin = if self.pinned { (0.0, 0.0) } else { self.origin };
        rect.to_box(origin)
    }
}
