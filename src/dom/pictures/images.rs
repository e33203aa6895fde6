//! Reads pictures: elements, backgrounds, masks, inline SVG, and what else may carry text that cannot be read.

use beian_lens_core::snapshot::{Image, ImageKind, Size, UnreadKind, Visibility};

use crate::dom::browser::bindings::Element;
use crate::dom::browser::facts::Facts;
use crate::dom::browser::properties::Generated;
use crate::dom::browser::properties::{Image as Property, Style};
use crate::dom::browser::reader::Pseudo;
use crate::dom::browser::rect::{ClientRect, whole};
use crate::dom::captured::Captured;
use crate::dom::pictures::pixels;
use crate::dom::pictures::unreadable::{is_image_button, note_picture};
use crate::dom::scope::Scope;
use crate::dom::sight::is_covered::is_covered;
use crate::dom::sight::level::Level;
use crate::dom::style::content::first_url;
use crate::dom::text::fold::bounded;

/// Maximum height of a background that may be a badge or a line of text, in pixels; a higher one is decoration. Its width
/// says nothing: an icon may be drawn in the padding of a long line.
const HIGHEST_BACKGROUND: f64 = 200.0;
/// Maximum width of a badge, in pixels.
const WIDEST_BADGE: f64 = 80.0;

/// Adds the picture that an element is or has as its background. Returns whether there is one.
pub(crate) fn read_image(
    captured: &mut Captured,
    scope: &Scope,
    element: &Element,
    name: &str,
    level: &Level,
    style: &Facts<Style>,
) -> bool {
    let kind = match name {
        "img" | "image" => Some(ImageKind::Element),
        "input" if is_image_button(element) => Some(ImageKind::Element),
        "svg" => Some(ImageKind::Svg),
        "canvas" | "object" | "embed" | "video" => Some(ImageKind::Other),
        _ => None,
    };
    let background = first_url(style.text(Style::BackgroundImage))
        .or_else(|| first_url(style.text(Style::MaskImage)));
    if kind.is_none() && background.is_none() || captured.is_known_image(element) {
        return false;
    }
    let rect = ClientRect::from(&element.bounding_rect());
    if kind.is_none() && rect.height() > HIGHEST_BACKGROUND {
        return false;
    }
    captured.know_image(element);
    let facts = scope.reader.image(element);
    let mut image = Image {
        kind: kind.unwrap_or(ImageKind::Background),
        alt: bounded(
            format!(
                "{} {}",
                facts.text(Property::Alt),
                facts.text(Property::Title)
            )
            .trim(),
            200,
        ),
        ..Image::default()
    };
    match image.kind {
        ImageKind::Element => {
            let src = [facts.text(Property::CurrentSrc), facts.text(Property::Src)]
                .into_iter()
                .find(|src| !src.is_empty());
            image.src = address(src.unwrap_or_default());
            let natural = Size {
                width: whole(facts.number(Property::NaturalWidth)),
                height: whole(facts.number(Property::NaturalHeight)),
            };
            let complete = facts.flag(Property::Complete);
            image.natural = (natural.width > 0).then_some(natural);
            image.loaded = complete.and_then(|complete| complete.then_some(natural.width > 0));
            image.colours = (natural.width > 0)
                .then(|| pixels::of_image(element, natural))
                .flatten();
        }
        ImageKind::Background => image.src = address(background.unwrap_or_default()),
        ImageKind::Svg => image.loaded = Some(true),
        ImageKind::Other => {
            image.src = address(facts.text(Property::Data));
            if name == "canvas" {
                // A badge is read; a larger one may carry text, which is not.
                let natural = Size {
                    width: whole(facts.number(Property::Width)),
                    height: whole(facts.number(Property::Height)),
                };
                image.colours = pixels::of_image(element, natural);
            }
        }
    }
    add_image(captured, scope, element, level, image, rect);
    true
}

/// Adds the picture that `::before` or `::after` of an element draws. Its box is not known: the element's stands in.
pub(crate) fn read_generated_image(
    captured: &mut Captured,
    scope: &Scope,
    element: &Element,
    level: &Level,
    pseudo: &Pseudo,
) -> bool {
    let Some(src) = first_url(pseudo.generated.text(Generated::Content))
        .or_else(|| first_url(pseudo.style.text(Style::BackgroundImage)))
    else {
        return false;
    };
    let image = Image {
        kind: ImageKind::Background,
        src: address(src),
        ..Image::default()
    };
    let rect = ClientRect::from(&element.bounding_rect());
    add_image(captured, scope, element, level, image, rect);
    true
}

fn add_image(
    captured: &mut Captured,
    scope: &Scope,
    element: &Element,
    level: &Level,
    image: Image,
    rect: ClientRect,
) {
    let visibility = match level.judge(&level.own, rect, 4.0) {
        Visibility::Shown if !level.contents && !element.is_rendered() => Visibility::NotRendered,
        Visibility::NoSize if rect == ClientRect::ZERO => Visibility::NotRendered,
        Visibility::Shown if rect.width() < WIDEST_BADGE => {
            match is_covered(scope, level, element, rect, false) {
                Some(true) => Visibility::Covered,
                Some(false) => Visibility::Shown,
                None => {
                    captured.count_unread(UnreadKind::Candidate, 1);
                    Visibility::Shown
                }
            }
        }
        visibility => visibility,
    };
    let image = Image {
        link: level.link,
        order: captured.order(),
        place: level.own.place(rect),
        surface: level.own.surface,
        visibility,
        selector: if rect.width() <= WIDEST_BADGE {
            scope.selectors.of(scope.reader, element)
        } else {
            None
        },
        frame: scope.frame,
        ..image
    };
    note_picture(captured, &image, rect, level);
    captured.add_image(image);
}

/// A data URL is kept short: its beginning tells enough.
fn address(url: &str) -> String {
    bounded(url, if url.starts_with("data:") { 200 } else { 2_000 })
}
