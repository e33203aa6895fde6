//! Whether something lies over a text: a hit test at several points. Only what is in the viewport can be tested, and
//! the page is never scrolled for it; elsewhere, and of what takes no part in hit tests, `stacking` tells by geometry.

use wasm_bindgen::JsCast;

use super::capture::Capture;
use super::css::{Colour, number};
use super::geometry::ClientRect;
use super::left_out::is_left_out;
use super::level::{Ground, Level};
use super::scan::Scope;
use super::tree::shadow_root;
use super::web::Element;

/// Elements looked at below one point.
const DEPTH: u32 = 12;

impl Capture {
    /// Whether something opaque lies over all of `rect`, however the page is scrolled. What no hit test can tell is asked
    /// of a mark alone: it takes a hundred times as long.
    pub(crate) fn is_covered(
        &self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        rect: ClientRect,
        is_mark: bool,
    ) -> bool {
        let seen = rect.intersect(&scope.viewport).intersect(&level.flow.clip);
        if seen.is_empty() {
            return is_mark
                && (self.ends_under_a_bar(scope, level, element, rect)
                    || self.lies_under(scope, element, rect, true));
        }
        self.is_hit_over(scope, level, element, rect, seen)
            || is_mark && self.lies_under(scope, element, rect, !self.is_hit_testable(element))
    }

    /// Whether a hit test finds something over every point of the part that is in the viewport.
    fn is_hit_over(
        &self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        rect: ClientRect,
        seen: ClientRect,
    ) -> bool {
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

    /// Whether a text outside the viewport comes to rest under something that is fixed to the viewport when the page is
    /// scrolled to its end, and cannot be scrolled out of it.
    fn ends_under_a_bar(
        &self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        rect: ClientRect,
    ) -> bool {
        let page = &scope.level.flow;
        if level.flow.pinned || level.flow.surface != page.surface || scope.viewport.is_empty() {
            return false;
        }
        let middle = (rect.top + rect.bottom) / 2.0 - scope.scroll.bottom;
        let y = middle.clamp(1.0, scope.viewport.bottom - 1.0);
        [0.1, 0.5, 0.9].into_iter().all(|share| {
            let x = rect.left + rect.width() * share;
            let Ok(hits) = scope.document.elements_from_point(x, y) else {
                return false;
            };
            (0..hits.length().min(DEPTH))
                .map(|index| hits.get(index).unchecked_into::<Element>())
                .take_while(|hit| !hit.contains(element))
                .any(|hit| {
                    self.is_opaque(&hit)
                        && self.is_fixed(&hit)
                        && !self.can_slip_out(scope, level, rect, &hit)
                })
        })
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
        rect: ClientRect,
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

    pub(crate) fn is_opaque(&self, element: &Element) -> bool {
        if is_left_out(element) {
            return false;
        }
        let name = element.local_name();
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
    /// A bar that can be closed (cookies, an app to install) covers nothing for good.
    fn can_slip_out(
        &self,
        scope: &Scope,
        level: &Level,
        rect: ClientRect,
        cover: &Element,
    ) -> bool {
        if !self.is_fixed(cover) {
            return false;
        }
        let bar = ClientRect::from(&cover.bounding_rect());
        if bar.height() * 2.0 < scope.viewport.height() && self.can_be_closed(cover) {
            return true;
        }
        if level.flow.pinned {
            return false;
        }
        let down_to = rect.bottom + scope.scroll.top; // where its foot is when the page is scrolled to its start
        let up_to = rect.top - scope.scroll.bottom; // where its head is when the page is scrolled to its end
        let above = up_to + rect.height() <= bar.top && bar.top >= rect.height();
        let below = down_to - rect.height() >= bar.bottom
            && scope.viewport.bottom - bar.bottom >= rect.height();
        above || below
    }

    fn is_fixed(&self, element: &Element) -> bool {
        self.fixed_ancestor(element).is_some()
    }

    /// The element itself, or the nearest one that it is in, that is fixed or stuck to the viewport.
    fn fixed_ancestor(&self, element: &Element) -> Option<Element> {
        let mut current = element.clone();
        for _ in 0..30 {
            if matches!(self.style(&current).text("position"), "fixed" | "sticky") {
                return Some(current);
            }
            current = super::tree::element(&current.parent()?)?.clone();
        }
        None
    }

    fn can_be_closed(&self, cover: &Element) -> bool {
        const BUTTONS: &str =
            "button,[role=button],input[type=button],input[type=submit],[class*=close],[id*=close]";
        self.fixed_ancestor(cover)
            .and_then(|bar| bar.query_all(BUTTONS).ok())
            .is_some_and(|buttons| buttons.length() > 0)
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
