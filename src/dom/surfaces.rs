//! What scrolls as one: the page, inner scrollers, frames. And what an element's overflow does to what is in it.

use wasm_bindgen::JsCast;

use super::capture::Capture;
use super::facts::Facts;
use super::geometry::{ClientRect, size};
use super::level::{Level, Plane};
use super::scan::Scope;
use super::web::{Document, Element};
use super::{css, hints};
use beian_lens_core::snapshot::{Size, Surface, Visibility};

/// The properties that scrolling is made of.
pub(crate) const SCROLL: [&str; 8] = [
    "scrollWidth",
    "scrollHeight",
    "clientWidth",
    "clientHeight",
    "scrollLeft",
    "scrollTop",
    "clientLeft",
    "clientTop",
];

/// How a document scrolls.
pub(crate) struct Viewport {
    pub(crate) rect: ClientRect,
    pub(crate) content: Size,
    pub(crate) page: Plane,
    pub(crate) fixed: Plane,
    pub(crate) scroll: ClientRect,
}

/// Where a scrolled content's left edge is: at a right-to-left or vertical-rl box the scroll position counts from the
/// other end, so that it is never positive.
fn content_origin(edge: (f64, f64), scroll: &Facts, backwards: bool) -> (f64, f64) {
    let mut left = scroll.number("scrollLeft");
    if backwards {
        left += scroll.number("scrollWidth") - scroll.number("clientWidth");
    }
    (edge.0 - left, edge.1 - scroll.number("scrollTop"))
}

impl Capture {
    /// How the document of a frame, or the page, scrolls.
    pub(crate) fn viewport(&self, document: &Document, surface: usize) -> Viewport {
        let facts = document
            .scrolling_element()
            .or_else(|| document.root())
            .map(|element| (self.keys.scroll.read(&element), element));
        let (scroll, element) = match &facts {
            Some((scroll, element)) => (scroll, Some(element)),
            None => (&Facts::default(), None),
        };
        let (width, height) = (scroll.number("clientWidth"), scroll.number("clientHeight"));
        let content = (
            scroll.number("scrollWidth").max(width),
            scroll.number("scrollHeight").max(height),
        );
        let backwards = element.is_some_and(|element| self.runs_backwards(element));
        let origin = content_origin((0.0, 0.0), scroll, backwards);
        let rect = ClientRect::new(0.0, 0.0, width, height);
        let reach = ClientRect::new(origin.0, origin.1, content.0, content.1);
        let plane = Plane {
            surface,
            origin,
            clip: ClientRect::EVERYTHING,
            reach,
            pinned: false,
        };
        let mut page = plane;
        let (across, down) = self.viewport_overflow(document);
        let locked = |overflow: &str| matches!(overflow, "hidden" | "clip");
        if (locked(&across) || locked(&down)) && !self.modal_open(document) {
            if locked(&across) {
                page.clip.left = 0.0;
                page.clip.right = width;
            }
            if locked(&down) {
                page.clip.top = 0.0;
                page.clip.bottom = height;
            }
        }
        let fixed = Plane {
            origin: (0.0, 0.0),
            reach: rect,
            pinned: true,
            ..plane
        };
        let scroll = ClientRect {
            left: -origin.0,
            top: -origin.1,
            right: content.0 - width + origin.0,
            bottom: content.1 - height + origin.1,
        };
        Viewport {
            rect,
            content: size(content.0, content.1),
            page,
            fixed,
            scroll,
        }
    }

    /// The overflow of the viewport: the root element's, or the body's when the root has none (CSS Overflow 3, 3.3).
    fn viewport_overflow(&self, document: &Document) -> (String, String) {
        let read = |element: Option<Element>| {
            let style = element
                .map(|element| self.style(&element))
                .unwrap_or_default();
            (
                style.text("overflowX").to_owned(),
                style.text("overflowY").to_owned(),
            )
        };
        let visible = |(across, down): &(String, String)| across == "visible" && down == "visible";
        let root = read(document.root());
        if !visible(&root) {
            return root;
        }
        let body = read(document.body());
        if body.0.is_empty() { root } else { body }
    }

    /// A modal dialog often locks the page behind it; what is behind can be reached once it is closed.
    fn modal_open(&self, document: &Document) -> bool {
        document
            .query("dialog[open],[aria-modal=true]")
            .ok()
            .flatten()
            .is_some_and(|modal| modal.is_rendered())
    }

    fn runs_backwards(&self, element: &Element) -> bool {
        let style = self
            .keys
            .direction
            .read(&super::web::computed_style(element).unwrap_or_default());
        style.text("direction") == "rtl" && !style.text("writingMode").starts_with("vertical")
            || style.text("writingMode") == "vertical-rl"
    }

