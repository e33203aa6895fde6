//! Tells what lies over a text by geometry and stacking order (CSS 2, appendix E), where no hit test can tell: outside the
//! viewport, under something that lets the pointer through, under what `::before` or `::after` draws.
//!
//! Only siblings of the text and of its ancestors are asked, a bounded number of them: that is where covers stand.

use crate::dom::browser::bindings::Element;
use crate::dom::browser::facts::Facts;
use crate::dom::browser::flat_tree::is_undrawn;
use crate::dom::browser::properties::{Generated, Style};
use crate::dom::browser::reader::Pseudo;
use crate::dom::browser::rect::ClientRect;
use crate::dom::scope::Scope;
use crate::dom::sight::opaque::{OPAQUE, is_opaque};
use crate::dom::style::colour::Colour;
use crate::dom::style::number::{number, pixels};

/// Maximum number of ancestors whose siblings are asked.
const LEVELS: usize = 24;
/// Maximum number of ancestors whose `::before` and `::after` are asked.
const PSEUDO_LEVELS: usize = 6;
/// Maximum number of siblings on each side that are asked.
const SIBLINGS: usize = 12;
/// Maximum number of children that are asked of a sibling without a height of its own.
const CHILDREN: u32 = 6;
/// Looks for where a sibling stands.
const SIBLING: u32 = 2;

/// What a text is drawn on, seen from the children of one ancestor: the `z-index` of its stacking context there, or
/// `None` when it is drawn in flow.
type Layer = Option<i32>;

/// Whether an absolutely placed or otherwise raised opaque box lies over a text. Without `any`, only boxes count
/// that let the pointer through, and generated ones: the others were looked for by a hit test.
pub(crate) fn lies_under(scope: &Scope, element: &Element, rect: ClientRect, any: bool) -> bool {
    let Some(root) = scope.document.root() else {
        return false;
    };
    let mut layer: Layer = None;
    let mut current = element.clone();
    for depth in 0..LEVELS {
        if current == root {
            break;
        }
        let style = scope.reader.style(&current);
        if depth < PSEUDO_LEVELS && is_under_generated(scope, &current, &style, layer, rect) {
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
            let siblings = std::iter::successors(step(&current), step).take(SIBLINGS);
            for sibling in siblings {
                if is_under(scope, &sibling, layer, later, rect, any) {
                    return true;
                }
            }
        }
        let Some(parent) = scope.reader.tree.parent(&current) else {
            break;
        };
        current = parent.element().clone();
    }
    false
}

/// Whether a sibling, or a child of one that has no height, lies over the text.
fn is_under(
    scope: &Scope,
    sibling: &Element,
    layer: Layer,
    later: bool,
    rect: ClientRect,
    any: bool,
) -> bool {
    if is_undrawn(&sibling.local_name()) {
        return false;
    }
    scope.reader.looks.covers.spend(SIBLING);
    let place = ClientRect::from(&sibling.bounding_rect());
    if place.height() >= 1.0 {
        return spans(place, rect) && is_over(scope, sibling, layer, later, any);
    }
    // A box of no height that does not cut may hold one that is placed absolutely.
    let mut child = sibling.first_element();
    for _ in 0..CHILDREN {
        let Some(element) = child else { break };
        if spans(ClientRect::from(&element.bounding_rect()), rect)
            && scope.reader.style(sibling).text(Style::OverflowY) == "visible"
            && is_over(scope, &element, layer, later, any)
        {
            return true;
        }
        child = element.next_element();
    }
    false
}

fn is_over(scope: &Scope, cover: &Element, layer: Layer, later: bool, any: bool) -> bool {
    let style = scope.reader.style(cover);
    if matches!(style.text(Style::Position), "fixed" | "sticky") && any
        || style.text(Style::Visibility) != "visible"
        || !cover.is_rendered()
        || !is_opaque(scope.reader, cover)
    {
        return false;
    }
    let lets_through = || !scope.reader.is_hit_testable(cover);
    is_above(raised(&style).map(|(index, _)| index), layer, later) && (any || lets_through())
}

/// Whether what `::before` or `::after` draws lies over the text.
fn is_under_generated(
    scope: &Scope,
    element: &Element,
    style: &Facts<Style>,
    layer: Layer,
    rect: ClientRect,
) -> bool {
    if style.text(Style::Position) == "static" {
        return false; // its place is then not known from here
    }
    [("::before", false), ("::after", true)]
        .into_iter()
        .any(|(pseudo, later)| {
            let Some(Pseudo { style, generated }) = scope.reader.pseudo(element, pseudo) else {
                return false;
            };
            let opaque = Colour::parse(style.text(Style::BackgroundColor))
                .is_some_and(|colour| colour.alpha >= OPAQUE)
                && style.text(Style::Visibility) == "visible"
                && number(style.text(Style::Opacity)).is_some_and(|opacity| opacity >= OPAQUE);
            if !opaque || style.text(Style::Position) != "absolute" {
                return false;
            }
            let outer = ClientRect::from(&element.bounding_rect());
            let length = |key| pixels(generated.text(key));
            let place = ClientRect::new(
                outer.left + length(Generated::Left),
                outer.top + pixels(style.text(Style::Top)),
                length(Generated::Width),
                length(Generated::Height),
            );
            spans(place, rect) && is_above(raised(&style).map(|(index, _)| index), layer, later)
        })
}

/// The `z-index` of a raised box, and whether it makes a stacking context of its own.
fn raised(style: &Facts<Style>) -> Option<(i32, bool)> {
    let index = style.text(Style::ZIndex).parse().ok();
    let context = style.text(Style::Transform) != "none"
        || style.text(Style::Filter) != "none"
        || style.text(Style::Opacity) != "1";
    let positioned = style.text(Style::Position) != "static";
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
