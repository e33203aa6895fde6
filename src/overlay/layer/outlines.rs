//! Draws frames around the marks that were found.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::overlay::draw::css::{pixels, set, set_class};
use crate::overlay::page::content::find;
use crate::overlay::page::document::Document;
use crate::overlay::page::geometry::{Area, content_width};
use crate::overlay::painter::Painter;
use beian_lens_core::view::{Outline, OverlayView};

/// The space between a mark and its frame, in CSS pixels.
const PADDING: f64 = 3.0;

/// The drawn frames, each with the selector of its mark.
pub(super) struct Outlines(Vec<(String, HtmlElement)>);

impl Outlines {
    /// Draws a frame for each outline into the layer.
    pub(super) fn paint(
        painter: &Painter<'_>,
        layer: &HtmlElement,
        view: &OverlayView,
    ) -> Result<Self, JsValue> {
        let drawn = view.outlines.iter().map(|outline| {
            let frame = frame(painter, outline)?;
            layer.append_child(&frame)?;
            Ok((outline.selector.clone(), frame))
        });
        drawn.collect::<Result<_, JsValue>>().map(Self)
    }

    /// Puts every frame around its mark, and hides those whose mark cannot be seen.
    pub(super) fn place(&self, document: &Document, origin: (f64, f64)) {
        let places: Vec<_> = self
            .0
            .iter()
            .map(|(selector, _)| find(document, selector))
            .collect();
        for ((_, frame), place) in self.0.iter().zip(places) {
            let style = frame.style();
            set(
                &style,
                "display",
                if place.is_some() { "block" } else { "none" },
            );
            let Some(place) = place else { continue };
            let (left, top) = (
                place.left() - origin.0 - PADDING,
                place.top() - origin.1 - PADDING,
            );
            for (property, value) in [
                ("left", left),
                ("top", top),
                ("width", place.width() + 2.0 * PADDING),
                ("height", place.height() + 2.0 * PADDING),
            ] {
                set(&style, property, &pixels(value));
            }
        }
        self.part_labels(document);
    }

    /// Puts each label beside its frame, above or below it, where it covers no mark and no other label.
    fn part_labels(&self, document: &Document) {
        let width = content_width(document);
        let mut taken: Vec<Area> = self.0.iter().map(|(_, frame)| Area::of(frame)).collect();
        for (_, frame) in &self.0 {
            let Some(label) = frame.first_element_child() else {
                continue;
            };
            for side in ["outline after", "outline", "outline below"] {
                set_class(frame, side);
                let place = Area::of(&label);
                let is_seen = place.top >= 0.0 && place.right <= width;
                if is_seen && !taken.iter().any(|other| other.overlaps(&place)) {
                    break;
                }
            }
            taken.push(Area::of(&label));
        }
    }

    /// Where the frames and their labels are drawn.
    pub(super) fn drawn(&self) -> impl Iterator<Item = Area> {
        let labels = self
            .0
            .iter()
            .filter_map(|(_, frame)| Some(Area::of(&frame.first_element_child()?)));
        self.0
            .iter()
            .map(|(_, frame)| Area::of(frame))
            .chain(labels)
    }

    /// The frame around a mark.
    pub(super) fn of(&self, selector: &str) -> Option<&HtmlElement> {
        self.0
            .iter()
            .find(|(mark, _)| mark == selector)
            .map(|(_, frame)| frame)
    }
}

fn frame(painter: &Painter<'_>, outline: &Outline) -> Result<HtmlElement, JsValue> {
    let frame = painter.element("div", "outline")?;
    frame.set_attribute("data-tone", outline.tone.name())?;
    let words = painter.catalogue.text(&outline.label);
    let label = painter.chip("label", outline.tone, &words)?;
    frame.append_child(&label)?;
    Ok(frame)
}
