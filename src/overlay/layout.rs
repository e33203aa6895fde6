//! The layer on the page's own co-ordinates: it scrolls with the page, and takes no clicks.

use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Window};

use super::card::Painter;
use super::dock::Area;
use super::document::Document;
use super::ghosts::Ghosts;
use super::outlines::Outlines;
use crate::overlay_view::OverlayView;

/// Frames and ghosts.
pub(super) struct Layer {
    pub(super) element: HtmlElement,
    pub(super) outlines: Outlines,
    pub(super) ghosts: Ghosts,
}

impl Layer {
    /// Draws frames and ghosts; [`Layer::place`] puts them where they belong.
    pub(super) fn paint(painter: &Painter<'_>, view: &OverlayView) -> Result<Self, JsValue> {
        let element = painter.element("div", "layer")?;
        // The card says all of it in words, in an order that makes sense.
        element.set_attribute("aria-hidden", "true")?;
        let outlines = Outlines::paint(painter, &element, view)?;
        let ghosts = Ghosts::paint(painter, &element, view)?;
        Ok(Self {
            element,
            outlines,
            ghosts,
        })
    }

    /// Puts everything in its place and tells where that is.
    pub(super) fn place(&self, window: &Window, document: &Document) -> Vec<Area> {
        let origin = self.element.get_bounding_client_rect();
        let origin = (origin.left(), origin.top());
        self.outlines.place(document, origin);
        let mut taken: Vec<Area> = self.outlines.drawn().collect();
        self.ghosts.place(window, document, origin, &mut taken);
        let ghosts = self.ghosts.boxes().map(|ghost| Area::of(ghost));
        self.outlines.drawn().chain(ghosts).collect()
    }
}
