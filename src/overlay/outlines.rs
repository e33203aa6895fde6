//! Frames around the marks that were found.

use wasm_bindgen::JsValue;
use web_sys::{DomRect, HtmlElement};

use super::card::Painter;
use super::dock::Area;
use super::document::Document;
use super::element::append;
use super::foot::text_box;
use super::ghosts::{pixels, set, set_class};
use super::icons;
use beian_lens_core::view::{Outline, OverlayView};

/// What stays free between a mark and its frame, in CSS pixels.
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

    /// Puts every frame around its mark, and hides those whose mark is not to be seen.
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

    /// Each label stands beside its frame, above or below it: where it lies on no mark and on no other label.
    fn part_labels(&self, document: &Document) {
        let width = document
            .document_element()
            .map_or(0.0, |root| f64::from(root.client_width()));
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

/// Where the content of a selector's element is drawn; `None` when it is not.
pub(super) fn find(document: &Document, selector: &str) -> Option<DomRect> {
    let element = document.query_selector(selector).ok()??;
    let place = text_box(&element).unwrap_or_else(|| element.bounding_box());
    (place.width() > 0.0 && place.height() > 0.0).then_some(place)
}

fn frame(painter: &Painter<'_>, outline: &Outline) -> Result<HtmlElement, JsValue> {
    let frame = painter.element("div", "outline")?;
    frame.set_attribute("data-tone", outline.tone.name())?;
    let label = painter.element("span", "label")?;
    append(
        &label,
        &[
            icons::draw(painter.document, icons::of(outline.tone))?.as_ref(),
            painter
                .text("span", "", &painter.catalogue.text(&outline.label))?
                .as_ref(),
        ],
    )?;
    frame.append_child(&label)?;
    Ok(frame)
}
