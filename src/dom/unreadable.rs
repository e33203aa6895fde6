//! What may carry a number and cannot be read: text in pictures, in canvases, in frames of other origins, in shadow
//! roots that stay closed. Where it stands decides whether it makes a missing number doubtful.

use super::capture::Capture;
use super::geometry::ClientRect;
use super::level::{Level, Plane};
use super::scan::{Scope, place};
use super::web::Element;
use beian_lens_core::marks::foot;
use beian_lens_core::snapshot::{Image, ImageKind, Rect, UnreadKind, Visibility};

/// The least size of a picture of a line of text, in pixels.
const LINE: (f64, f64) = (80.0, 14.0);
/// A picture this wide may carry text whatever its shape; a narrower one must be wider than high: codes to scan, which
/// stand at the foot of many pages, are not.
const WIDE: f64 = 400.0;
/// Width to height, in hundredths, from which a picture is a strip and not an icon, a portrait or a code to scan.
const STRIP_PERCENT: f64 = 130.0;
/// Pictures of one kind and document outside all windows that are asked where they stand: the last ones.
const MOST: u32 = 120;
/// Whatever draws pixels of its own. By name and not by one selector, which asks every element of the page.
const PICTURES: [&str; 7] = ["img", "svg", "canvas", "video", "object", "embed", "input"];

/// Something that was not read, and where it stands.
pub(crate) struct Unreadable {
    what: UnreadKind,
    pub(crate) surface: usize,
    pub(crate) place: Rect,
    pinned: bool,
    /// The markup says that it stands in a footer.
    in_footer: bool,
    /// It is the ground of other things: text on it was read.
    ground: bool,
}

impl Capture {
    /// Notes something that cannot be read.
    pub(crate) fn unreadable(
        &mut self,
        what: UnreadKind,
        plane: &Plane,
        rect: ClientRect,
        level: &Level,
    ) {
        self.unreadable.push(Unreadable {
            what,
            surface: plane.surface,
            place: place(plane, rect),
            pinned: plane.pinned,
            in_footer: level
                .within
                .contains(&beian_lens_core::snapshot::Within::Footer),
            ground: false,
        });
    }

    /// Notes a picture that is seen and large enough to carry a line of text.
    pub(crate) fn unreadable_picture(&mut self, image: &Image, rect: ClientRect, level: &Level) {
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
        self.unreadable(what, &level.own, rect, level);
        if matches!(image.kind, ImageKind::Background | ImageKind::Svg)
            && let Some(last) = self.unreadable.last_mut()
        {
            last.ground = true;
        }
    }

    /// Notes the pictures of a document that stand in no window: a page may draw last what it holds first.
    pub(crate) fn pictures_elsewhere(&mut self, scope: &Scope) {
        for name in PICTURES {
            let pictures = scope.document.by_tag(name);
            let length = pictures.length();
            for index in length.saturating_sub(MOST)..length {
                let Some(picture) = pictures.at(index) else {
                    break;
                };
                self.picture_elsewhere(scope, &picture, name);
            }
        }
    }

    fn picture_elsewhere(&mut self, scope: &Scope, picture: &Element, name: &str) {
        if name == "input" && !is_image_button(picture) {
            return;
        }
        let rect = ClientRect::from(&picture.bounding_rect());
        if !carries_line(rect) || self.known_images.has(picture) || !picture.is_rendered() {
            return;
        }
        let what = match name {
            "img" | "svg" | "input" if is_strip(rect) => UnreadKind::PictureText,
            "img" | "svg" | "input" => return,
            _ => UnreadKind::Canvas,
        };
        if self.style(picture).text("visibility") == "visible" {
            self.unreadable(what, &scope.level.flow, rect, &scope.level);
        }
    }

    /// Counts it: pictures when they stand at the foot, everything else wherever it stands.
    pub(crate) fn count_unreadable(&mut self) {
        for unreadable in std::mem::take(&mut self.unreadable) {
            let near_foot = self.is_near_foot(&unreadable);
            let is_picture = matches!(
                unreadable.what,
                UnreadKind::PictureText | UnreadKind::Canvas
            );
            if near_foot && !(unreadable.ground && self.carries_text(&unreadable)) {
                self.count_unread_at(unreadable.what, 1, 1);
            } else if !is_picture {
                self.count_unread_at(unreadable.what, 1, 0);
            }
        }
    }

    fn is_near_foot(&self, unreadable: &Unreadable) -> bool {
        let page = &self.snapshot;
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
    fn carries_text(&self, unreadable: &Unreadable) -> bool {
        let ground = unreadable.place;
        self.snapshot.runs.iter().any(|run| {
            let (x, y) = (run.place.x, run.place.middle());
            run.surface == unreadable.surface
                && run.visibility == Visibility::Shown
                && (ground.x..=ground.right()).contains(&x)
                && (ground.y..=ground.bottom()).contains(&y)
        })
    }
}

fn is_image_button(input: &Element) -> bool {
    input
        .attribute("type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("image"))
}

fn carries_line(rect: ClientRect) -> bool {
    rect.width() >= LINE.0 && rect.height() >= LINE.1
}

fn is_strip(rect: ClientRect) -> bool {
    carries_line(rect)
        && (rect.width() >= WIDE || rect.width() * 100.0 >= rect.height() * STRIP_PERCENT)
}

impl Element {
    /// Whether this is a custom element that draws something though it holds nothing: its shadow root is closed.
    pub(crate) fn seems_closed(&self, name: &str) -> bool {
        name.contains('-')
            && self.first_child().is_none()
            && carries_line(ClientRect::from(&self.bounding_rect()))
    }
}
