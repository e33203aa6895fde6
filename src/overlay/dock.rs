//! Where the card stands: at a corner where it covers none of the marks and ghosts it speaks of.

use web_sys::{Document, HtmlElement, Window};

use super::ghosts::{pixels, set};

/// What stays free around the card, in CSS pixels.
pub(super) const MARGIN: f64 = 16.0;
/// The height of the card's bar, which always stays in the window.
pub(super) const BAR: f64 = 48.0;
/// Below this width the card is a sheet along the upper edge.
const PHONE: f64 = 480.0;
/// Lower than this the card is of no use: rather cover a mark.
const LOWEST: f64 = 180.0;

/// A box in client co-ordinates.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Where an element of ours is drawn.
    pub(super) fn of(element: &HtmlElement) -> Self {
        let place = element.get_bounding_client_rect();
        Self {
            left: place.left(),
            right: place.right(),
            top: place.top(),
            bottom: place.bottom(),
        }
    }
}

/// Docks the card right if it can be, else left, as high as the marks let it be.
pub(super) fn dock(card: &HtmlElement, window: &Window, document: &Document, marks: &[Area]) {
    let width = document
        .document_element()
        .map_or(0.0, |root| f64::from(root.client_width()));
    let height = window
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    let phone = width <= PHONE;
    let margin = if phone { 0.0 } else { MARGIN };
    let card_width = card.get_bounding_client_rect().width();
    let room = |left: f64| room(marks, left, left + card_width, margin, height);

    let right = width - card_width - margin;
    let (place, free) = [right, margin]
        .map(|left| (left, room(left)))
        .into_iter()
        .fold((right, f64::MIN), |best, next| {
            // The right side is left only for a side that is clearly better.
            if next.1 > best.1 && best.1 < height / 2.0 {
                next
            } else {
                best
            }
        });
    let style = card.style();
    set(&style, "left", &pixels(place));
    set(&style, "top", &pixels(margin));
    set(
        &style,
        "max-height",
        &pixels(free.max(LOWEST).min(if phone {
            height * 0.6
        } else {
            height - 2.0 * margin
        })),
    );
}

/// How high the card may be between two edges without covering a mark that is in the window.
fn room(marks: &[Area], left: f64, right: f64, margin: f64, height: f64) -> f64 {
    let in_the_way = marks
        .iter()
        .filter(|mark| mark.right > left && mark.left < right);
    let highest = in_the_way
        .map(|mark| mark.top)
        .filter(|top| *top > margin && *top < height)
        .fold(height, f64::min);
    highest - 2.0 * margin.max(8.0)
}
