//! Tells whether a text is seen, apart from what lies over it.

use wasm_bindgen::JsValue;

use beian_lens_core::snapshot::Visibility;

use crate::dom::browser::bindings::{Element, Node, Range};
use crate::dom::browser::rect::ClientRect;
use crate::dom::scope::Scope;
use crate::dom::sight::level::Level;

/// Minimum size of a text that anyone can read, in pixels.
const SMALLEST: f64 = 3.0;
/// Maximum number of marks that are measured of a text that is partly cut off, over about the length of a number in
/// UTF-16 units.
const MARKS_MEASURED: usize = 12;
const MARK_LENGTH: u32 = 14;

/// Whether a text is seen, as far as its own box and its ancestors tell.
pub(crate) fn text_visibility(
    level: &Level,
    element: &Element,
    is_node: bool,
    rect: ClientRect,
) -> Visibility {
    if level.hidden.is_none() && (rect == ClientRect::ZERO || !is_rendered(level, element, is_node))
    {
        return Visibility::NotRendered;
    }
    let visibility = level.judge(&level.flow, rect, SMALLEST);
    if visibility == Visibility::Shown && level.font_size < SMALLEST {
        return Visibility::NoSize;
    }
    visibility
}

/// Of a text that is cut off somewhere, whether that is where a mark is.
pub(crate) fn mark_visibility(
    scope: &Scope,
    level: &Level,
    node: &Node,
    part: Option<(u32, u32)>,
    rect: ClientRect,
) -> Visibility {
    let left = rect
        .intersect(&level.flow.clip)
        .intersect(&level.flow.reach);
    if left.width() + 2.0 >= rect.width() && left.height() + 2.0 >= rect.height() {
        return Visibility::Shown;
    }
    let text = scope.reader.text(node).unwrap_or_else(|| "".into());
    let (from, to) = part.unwrap_or((0, text.length()));
    let marks = scope.reader.finder.offsets(&text.substring(from, to));
    for at in marks.into_iter().take(MARKS_MEASURED) {
        let mark = (from + at, (from + at + MARK_LENGTH).min(to));
        if select(&scope.range, node, Some(mark)).is_ok() {
            let rect = ClientRect::from(&scope.range.bounding_rect());
            let seen = level.judge(&level.flow, rect, SMALLEST);
            if seen != Visibility::Shown {
                return seen;
            }
        }
    }
    Visibility::Shown
}

/// `display: contents` has no box of its own, and a closed `<details>` draws no text of its own.
fn is_rendered(level: &Level, element: &Element, is_node: bool) -> bool {
    if level.contents {
        return true;
    }
    element.is_rendered()
        && !(is_node && element.local_name() == "details" && element.attribute("open").is_none())
}

/// Selects a text node, or a part of it.
pub(crate) fn select(range: &Range, node: &Node, part: Option<(u32, u32)>) -> Result<(), JsValue> {
    let Some((from, to)) = part else {
        return range.select_contents(node);
    };
    range.set_start(node, from)?;
    range.set_end(node, to)
}
