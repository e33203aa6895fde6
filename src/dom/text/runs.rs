//! Reads texts into runs: what they say, where they are drawn, and whether they are seen.

use beian_lens_core::snapshot::{Gap, Rect, TextRun, UnreadKind, Visibility};

use crate::dom::browser::bindings::{Element, Node};
use crate::dom::browser::reader::Reader;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::Captured;
use crate::dom::scope::Scope;
use crate::dom::sight::ground::ground_under;
use crate::dom::sight::is_covered::is_covered;
use crate::dom::sight::level::Level;
use crate::dom::sight::text_visibility::{mark_visibility, select, text_visibility};
use crate::dom::text::candidates::is_telling;
use crate::dom::text::excerpts::Excerpt;

/// Minimum number of digits of a number.
const LEAST_DIGITS: usize = 8;
/// Contrast below which a text is of the same colour as its ground.
const LEAST_CONTRAST: f64 = 1.5;
/// Looks for a text, besides those that are counted where they are taken.
const TEXT: u32 = 20;

/// Adds a text of `element`: of the text node, or drawn by CSS when there is none. Returns whether it was added: a text that
/// may be a mark is left out and counted when there are no looks left to find out whether something lies over it.
pub(crate) fn add_run(
    captured: &mut Captured,
    scope: &Scope,
    level: &Level,
    element: &Element,
    node: Option<&Node>,
    excerpt: &Excerpt,
    gap: Gap,
) -> bool {
    scope.reader.looks.reading.spend(TEXT);
    let (text, part) = (&excerpt.folded.text, excerpt.part);
    let rect = match node {
        Some(node) if select(&scope.range, node, part).is_ok() => {
            ClientRect::from(&scope.range.bounding_rect())
        }
        Some(_) => ClientRect::ZERO,
        None => ClientRect::from(&element.bounding_rect()),
    };
    let telling = is_telling(text);
    let contrast =
        ground_under(scope, level, element, rect).and_then(|ground| level.contrast_on(ground));
    let mut visibility = text_visibility(level, element, node.is_some(), rect);
    if visibility == Visibility::Shown
        && telling
        && let Some(node) = node
    {
        visibility = mark_visibility(scope, level, node, part, rect);
    }
    if visibility == Visibility::Shown && contrast.is_some_and(|contrast| contrast < LEAST_CONTRAST)
    {
        visibility = Visibility::SameColour;
    }
    if visibility == Visibility::Shown && telling {
        let is_mark = may_be_mark(scope.reader, text);
        match is_covered(scope, level, element, rect, is_mark) {
            Some(true) => visibility = Visibility::Covered,
            Some(false) => {}
            None => {
                captured.count_unread(UnreadKind::Candidate, 1);
                return false;
            }
        }
    }
    let place = level.flow.place(rect);
    let run = TextRun {
        text: text.clone(),
        gap: measured_gap(captured.snapshot.runs.last(), gap, place, level),
        place,
        surface: level.flow.surface,
        pinned: level.flow.pinned,
        visibility,
        contrast: contrast.map(|contrast| (contrast * 10.0).floor().min(210.0) as u16),
        within: level.within.clone(),
        link: level.link,
        generated: node.is_none(),
        selector: if telling || text.chars().count() <= 4 {
            scope.selectors.of(scope.reader, element)
        } else {
            None
        },
        frame: scope.frame,
    };
    captured.add_run(run);
    true
}

/// Whether a text holds a mark or the digits of one: fewer texts than are telling.
fn may_be_mark(reader: &Reader, text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= LEAST_DIGITS
        || !reader.finder.offsets(&text.into()).is_empty()
}

/// The gap between the last run and the next. Boxes side by side (flex items, floats, cells) are on one line, whatever the
/// markup says.
fn measured_gap(last: Option<&TextRun>, gap: Gap, place: Rect, level: &Level) -> Gap {
    let Some(last) = last else {
        return Gap::Break;
    };
    if gap != Gap::Line
        || last.surface != level.flow.surface
        || last.place.height == 0
        || place.height == 0
    {
        return gap;
    }
    let overlap =
        (last.place.y + last.place.height).min(place.y + place.height) - last.place.y.max(place.y);
    let same_line = overlap * 2 > last.place.height.min(place.height);
    let after = place.x + 1 >= last.place.x + last.place.width;
    if same_line && after { Gap::Space } else { gap }
}
