//! Notes what may carry a number and cannot be read: text in pictures, in canvases, in frames of other origins, in shadow
//! roots that stay closed. Where it stands decides whether it makes a missing number doubtful.

use beian_lens_core::marks::foot;
use beian_lens_core::snapshot::{Image, ImageKind, PageSnapshot, UnreadKind, Visibility};

use crate::dom::browser::bindings::Element;
use crate::dom::browser::properties::Style;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::{Captured, Unreadable};
use crate::dom::scope::Scope;
use crate::dom::sight::level::Level;

/// Minimum size of a picture of a line of text, in pixels.
const LINE: (f64, f64) = (80.0, 14.0);
/// Width from which a picture may carry text whatever its shape, in pixels. A narrower one must be wider than high: codes
/// to scan, which stand in the footer of many pages, are not.
const WIDE: f64 = 400.0;
/// Width to height, in hundredths, from which a picture is a strip and not an icon, a portrait or a code to scan.
const STRIP_PERCENT: f64 = 130.0;
/// Maximum number of pictures of one kind and document outside all windows that are asked where they stand: the last ones.
const MOST: u32 = 120;
/// Whatever draws pixels of its own. By name and not by one selector, which asks every element of the page.
const PICTURES: [&str; 7] = ["img", "svg", "canvas", "video", "object", "embed", "input"];

/// Notes a picture that is seen and large enough to carry a line of text.
pub(crate) fn note_picture(
    captured: &mut Captured,
    image: &Image,
    rect: ClientRect,
    level: &Level,
) {
    let blank = image.colours.is_some_and(|colours| colours.filled == 0)
        || image
            .natural
            .is_some_and(|size| size.width.min(size.height) < 8);
    if image.visibility != Visibility::Shown || image.loaded == Some(false) || blank {
        return;
    }
    let what = match image.kind {
        ImageKind::Other if carries_line(rect) => UnreadKind::Canvas,
        ImageKind::Element | ImageKind::Svg | ImageKind::Background if is_strip(rect) => {
            UnreadKind::PictureText
        }
        _ => return,
    };
    let is_ground = matches!(image.kind, ImageKind::Background | ImageKind::Svg);
    captured.note_unreadable(what, &level.own, rect, &level.within, is_ground);
}

/// Notes the pictures of a document that stand in no window: a page may draw last what it holds first.
pub(crate) fn note_pictures_elsewhere(captured: &mut Captured, scope: &Scope) {
    for name in PICTURES {
        let pictures = scope.document.by_tag(name);
        let length = pictures.length();
        for index in length.saturating_sub(MOST)..length {
            let Some(picture) = pictures.at(index) else {
                break;
            };
            note_picture_elsewhere(captured, scope, &picture, name);
        }
    }
}

fn note_picture_elsewhere(captured: &mut Captured, scope: &Scope, picture: &Element, name: &str) {
    if name == "input" && !is_image_button(picture) {
        return;
    }
    let rect = ClientRect::from(&picture.bounding_rect());
    if !carries_line(rect) || captured.is_known_image(picture) || !picture.is_rendered() {
        return;
    }
    let what = match name {
        "img" | "svg" | "input" if is_strip(rect) => UnreadKind::PictureText,
        "img" | "svg" | "input" => return,
        _ => UnreadKind::Canvas,
    };
    if scope.reader.style(picture).text(Style::Visibility) == "visible" {
        let level = &scope.level;
        captured.note_unreadable(what, &level.flow, rect, &level.within, false);
    }
}

/// Counts what cannot be read: pictures when they stand in the footer, everything else wherever it stands.
pub(crate) fn count_unreadable(captured: &mut Captured) {
    for unreadable in std::mem::take(&mut captured.unreadable) {
        let page = &captured.snapshot;
        let near_foot = is_near_foot(page, &unreadable);
        let is_picture = matches!(
            unreadable.what,
            UnreadKind::PictureText | UnreadKind::Canvas
        );
        if near_foot && !(unreadable.is_ground && carries_text(page, &unreadable)) {
            captured.count_unread_at(unreadable.what, 1, 1);
        } else if !is_picture {
            captured.count_unread_at(unreadable.what, 1, 0);
        }
    }
}

fn is_near_foot(page: &PageSnapshot, unreadable: &Unreadable) -> bool {
    if unreadable.pinned {
        return unreadable.place.y * 2 > page.viewport.height;
    }
    foot::is_at_foot(
        page,
        unreadable.surface,
        unreadable.place,
        unreadable.in_footer,
    )
}

/// Whether text that was read is drawn on it.
fn carries_text(page: &PageSnapshot, unreadable: &Unreadable) -> bool {
    let ground = unreadable.place;
    page.runs.iter().any(|run| {
        let (x, y) = (run.place.x, run.place.middle());
        run.surface == unreadable.surface
            && run.visibility == Visibility::Shown
            && (ground.x..=ground.right()).contains(&x)
            && (ground.y..=ground.bottom()).contains(&y)
    })
}

/// Whether an `<input>` is a picture.
pub(crate) fn is_image_button(input: &Element) -> bool {
    input
        .attribute("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("image"))
}

/// Whether a box has room for a line of text.
pub(crate) fn carries_line(rect: ClientRect) -> bool {
    rect.width() >= LINE.0 && rect.height() >= LINE.1
}

fn is_strip(rect: ClientRect) -> bool {
    carries_line(rect)
        && (rect.width() >= WIDE || rect.width() * 100.0 >= rect.height() * STRIP_PERCENT)
}
