//! Shows the page without the overlay, with one of its elements in view, for a screenshot.

use serde::Serialize;
use web_sys::{
    HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, ScrollToOptions,
    Window,
};

use super::page::document::{Document, PageElement};
use super::page::geometry::inner_height;

/// Maximum number of elements around the one in view whose scroll position is put back.
const DEEPEST: usize = 64;
/// Maximum distance that the element may have moved before the screenshot was taken, in CSS pixels.
const STILL: f64 = 0.5;

/// Where on the viewport the element is, in CSS pixels, and how wide the viewport is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Place {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    viewport: f64,
}

/// An element that is in view while the overlay is hidden. Dropping it undoes both.
pub struct ElementInView {
    card: HtmlElement,
    window: Window,
    element: PageElement,
    place: Place,
    scrolled: Vec<(PageElement, f64, f64)>,
    page: (f64, f64),
}

impl ElementInView {
    /// `None` when the element is gone, or cannot be brought into view.
    pub(super) fn bring(
        window: &Window,
        document: &Document,
        card: &HtmlElement,
        selector: &str,
    ) -> Option<Self> {
        let element = document.query_selector(selector).ok()??;
        let mut shown = Self {
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
            place: place(window, &element),
            element,
        };
        if !shown.place.is_in_sight(window) {
            let how = ScrollIntoViewOptions::new();
            how.set_behavior(ScrollBehavior::Instant);
            how.set_block(ScrollLogicalPosition::Center);
            how.set_inline(ScrollLogicalPosition::Nearest);
            shown.element.scroll_into_view(&how);
            shown.place = place(window, &shown.element);
        }
        if !shown.place.is_in_sight(window) {
            return None;
        }
        hide(card, true);
        Some(shown)
    }

    /// Where the element is.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether it is still there: the picture of a page that moved meanwhile shows something else.
    #[must_use]
    pub fn held_still(&self) -> bool {
        let (then, now) = (self.place, place(&self.window, &self.element));
        let moved = [then.x - now.x, then.y - now.y, then.width - now.width];
        self.element.is_connected() && moved.iter().all(|by| by.abs() <= STILL)
    }
}

impl Drop for ElementInView {
    fn drop(&mut self) {
        hide(&self.card, false);
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

impl Place {
    fn is_in_sight(&self, window: &Window) -> bool {
        let height = inner_height(window);
        let is_there = self.width > 0.0 && self.height > 0.0;
        is_there
            && self.x >= 0.0
            && self.y >= 0.0
            && self.x + self.width <= self.viewport
            && self.y + self.height <= height
    }
}

/// Hides all that is drawn, or shows it again. The layer, which may be drawn again meanwhile, hides with the card.
pub(super) fn hide(card: &HtmlElement, hidden: bool) {
    // It cannot fail for a name without spaces.
    drop(card.class_list().toggle_with_force("unseen", hidden));
}

fn place(window: &Window, element: &PageElement) -> Place {
    let drawn = element.bounding_box();
    let viewport = window.inner_width().ok().and_then(|width| width.as_f64());
    // A line with an icon as its ground has the icon at its start.
    let width = drawn.width().min(drawn.height() * 1.25);
    Place {
        x: drawn.left(),
        y: drawn.top(),
        width,
        height: drawn.height(),
        viewport: viewport.unwrap_or_default(),
    }
}

/// The elements that an element stands in.
fn ancestors(element: &PageElement) -> impl Iterator<Item = PageElement> {
    std::iter::successors(element.parent(), PageElement::parent).take(DEEPEST)
}
