//! Whether something lies over a text: a hit test at several points. Only what is in the viewport can be tested, and
//! the page is never scrolled for it.

use wasm_bindgen::JsCast;

use super::capture::Capture;
use super::css::{Colour, number};
use super::geometry::Rect;
use super::level::{Ground, Level};
use super::scan::Scope;
use super::tree::{OVERLAY, shadow_root};
use super::web::Element;

/// Elements looked at below one point.
const DEPTH: u32 = 12;

impl Capture {
    /// Whether every point of `rect` that can be tested has something opaque over it.
    pub(crate) fn is_covered(
        &self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        rect: Rect,
    ) -> bool {
        let seen = rect.intersect(&scope.viewport).intersect(&level.flow.clip);
        if seen.is_empty() {
            return false;
        }
        let line = seen.height().min(level.font_size.max(8.0) * 1.5);
        let mut tested = false;
        for share in [0.5, 0.1, 0.9] {
            let (x, y) = (seen.left + seen.width() * share, seen.top + line * 0.5);
            match self.cover_at(scope, element, x, y) {
                Some(cover) if !self.can_slip_out(scope, level, rect, &cover) => tested = true,
                _ => return false,
            }
        }
        tested && self.is_hit_testable(element)
    }

    /// The opaque element that is drawn over `element` at a point.
    fn cover_at(&self, scope: &Scope, element: &Element, x: f64, y: f64) -> Option<Element> {
        let hits = scope.document.elements_from_point(x, y).ok()?;
        let outside = element.in_document(scope);
        for index in 0..hits.length().min(DEPTH) {
            let hit: Element = hits.get(index).unchecked_into();
            if hit == outside || outside.contains(&hit) || hit.contains(&outside) {
                return None;
            }
            if self.is_opaque(&hit) {
                return Some(hit);
            }
        }
        None
    }

    /// The colour that a text is painted on; `None` when it is a picture or a gradient. Of a positioned box in the
    /// viewport the hit test tells what it lies on; elsewhere its ancestors have to do.
    pub(crate) fn ground_under(
        &self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        rect: Rect,
    ) -> Option<Colour> {
        let assumed = match level.ground {
            Ground::Colour(colour) => return Some(colour),
            Ground::Assumed(colour) => colour,
            Ground::Unknown => return None,
        };
        let seen = rect.intersect(&scope.viewport);
        if seen.is_empty() {
            return Some(assumed);
        }
        let (x, y) = (
            (seen.left + seen.right) / 2.0,
            (seen.top + seen.bottom) / 2.0,
        );
        let Ok(hits) = scope.document.elements_from_point(x, y) else {
            return Some(assumed);
        };
        let own = element.in_document(scope);
        let mut layers = Vec::new();
        let below =
            (0..hits.length().min(DEPTH)).map(|index| hits.get(index).unchecked_into::<Element>());
        for hit in below.skip_while(|hit| *hit != own) {
            let style = self.style(&hit);
            if style.text("backgroundImage").contains('(')
                || matches!(
                    hit.local_name().as_str(),
                    "img" | "video" | "canvas" | "svg" | "iframe"
                )
            {
                return None;
            }
            let colour = Colour::parse(style.text("backgroundColor"))?;
            layers.push(colour);
            if colour.alpha >= 1.0 {
                break;
            }
        }
        if layers.is_empty() {
            return Some(assumed); // it takes no part in hit tests
        }
        Some(
            layers
                .into_iter()
                .rev()
                .fold(scope.canvas, |ground, layer| layer.over(ground)),
        )
    }

    fn is_opaque(&self, element: &Element) -> bool {
        let name = element.local_name();
        if name == OVERLAY {
            return false;
        }
        let style = self.style(element);
        if number(style.text("opacity")).is_some_and(|opacity| opacity < 0.6) {
            return false;
        }
        matches!(
            name.as_str(),
            "img" | "video" | "canvas" | "iframe" | "embed" | "object"
        ) || style.text("backgroundImage").contains('(')
            || Colour::parse(style.text("backgroundColor"))
                .is_some_and(|colour| colour.alpha >= 0.6)
    }

    /// A text in the page passes under a bar that is fixed to the viewport, unless the page cannot scroll far enough.
    fn can_slip_out(&self, scope: &Scope, level: &Level, rect: Rect, cover: &Element) -> bool {
        if level.flow.pinned || !self.is_fixed(cover) {
            return false;
        }
        let bar = Rect::from(&cover.bounding_rect());
        let down_to = rect.bottom + scope.scroll.top; // where its foot is when the page is scrolled to its start
        let up_to = rect.top - scope.scroll.bottom; // where its head is when the page is scrolled to its end
        let above = up_to + rect.height() <= bar.top && bar.top >= rect.height();
        let below = down_to - rect.height() >= bar.bottom
            && scope.viewport.bottom - bar.bottom >= rect.height();
        above || below
    }

    fn is_fixed(&self, element: &Element) -> bool {
        let mut current = Some(element.clone());
        for _ in 0..30 {
            let Some(element) = current else { return false };
            if matches!(self.style(&element).text("position"), "fixed" | "sticky") {
                return true;
            }
            current = element
                .parent()
                .as_ref()
                .and_then(super::tree::element)
                .cloned();
        }
        false
    }

    /// `pointer-events: none` takes an element out of hit tests, so that whatever is below it seems to be above.
    fn is_hit_testable(&self, element: &Element) -> bool {
        let style = super::web::computed_style(element).unwrap_or_default();
        self.keys.pointer.read(&style).text("pointerEvents") != "none"
    }
}

impl Element {
    /// The element itself, or the outermost shadow host that it is in: what a hit test of the document gives.
    fn in_document(&self, scope: &Scope) -> Element {
        let mut current = self.clone();
        for _ in 0..20 {
            if scope.document.contains(&current) {
                break;
            }
            match shadow_root(&current.root_node()) {
                Some(root) => current = root.host(),
                None => break,
            }
        }
        current
    }
}