    /// The level inside an element, and the style it is made of.
    pub(crate) fn level_of(
        &mut self,
        scope: &Scope,
        outer: &Level,
        element: &Element,
        name: &str,
    ) -> (Level, Facts) {
        let style = self.style(element);
        let mut known = None;
        let mut rect = || *known.get_or_insert_with(|| ClientRect::from(&element.bounding_rect()));
        let mut level = outer.inside(&style, &mut rect);
        hints::add(&mut level.within, element, name, &self.keys.identity);
        if style.text("position") == "sticky" {
            self.stick(scope, &mut level, &style, rect());
        }
        let (across, down) = (style.text("overflowX"), style.text("overflowY"));
        let is_viewport = matches!(name, "html" | "body" | "frameset")
            && self.is_viewport_box(scope, element, name);
        let has_overflow = !(across == "visible" && down == "visible" || across.is_empty());
        if has_overflow
            && !is_viewport
            && level.hidden.is_none()
            && style.text("display") != "inline"
        {
            self.overflow(outer, &mut level, element, &style, rect());
        }
        (level, style)
    }

    /// Whether the viewport has taken this box's overflow.
    fn is_viewport_box(&self, scope: &Scope, element: &Element, name: &str) -> bool {
        if name != "body" {
            return scope.document.root().as_ref() == Some(element);
        }
        scope.document.root().is_some_and(|root| {
            let style = self.style(&root);
            style.text("overflowX") == "visible" && style.text("overflowY") == "visible"
        })
    }

    /// A sticky box that is stuck to the viewport now.
    fn stick(&self, scope: &Scope, level: &mut Level, style: &Facts, rect: ClientRect) {
        let stuck = |edge: &str, gap: f64| edge != "auto" && (gap - css::pixels(edge)).abs() < 1.0;
        let page = level.own.surface == scope.level.own.surface;
        if page
            && (stuck(style.text("bottom"), scope.viewport.bottom - rect.bottom)
                || stuck(style.text("top"), rect.top))
        {
            let fixed = scope.level.fixed;
            (level.own, level.flow, level.absolute) = (fixed, fixed, fixed);
        }
    }

    /// Cuts what flows over, or makes a surface of what can be scrolled.
    fn overflow(
        &mut self,
        outer: &Level,
        level: &mut Level,
        element: &Element,
        style: &Facts,
        rect: ClientRect,
    ) {
        let (across, down) = (
            scrolls(style.text("overflowX")),
            scrolls(style.text("overflowY")),
        );
        let scroll = if across || down {
            self.keys.scroll.read(element)
        } else {
            Facts::default()
        };
        let overflows = |whole: &str, part: &str| scroll.number(whole) > scroll.number(part) + 1.0;
        let across = across && overflows("scrollWidth", "clientWidth");
        let down = down && overflows("scrollHeight", "clientHeight");
        if !(across || down) {
            level.flow.clip = level.flow.clip.intersect(&rect);
        } else {
            let window = ClientRect::new(
                rect.left + scroll.number("clientLeft"),
                rect.top + scroll.number("clientTop"),
                scroll.number("clientWidth"),
                scroll.number("clientHeight"),
            );
            let seen = outer.judge(&level.own, window, 8.0);
            if seen != Visibility::Shown {
                level.hidden = level.hidden.or(Some(seen));
            }
            let origin = content_origin(
                (window.left, window.top),
                &scroll,
                self.runs_backwards(element),
            );
            let content = (scroll.number("scrollWidth"), scroll.number("scrollHeight"));
            let surface = self.surface(element, &level.own, window, size(content.0, content.1));
            let mut reach = window;
            let mut clip = window;
            if across {
                (reach.left, reach.right) = (origin.0, origin.0 + content.0);
                (clip.left, clip.right) = (f64::NEG_INFINITY, f64::INFINITY);
            }
            if down {
                (reach.top, reach.bottom) = (origin.1, origin.1 + content.1);
                (clip.top, clip.bottom) = (f64::NEG_INFINITY, f64::INFINITY);
            }
            level.flow = Plane {
                surface,
                origin,
                clip,
                reach,
                pinned: false,
            };
        }
        if level.holds_absolute {
            level.absolute = level.flow;
        }
        if level.holds_fixed {
            level.fixed = level.flow;
        }
    }

    /// The surface of a scroller; the same one each time.
    fn surface(
        &mut self,
        element: &Element,
        outer: &Plane,
        window: ClientRect,
        content: Size,
    ) -> usize {
        if let Some((_, surface)) = self
            .scrollers
            .iter()
            .find(|(scroller, _)| scroller == element)
        {
            return *surface;
        }
        let surface = self.add_surface(outer, window, content);
        self.scrollers
            .push((element.clone().unchecked_into(), surface));
        surface
    }

    pub(crate) fn add_surface(
        &mut self,
        outer: &Plane,
        window: ClientRect,
        content: Size,
    ) -> usize {
        let window = super::scan::place(outer, window);
        self.snapshot.surfaces.push(Surface {
            content,
            last_ink: None,
            window,
            parent: Some(outer.surface),
        });
        self.snapshot.surfaces.len() - 1
    }
}

fn scrolls(overflow: &str) -> bool {
    matches!(overflow, "auto" | "scroll" | "overlay")
}
