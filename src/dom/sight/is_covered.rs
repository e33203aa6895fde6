//! Tells whether something lies over a text: a hit test at several points. Only what is in the viewport can be tested, and
//! the page is never scrolled for it; elsewhere, and of what takes no part in hit tests, `stacking` tells by geometry.

use crate::dom::browser::bindings::Element;
use crate::dom::browser::rect::ClientRect;
use crate::dom::scope::Scope;
use crate::dom::sight::ground::in_document;
use crate::dom::sight::level::Level;
use crate::dom::sight::opaque::is_opaque;
use crate::dom::sight::stacking::lies_under;

/// Whether something opaque lies over all of `rect`, however the page is scrolled; `None` when there are no looks left to
/// find out. What no hit test can tell is asked of a mark alone: it takes a hundred times as long.
pub(crate) fn is_covered(
    scope: &Scope,
    level: &Level,
    element: &Element,
    rect: ClientRect,
    is_mark: bool,
) -> Option<bool> {
    let covers = &scope.reader.looks.covers;
    let seen = rect.intersect(&scope.viewport).intersect(&level.flow.clip);
    if !covers.is_open() && (is_mark || !seen.is_empty()) {
        return None;
    }
    if seen.is_empty() {
        return Some(
            is_mark
                && (ends_under_a_bar(scope, level, element, rect)
                    || lies_under(scope, element, rect, true)),
        );
    }
    Some(
        is_hit_over(scope, level, element, rect, seen)
            || is_mark && lies_under(scope, element, rect, !scope.reader.is_hit_testable(element)),
    )
}

/// Whether a hit test finds something over every point of the part that is in the viewport.
fn is_hit_over(
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
        match cover_at(scope, element, x, y) {
            Some(cover) if !can_slip_out(scope, level, rect, &cover) => tested = true,
            _ => return false,
        }
    }
    tested && scope.reader.is_hit_testable(element)
}

/// Whether a text outside the viewport comes to rest under something that is fixed to the viewport when the page is
/// scrolled to its end, and cannot be scrolled out of it.
fn ends_under_a_bar(scope: &Scope, level: &Level, element: &Element, rect: ClientRect) -> bool {
    let page = &scope.level.flow;
    if level.flow.pinned || level.flow.surface != page.surface || scope.viewport.is_empty() {
        return false;
    }
    let middle = (rect.top + rect.bottom) / 2.0 - scope.scroll.bottom;
    let y = middle.clamp(1.0, scope.viewport.bottom - 1.0);
    [0.1, 0.5, 0.9].into_iter().all(|share| {
        let x = rect.left + rect.width() * share;
        let hits = scope.reader.hits(&scope.document, x, y).unwrap_or_default();
        hits.into_iter()
            .take_while(|hit| !hit.contains(element))
            .any(|hit| {
                is_opaque(scope.reader, &hit)
                    && scope.reader.is_fixed(&hit)
                    && !can_slip_out(scope, level, rect, &hit)
            })
    })
}

/// The opaque element that is drawn over `element` at a point.
fn cover_at(scope: &Scope, element: &Element, x: f64, y: f64) -> Option<Element> {
    let hits = scope.reader.hits(&scope.document, x, y)?;
    let outside = in_document(scope, element);
    for hit in hits {
        if hit == outside || outside.contains(&hit) || hit.contains(&outside) {
            return None;
        }
        if is_opaque(scope.reader, &hit) {
            return Some(hit);
        }
    }
    None
}

/// Whether a text can be scrolled out from under a cover. A text in the page passes under a bar that is fixed to the
/// viewport, unless the page cannot scroll far enough. A bar that can be closed (cookies, an app to install) covers nothing
/// for good.
fn can_slip_out(scope: &Scope, level: &Level, rect: ClientRect, cover: &Element) -> bool {
    if !scope.reader.is_fixed(cover) {
        return false;
    }
    let bar = ClientRect::from(&cover.bounding_rect());
    if bar.height() * 2.0 < scope.viewport.height() && can_be_closed(scope, cover) {
        return true;
    }
    if level.flow.pinned {
        return false;
    }
    let down_to = rect.bottom + scope.scroll.top; // where its bottom is when the page is scrolled to its start
    let up_to = rect.top - scope.scroll.bottom; // where its top is when the page is scrolled to its end
    let above = up_to + rect.height() <= bar.top && bar.top >= rect.height();
    let below = down_to - rect.height() >= bar.bottom
        && scope.viewport.bottom - bar.bottom >= rect.height();
    above || below
}

fn can_be_closed(scope: &Scope, cover: &Element) -> bool {
    const BUTTONS: &str =
        "button,[role=button],input[type=button],input[type=submit],[class*=close],[id*=close]";
    scope
        .reader
        .fixed_ancestor(cover)
        .and_then(|bar| bar.query_all(BUTTONS).ok())
        .is_some_and(|buttons| buttons.length() > 0)
}
