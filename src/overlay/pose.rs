//! The page as it is without the overlay, with one of its elements in sight: for a screenshot.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{
    DomRect, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ScrollToOptions, Window,
};

use super::document::Document;

#[wasm_bindgen]
extern "C" {
    /// An element of the page, whose names (`<input name="scrollTop">`) hide nothing of it.
    #[wasm_bindgen(extends = web_sys::Node)]
    #[derive(Clone, Debug)]
    type Element;

    #[wasm_bindgen(method, getter, final, js_name = parentElement)]
    fn above(this: &Element) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = isConnected)]
    fn is_there(this: &Element) -> bool;
    #[wasm_bindgen(method, getter, final, js_name = scrollLeft)]
    fn scroll_left(this: &Element) -> f64;
    #[wasm_bindgen(method, getter, final, js_name = scrollTop)]
    fn scroll_top(this: &Element) -> f64;
    #[wasm_bindgen(method, final, js_name = scrollTo)]
    fn scroll_to(this: &Element, to: &ScrollToOptions);
    #[wasm_bindgen(method, final, js_name = scrollIntoView)]
    fn scroll_into_view(this: &Element, how: &ScrollIntoViewOptions);
    #[wasm_bindgen(method, final, js_name = getBoundingClientRect)]
    fn bounding_rect(this: &Element) -> DomRect;
}

/// Elements above the one in sight whose scroll position is put back.
const DEEPEST: usize = 64;
/// How far the element may have moved until the screenshot was taken, in CSS pixels.
const STILL: f64 = 0.5;

/// Where on the viewport the element is, in CSS pixels, and how wide the viewport is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spot {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    viewport: f64,
}

/// The overlay is not to be seen and the element is. Dropping it undoes both.
pub struct Pose {
    card: HtmlElement,
    window: Window,
    element: Element,
    spot: Spot,
    scrolled: Vec<(Element, f64, f64)>,
    page: (f64, f64),
}

impl Pose {
    /// `None` when the element is gone, or cannot be brought into sight.
    pub(super) fn strike(
        window: &Window,
        document: &Document,
        card: &HtmlElement,
        selector: &str,
    ) -> Option<Self> {
        let element: Element = document.query_selector(selector).ok()??.unchecked_into();
        let mut pose = Self {
            page: (
                window.scroll_x().unwrap_or_default(),
                window.scroll_y().unwrap_or_default(),
            ),
            scrolled: ancestors(&element)
                .map(|above| {
                    let (left, top) = (above.scroll_left(), above.scroll_top());
                    (above, left, top)
                })
                .collect(),
            card: card.clone(),
            window: window.clone(),
            spot: spot(window, &element),
            element,
        };
        if !pose.spot.is_in_sight(window) {
            let how = ScrollIntoViewOptions::new();
            how.set_behavior(ScrollBehavior::Instant);
            how.set_block(ScrollLogicalPosition::Center);
            how.set_inline(ScrollLogicalPosition::Nearest);
            pose.element.scroll_into_view(&how);
            pose.spot = spot(window, &pose.element);
        }
        if !pose.spot.is_in_sight(window) {
            return None;
        }
        // The layer, which may be drawn anew meanwhile, hides with it.
        card.class_list().add_1("posing").ok()?;
        Some(pose)
    }

    /// Where the element is.
    #[must_use]
    pub fn spot(&self) -> Spot {
        self.spot
    }

    /// Is it still there: a page that moved meanwhile has something else in the picture.
    #[must_use]
    pub fn held_still(&self) -> bool {
        let (then, now) = (self.spot, spot(&self.window, &self.element));
        let moved = [then.x - now.x, then.y - now.y, then.width - now.width];
        self.element.is_there() && moved.iter().all(|by| by.abs() <= STILL)
    }
}

impl Drop for Pose {
    fn drop(&mut self) {
        // It cannot fail for a name without spaces.
        drop(self.card.class_list().remove_1("posing"));
        let to = |left, top| {
            let to = ScrollToOptions::new();
            to.set_behavior(ScrollBehavior::Instant);
            to.set_left(left);
            to.set_top(top);
            to
        };
        for (element, left, top) in &self.scrolled {
            if (element.scroll_left(), element.scroll_top()) != (*left, *top) {
                element.scroll_to(&to(*left, *top));
            }
        }
        self.window
            .scroll_to_with_scroll_to_options(&to(self.page.0, self.page.1));
    }
}

impl Spot {
    fn is_in_sight(&self, window: &Window) -> bool {
        let height = super::dock::inner_height(window);
        let is_there = self.width > 0.0 && self.height > 0.0;
        is_there
            && self.x >= 0.0
            && self.y >= 0.0
            && self.x + self.width <= self.viewport
            && self.y + self.height <= height
    }
}

fn spot(window: &Window, element: &Element) -> Spot {
    let place: DomRect = element.bounding_rect();
    let viewport = window.inner_width().ok().and_then(|width| width.as_f64());
    // A line with an icon as its ground has the icon at its start.
    let width = place.width().min(place.height() * 1.25);
    Spot {
        x: place.left(),
        y: place.top(),
        width,
        height: place.height(),
        viewport: viewport.unwrap_or_default(),
    }
}

/// The elements that an element stands in.
fn ancestors(element: &Element) -> impl Iterator<Item = Element> {
    std::iter::successors(element.above(), Element::above).take(DEEPEST)
}
