//! Puts the card where the person moves it, and keeps it there.

use std::cell::Cell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, PointerEvent, Window};

use super::dock;
use crate::overlay::draw::css::{pixels, set};
use crate::overlay::page::document::Document;
use crate::overlay::page::geometry::Area;

/// Where the card is.
#[derive(Default)]
pub(in crate::overlay) struct Position {
    /// Whether the person has moved the card: then it stays where they put it.
    moved: Cell<bool>,
    /// Where in the card the pointer holds it.
    held: Cell<Option<(f64, f64)>>,
}

impl Position {
    /// Puts the card where it belongs now. `marks` is what it must not cover.
    pub(in crate::overlay) fn place(
        &self,
        card: &HtmlElement,
        body: &HtmlElement,
        window: &Window,
        document: &Document,
        marks: &[Area],
    ) {
        if self.moved.get() {
            // The window may have become smaller.
            self.move_by(card, window, 0.0, 0.0);
        } else {
            dock::dock(card, body, window, document, marks);
        }
    }

    /// Moves the card, and keeps its bar in the window.
    pub(in crate::overlay) fn move_by(
        &self,
        card: &HtmlElement,
        window: &Window,
        right: f64,
        down: f64,
    ) {
        let place = card.get_bounding_client_rect();
        self.move_to(card, window, place.left() + right, place.top() + down);
    }

    fn move_to(&self, card: &HtmlElement, window: &Window, left: f64, top: f64) {
        let size = |value: Result<JsValue, JsValue>| {
            let value = value.ok();
            value.and_then(|value| value.as_f64()).unwrap_or_default()
        };
        let (width, height) = (size(window.inner_width()), size(window.inner_height()));
        let drawn = card.get_bounding_client_rect();
        let left = left.min(width - drawn.width()).max(0.0);
        let top = top.min(height - dock::BAR).max(0.0);
        self.moved.set(true);
        let style = card.style();
        set(&style, "left", &pixels(left));
        set(&style, "top", &pixels(top));
    }

    /// The pointer takes hold of the card's bar.
    pub(in crate::overlay) fn hold(&self, card: &HtmlElement, bar: &Element, event: &PointerEvent) {
        let drawn = card.get_bounding_client_rect();
        self.held.set(Some((
            f64::from(event.client_x()) - drawn.left(),
            f64::from(event.client_y()) - drawn.top(),
        )));
        drop(bar.set_pointer_capture(event.pointer_id()));
    }

    /// The pointer moves, perhaps with the card.
    pub(in crate::overlay) fn drag(
        &self,
        card: &HtmlElement,
        window: &Window,
        event: &PointerEvent,
    ) {
        if let Some((x, y)) = self.held.get() {
            let left = f64::from(event.client_x()) - x;
            let top = f64::from(event.client_y()) - y;
            self.move_to(card, window, left, top);
        }
    }

    /// The pointer lets go.
    pub(in crate::overlay) fn release(&self) {
        self.held.set(None);
    }
}

/// The bar under a pointer, and the button on it, when there is one.
pub(in crate::overlay) fn bar_under(event: &PointerEvent) -> Option<(Element, Option<Element>)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let bar = target.closest(".bar").ok()??;
    Some((bar, target.closest("button").ok()?))
}
