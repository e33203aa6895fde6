//! Tells whether an element hides what is behind it.

use crate::dom::browser::bindings::Element;
use crate::dom::browser::left_out::is_left_out;
use crate::dom::browser::properties::Style;
use crate::dom::browser::reader::Reader;
use crate::dom::style::colour::Colour;
use crate::dom::style::number::number;

/// Lowest opacity of what hides a text behind it.
pub(crate) const OPAQUE: f64 = 0.6;

/// Whether an element hides what is behind it.
pub(crate) fn is_opaque(reader: &Reader, element: &Element) -> bool {
    if is_left_out(element) {
        return false;
    }
    let name = element.local_name();
    let style = reader.style(element);
    if number(style.text(Style::Opacity)).is_some_and(|opacity| opacity < OPAQUE) {
        return false;
    }
    matches!(
        name.as_str(),
        "img" | "video" | "canvas" | "iframe" | "embed" | "object"
    ) || style.text(Style::BackgroundImage).contains('(')
        || Colour::parse(style.text(Style::BackgroundColor))
            .is_some_and(|colour| colour.alpha >= OPAQUE)
}
