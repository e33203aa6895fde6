//! What lies over a text by geometry and stacking order (CSS 2, appendix E), where no hit test can tell: outside the
//! viewport, under something that lets the pointer through, under what `::before` or `::after` draws.
//!
//! Only brothers of the text and of its ancestors are asked, a bounded number of them: that is where covers stand.

use super::capture::Capture;
use super::css::{self, Colour};
use super::facts::Facts;
use super::geometry::ClientRect;
use super::scan::Scope;
use super::tree::{self, is_undrawn};
use super::web::{self, Element};

/// Ancestors whose brothers are asked.
const LEVELS: usize = 24;
/// Ancestors whose `::before` and `::after` are asked.
const PSEUDO_LEVELS: usize = 6;
/// Brothers on each side that are asked.
const BROTHERS: usize = 12;
/// Children of a brother without a height of its own that are asked.
const CHILDREN: u32 = 6;

/// What a text is drawn on, seen from the children of one ancestor: the `z-index` of its stacking context there, or
/// `None` when it is drawn in flow.
type Layer = Option<i32>;

impl Capture {
    /// Whether an absolutely placed or otherwise raised opaque box lies over a text. Without `any`, only boxes count
    /// that let the pointer through, and generated ones: the others were looked for by a hit test.
    pub(crate) fn lies_under(
        &self,
        scope: &Scope,
        element: &Element,
        rect: ClientRect,
        any: bool,
    ) -> bool {
        let Some(root) = scope.document.root() else {
            return false;
        };
        let mut layer: Layer = None;
        let mut current = element.clone();
        for depth in 0..LEVELS {
            if current == root {
                break;
            }
            let style = self.style(&current);
            if depth < PSEUDO_LEVELS && self.is_under_generated(&current, &style, layer, rect) {
                return true;
            }
            layer = raised(&style).map_or(layer, |(index, context)| {
                Some(if context {
                    index
                } else {
                    layer.unwrap_or(0).max(index)
                })
            });
            for later in [true, false] {
                let step = if later {
                    Element::next_element
                } else {
                    Element::previous_element
                };
                let brothers = std::iter::successors(step(&current), step).take(BROTHERS);
                for brother in brothers {
                    if self.is_under(&brother, layer, later, rect, any) {
                        return true;
                    }
                }
            }
            let Some(parent) = self.tree.parent(&current) else {
                break;
            };
            current = parent.element().clone();
        }
        false
    }

    /// Whether a brother, or a child of one that has no height, lies over the text.
    fn is_under(
        &self,
        brother: &Element,
        layer: Layer,
        later: bool,
        rect: ClientRect,
        any: bool,
    ) -> bool {
        if is_undrawn(&brother.local_name()) {
            return false;
        }
        let place = ClientRect::from(&brother.bounding_rect());
        if place.height() >= 1.0 {
            return spans(place, rect) && self.is_over(brother, layer, later, any);
        }
        // A box of no height that does not cut may hold one that is placed absolutely.
        let mut child = tree::element_child(brother);
        for _ in 0..CHILDREN {
            let Some(element) = child else { break };
            if spans(ClientRect::from(&element.bounding_rect()), rect)
                && self.style(brother).text("overflowY") == "visible"
                && self.is_over(&element, layer, later, any)
            {
                return true;
            }
            child = element.next_element();
        }
        false
    }

    fn is_over(&self, cover: &Element, layer: Layer, later: bool, any: bool) -> bool {
        let style = self.style(cover);
        if matches!(style.text("position"), "fixed" | "sticky") && any
            || style.text("visibility") != "visible"
            || !cover.is_rendered()
            || !self.is_opaque(cover)
        {
            return false;
        }
        let lets_through = || {
            let style = web::computed_style(cover).unwrap_or_default();
            self.keys.pointer.read(&style).text("pointerEvents") == "none"
        };
        is_above(raised(&style).map(|(index, _)| index), layer, later) && (any || lets_through())
    }

    /// Whether what `::before` or `::after` draws lies over the text.
    fn is_under_generated(
        &self,
        element: &Element,
        style: &Facts,
        layer: Layer,
        rect: ClientRect,
    ) -> bool {
        if style.text("position") == "static" {
            return false; // its place is then not known from here
        }
        [("::before", false), ("::after", true)]
            .into_iter()
            .any(|(pseudo, later)| {
                let Some(style) = self.pseudo_style(element, pseudo) else {
                    return false;
                };
                let opaque = Colour::parse(style.text("backgroundColor"))
                    .is_some_and(|colour| colour.alpha >= 0.6)
                    && style.text("visibility") == "visible"
                    && css::number(style.text("opacity")).is_some_and(|opacity| opacity >= 0.6);
                if !opaque || style.text("position") != "absolute" {
                    return false;
                }
                let outer = ClientRect::from(&element.bounding_rect());
                let length = |key| css::pixels(style.text(key));
                let place = ClientRect::new(
                    outer.left + length("left"),
                    outer.top + length("top"),
                    length("width"),
                    length("height"),
                );
                spans(place, rect) && is_above(raised(&style).map(|(index, _)| index), layer, later)
            })
    }
}

/// The `z-index` of a raised box, and whether it makes a stacking context of its own.
fn raised(style: &Facts) -> Option<(i32, bool)> {
    let index = style.text("zIndex").parse().ok();
    let context = style.text("transform") != "none"
        || style.text("filter") != "none"
        || style.text("opacity") != "1";
    let positioned = style.text("position") != "static";
    (positioned || context).then(|| (index.unwrap_or(0), context || index.is_some()))
}

/// Whether a cover is painted after the text. One that is not raised is painted before all text.
fn is_above(cover: Layer, text: Layer, later: bool) -> bool {
    match (cover, text) {
        (None, _) => false,
        (Some(cover), None) => cover >= 0,
        (Some(cover), Some(text)) => cover > text || cover == text && later,
    }
}

/// Whether a box holds nearly all of a line of text.
fn spans(cover: ClientRect, text: ClientRect) -> bool {
    let middle = (text.top + text.bottom) / 2.0;
    cover.top <= middle
        && cover.bottom >= middle
        && cover.left <= text.left + text.width() * 0.1
        && cover.right >= text.right - text.width() * 0.1
}
