//! The layer on the page's own co-ordinates: it scrolls with the page, and takes no clicks.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Window};

use super::card::Painter;
use super::dock::Area;
use super::document::Document;
use super::ghosts::Ghosts;
use super::outlines::Outlines;
use super::preview::Preview;
use beian_lens_core::view::OverlayView;

/// Frames and ghosts.
pub(super) struct Layer {
    pub(super) element: HtmlElement,
    pub(super) outlines: Outlines,
    pub(super) ghosts: Ghosts,
    preview: RefCell<Option<Preview>>,
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
            preview: RefCell::default(),
        })
    }

    /// Shows how an element looks once it is mended, instead of its ghost. `mark`: what stands there now.
    pub(super) fn preview(
        &self,
        painter: &Painter<'_>,
        text: &str,
        with_badge: bool,
        mark: Option<String>,
        register: &str,
    ) -> Result<(), JsValue> {
        self.end_preview();
        let ghosts = self
            .element
            .query_selector_all(&format!("[data-element^=\"{register}\"]"))?;
        let ghosts = (0..ghosts.length())
            .filter_map(|index| ghosts.item(index)?.dyn_into().ok())
            .collect();
        let preview = Preview::paint(painter, &self.element, text, with_badge, mark, ghosts)?;
        *self.preview.borrow_mut() = Some(preview);
        Ok(())
    }

    /// Back to what the page shows.
    pub(super) fn end_preview(&self) {
        drop(self.preview.take());
    }

    /// What stands for an element: its ghost, or that of the number it comes with.
    pub(super) fn ghost(&self, element: &str) -> Option<HtmlElement> {
        let register = register(element);
        [element, register]
            .iter()
            .find_map(|name| {
                self.element
                    .query_selector(&format!("[data-element^=\"{name}\"]"))
                    .ok()?
            })?
            .dyn_into()
            .ok()
    }

    /// The preview, when one is shown.
    pub(super) fn shown_preview(&self) -> Option<HtmlElement> {
        self.preview
            .borrow()
            .as_ref()
            .map(|preview| preview.element.clone())
    }

    /// Puts everything in its place and tells where that is.
    pub(super) fn place(&self, window: &Window, document: &Document) -> Vec<Area> {
        let origin = self.element.get_bounding_client_rect();
        let origin = (origin.left(), origin.top());
        self.outlines.place(document, origin);
        let mut taken: Vec<Area> = self.outlines.drawn().collect();
        self.ghosts.place(window, document, origin, &mut taken);
        if let Some(preview) = &*self.preview.borrow() {
            preview.place(window, document, origin);
        }
        let ghosts = self.ghosts.boxes().map(|ghost| Area::of(ghost));
        self.outlines
            .drawn()
            .chain(ghosts)
            .chain(self.shown_preview().iter().map(|preview| Area::of(preview)))
            .collect()
    }
}

/// The first words of the names of a register's elements.
pub(super) fn register(element: &str) -> &'static str {
    if element.starts_with("icp") {
        "icp"
    } else {
        "public-security"
    }
}
