//! Paints the layer: it scrolls with the page, and takes no clicks.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Window};

use super::footer::FooterLine;
use super::ghosts::Ghosts;
use super::outlines::Outlines;
use super::preview::Preview;
use crate::overlay::action::Subject;
use crate::overlay::page::document::Document;
use crate::overlay::page::geometry::Area;
use crate::overlay::painter::Painter;
use beian_lens_core::view::{self, OverlayView};

/// Frames and ghosts.
pub(in crate::overlay) struct Layer {
    pub(in crate::overlay) element: HtmlElement,
    outlines: Outlines,
    ghosts: Ghosts,
    footer: FooterLine,
    preview: RefCell<Option<Preview>>,
}

impl Layer {
    /// Draws frames and ghosts; [`Layer::place`] puts them where they belong.
    pub(in crate::overlay) fn paint(
        painter: &Painter<'_>,
        window: &Window,
        view: &OverlayView,
    ) -> Result<Self, JsValue> {
        let element = painter.element("div", "layer")?;
        // The card says all of it in words, in an order that makes sense.
        element.set_attribute("aria-hidden", "true")?;
        element.set_lang(&painter.catalogue.language);
        let outlines = Outlines::paint(painter, &element, view)?;
        let ghosts = Ghosts::paint(painter, &element, view)?;
        Ok(Self {
            element,
            outlines,
            ghosts,
            footer: FooterLine::find(window, painter.document, view.footer.as_ref()),
            preview: RefCell::default(),
        })
    }

    /// Shows how an element looks once it is fixed, instead of its ghost or of what stands there now.
    pub(in crate::overlay) fn preview(
        &self,
        painter: &Painter<'_>,
        fixed: &view::Preview,
        subject: &Subject,
    ) -> Result<(), JsValue> {
        self.end_preview();
        let register = register(&subject.element);
        let ghosts = self
            .element
            .query_selector_all(&format!("[data-element^=\"{register}\"]"))?;
        let ghosts = (0..ghosts.length())
            .filter_map(|index| ghosts.item(index)?.dyn_into().ok())
            .collect();
        let preview = Preview::paint(
            painter,
            &self.element,
            fixed,
            subject.selector.clone(),
            ghosts,
        )?;
        *self.preview.borrow_mut() = Some(preview);
        Ok(())
    }

    /// Back to what the page shows.
    pub(in crate::overlay) fn end_preview(&self) {
        drop(self.preview.take());
    }

    /// The ghosts, top to bottom.
    pub(in crate::overlay) fn ghosts(&self) -> impl Iterator<Item = &HtmlElement> {
        self.ghosts.boxes()
    }

    /// The frame around a mark.
    pub(in crate::overlay) fn outline(&self, selector: &str) -> Option<&HtmlElement> {
        self.outlines.of(selector)
    }

    /// What stands for an element: its ghost, or that of the number it comes with.
    pub(in crate::overlay) fn ghost(&self, element: &str) -> Option<HtmlElement> {
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
    pub(in crate::overlay) fn shown_preview(&self) -> Option<HtmlElement> {
        self.preview
            .borrow()
            .as_ref()
            .map(|preview| preview.element.clone())
    }

    /// Puts everything in its place and tells where that is.
    pub(in crate::overlay) fn place(&self, window: &Window, document: &Document) -> Vec<Area> {
        let origin = self.element.get_bounding_client_rect();
        let origin = (origin.left(), origin.top());
        self.outlines.place(document, origin);
        let mut taken: Vec<Area> = self.outlines.drawn().collect();
        self.ghosts
            .place(window, document, &self.footer, origin, &mut taken);
        if let Some(preview) = &*self.preview.borrow() {
            preview.place(window, document, &self.footer, origin);
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
fn register(element: &str) -> &'static str {
    if element.starts_with("icp") {
        "icp"
    } else {
        "public-security"
    }
}
