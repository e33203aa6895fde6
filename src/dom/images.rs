//! Pictures: elements, backgrounds, inline SVG, and what else may carry text that cannot be read.

use super::capture::Capture;
use super::css;
use super::facts::Facts;
use super::geometry::{ClientRect, whole};
use super::level::Level;
use super::links::bounded;
use super::pixels;
use super::scan::{Scope, place};
use super::selector;
use super::web::Element;
use beian_lens_core::snapshot::{Image, ImageKind, Size, Visibility};

/// The properties that a picture is made of.
pub(crate) const IMAGE: [&str; 11] = [
    "currentSrc",
    "src",
    "data",
    "alt",
    "title",
    "naturalWidth",
    "naturalHeight",
    "complete",
    "type",
    "width",
    "height",
];

/// A background higher than this is decoration, neither a badge nor a line of text, in pixels. Its width says nothing:
/// an icon may be drawn in the padding of a long line.
const HIGHEST_BACKGROUND: f64 = 200.0;

impl Capture {
    /// Adds the picture that an element is or has as its background. Returns whether there is one.
    pub(crate) fn image(
        &mut self,
        scope: &Scope,
        element: &Element,
        name: &str,
        level: &Level,
        style: &Facts,
        order: usize,
    ) -> bool {
        let kind = match name {
            "img" | "image" => Some(ImageKind::Element),
            "input"
                if element
                    .attribute("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("image")) =>
            {
                Some(ImageKind::Element)
            }
            "svg" => Some(ImageKind::Svg),
            "canvas" | "object" | "embed" | "video" => Some(ImageKind::Other),
            _ => None,
        };
        let background = css::first_url(style.text("backgroundImage"))
            .or_else(|| css::first_url(style.text("maskImage")));
        if kind.is_none() && background.is_none() || self.known_images.has(element) {
            return false;
        }
        let rect = ClientRect::from(&element.bounding_rect());
        if kind.is_none() && rect.height() > HIGHEST_BACKGROUND {
            return false;
        }
        self.known_images.add(element);
        let facts = self.keys.image.read(element);
        let mut image = Image {
            kind: kind.unwrap_or(ImageKind::Background),
            alt: bounded(
                format!("{} {}", facts.text("alt"), facts.text("title")).trim(),
                200,
            ),
            ..Image::default()
        };
        match image.kind {
            ImageKind::Element => {
                let src = [facts.text("currentSrc"), facts.text("src")]
                    .into_iter()
                    .find(|src| !src.is_empty());
                image.src = address(src.unwrap_or_default());
                let natural = Size {
                    width: whole(facts.number("naturalWidth")),
                    height: whole(facts.number("naturalHeight")),
                };
                let complete = facts.flag("complete");
                image.natural = (natural.width > 0).then_some(natural);
                image.loaded = complete.and_then(|complete| complete.then_some(natural.width > 0));
                image.colours = (natural.width > 0)
                    .then(|| pixels::of_image(element, natural))
                    .flatten();
            }
            ImageKind::Background => image.src = address(background.unwrap_or_default()),
            ImageKind::Svg => image.loaded = Some(true),
            ImageKind::Other => {
                image.src = address(facts.text("data"));
                if name == "canvas" {
                    // A badge is read; a larger one may carry text, which is not.
                    let natural = Size {
                        width: whole(facts.number("width")),
                        height: whole(facts.number("height")),
                    };
                    image.colours = pixels::of_image(element, natural);
                }
            }
        }
        self.add_image(scope, element, level, image, rect, order);
        true
    }

    /// Adds the picture that `::before` or `::after` of an element draws. Its box is not known: the element's stands in.
    pub(crate) fn generated_image(
        &mut self,
        scope: &Scope,
        element: &Element,
        level: &Level,
        style: &Facts,
        order: usize,
    ) -> bool {
        let Some(src) = ["content", "backgroundImage"]
            .iter()
            .find_map(|key| css::first_url(style.text(key)))
        else {
            return false;
        };
        let image = Image {
            kind: ImageKind::Background,
            src: address(src),
            ..Image::default()
        };
        self.add_image(
            scope,
            element,
            level,
            image,
            ClientRect::from(&element.bounding_rect()),
            order,
        );
        true
    }

    fn add_image(
        &mut self,
        scope: &Scope,
        element: &Element,
        level: &Level,
        image: Image,
        rect: ClientRect,
        order: usize,
    ) {
        let visibility = match level.judge(&level.own, rect, 4.0) {
            Visibility::Shown if !level.contents && !element.is_rendered() => {
                Visibility::NotRendered
            }
            Visibility::NoSize if rect == ClientRect::ZERO => Visibility::NotRendered,
            Visibility::Shown
                if rect.width() < 80.0 && self.is_covered(scope, level, element, rect, false) =>
            {
                Visibility::Covered
            }
            visibility => visibility,
        };
        let image = Image {
            link: level.link,
            order,
            place: place(&level.own, rect),
            surface: level.own.surface,
            visibility,
            selector: if rect.width() <= 80.0 {
                selector::of(scope, element)
            } else {
                None
            },
            frame: scope.frame,
            ..image
        };
        self.unreadable_picture(&image, rect, level);
        self.snapshot.images.push(image);
    }
}

/// A data URL is kept short: its beginning tells enough.
fn address(url: &str) -> String {
    bounded(url, if url.starts_with("data:") { 200 } else { 2_000 })
}
