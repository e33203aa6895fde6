//! Where the card stands: at a corner where it covers none of the marks and ghosts it speaks of.

use web_sys::{Element, HtmlElement, Window};

use super::document::Document;
use super::ghosts::{pixels, set};

/// What stays free around the card, in CSS pixels.
pub(super) const MARGIN: f64 = 16.0;
/// The width of the card, as the style sheet has it.
pub(super) const CARD: f64 = 360.0;
/// The height of the card's bar, which always stays in the window.
pub(super) const BAR: f64 = 48.0;
/// Below this width the card is a sheet along the upper edge.
const PHONE: f64 = 480.0;
/// Lower than this the card is of no use: rather cover a mark.
const LOWEST: f64 = 180.0;

/// What stays free between the card and a mark.
const GAP: f64 = 12.0;

/// A box in client co-ordinates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Do two boxes share anything?
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Where an element of ours is drawn.
    pub(super) fn of(element: &Element) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            left: place.left(),
            right: place.right(),
            top: place.top(),
            bottom: place.bottom(),
        }
    }
}

/// Docks the card right if it can be, else left, in the highest stretch that the marks leave free there.
pub(super) fn dock(
    card: &HtmlElement,
    body: &HtmlElement,
    window: &Window,
    document: &Document,
    marks: &[Area],
) {
    let width = document
        .document_element()
        .map_or(0.0, |root| f64::from(root.client_width()));
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

/// The height of the window's content.
pub(super) fn inner_height(window: &Window) -> f64 {
    window
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}
