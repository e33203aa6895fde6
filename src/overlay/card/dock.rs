//! Docks the card where it covers none of the marks and ghosts that it is about.

use web_sys::{HtmlElement, Window};

use crate::overlay::draw::css::{pixels, set};
use crate::overlay::page::document::Document;
use crate::overlay::page::geometry::{Area, content_width, inner_height};

/// The space around the card, in CSS pixels.
pub(in crate::overlay) const MARGIN: f64 = 16.0;
/// The width of the card, as the style sheet has it.
pub(in crate::overlay) const CARD: f64 = 360.0;
/// The height of the card's bar, which always stays in the window.
pub(in crate::overlay) const BAR: f64 = 48.0;
/// Maximum width of a window in which the card is a sheet along the upper edge.
const PHONE: f64 = 480.0;
/// Minimum height of the card, in CSS pixels. A lower one is useless: better to cover a mark.
const LOWEST: f64 = 180.0;

/// The space between the card and a mark, in CSS pixels.
const GAP: f64 = 12.0;

/// Docks the card right if it can be, else left, in the highest stretch that the marks leave free there.
pub(in crate::overlay) fn dock(
    card: &HtmlElement,
    body: &HtmlElement,
    window: &Window,
    document: &Document,
    marks: &[Area],
) {
    let width = content_width(document);
    let height = inner_height(window);
    let phone = width <= PHONE;
    let margin = if phone { 0.0 } else { MARGIN };
    let card_width = card.get_bounding_client_rect().width();
    // What the card would take if it could: its frame and all of its body.
    let wanted =
        f64::from(card.offset_height() - body.client_height() + body.scroll_height()).max(LOWEST);

    let right = width - card_width - margin;
    let sides = if phone {
        vec![right]
    } else {
        vec![right, margin]
    };
    let stretches = sides.into_iter().flat_map(|left| {
        free(marks, left, left + card_width, margin, height)
            .into_iter()
            .map(move |stretch| (left, stretch))
    });
    let mut best: Option<(f64, (f64, f64))> = None;
    for (left, stretch) in stretches {
        let size = |(top, bottom): (f64, f64)| (bottom - top).min(wanted);
        // Right before left and up before down: another place is taken only for clearly more room.
        if best.is_none_or(|(_, other)| size(stretch) > size(other) * 1.25) {
            best = Some((left, stretch));
        }
    }
    let (left, (top, bottom)) = best.unwrap_or((right, (margin, height - margin)));
    let most = if phone {
        height * 0.6
    } else {
        height - 2.0 * margin
    };
    let style = card.style();
    set(&style, "left", &pixels(left));
    set(&style, "top", &pixels(top));
    set(
        &style,
        "max-height",
        &pixels((bottom - top).clamp(LOWEST, most.max(LOWEST))),
    );
}

/// The stretches between two edges that no mark in the window takes, top to bottom.
fn free(marks: &[Area], left: f64, right: f64, margin: f64, height: f64) -> Vec<(f64, f64)> {
    let mut taken: Vec<&Area> = marks
        .iter()
        .filter(|mark| {
            mark.right > left && mark.left < right && mark.bottom > 0.0 && mark.top < height
        })
        .collect();
    taken.sort_by(|one, other| one.top.total_cmp(&other.top));
    let mut stretches = Vec::new();
    let mut top = margin;
    for mark in taken {
        stretches.push((top, mark.top - GAP));
        top = top.max(mark.bottom + GAP);
    }
    stretches.push((top, height - margin));
    stretches.retain(|(top, bottom)| bottom - top >= LOWEST);
    stretches
}
