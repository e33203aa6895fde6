//! Finds where the content of the page's elements is drawn, and how.

use web_sys::{CssStyleDeclaration, DomRect, Range, Window};

use super::document::{Document, PageElement};

/// Where the content of a selector's element is drawn; `None` when it is not drawn.
pub(in crate::overlay) fn find(document: &Document, selector: &str) -> Option<DomRect> {
    let element = document.query_selector(selector).ok()??;
    let place = text_box(&element).unwrap_or_else(|| element.bounding_box());
    (place.width() > 0.0 && place.height() > 0.0).then_some(place)
}

/// Where an element's content is drawn: of a line that is as wide as the page, the text alone.
pub(in crate::overlay) fn text_box(element: &PageElement) -> Option<DomRect> {
    let range = Range::new().ok()?;
    range.select_node_contents(element).ok()?;
    let place = range.get_bounding_client_rect();
    (place.height() > 0.0).then_some(place)
}

/// A computed style.
pub(in crate::overlay) fn computed(
    window: &Window,
    element: &PageElement,
    property: &str,
) -> Option<String> {
    let style: CssStyleDeclaration = window.get_computed_style(element).ok()??;
    style.get_property_value(property).ok()
}

/// The generic family that an element's text falls back to. The families before it can be the page's own, with glyphs that
/// say something else.
pub(in crate::overlay) fn generic_family(window: &Window, element: &PageElement) -> &'static str {
    let families = computed(window, element, "font-family").unwrap_or_default();
    match families.rsplit(',').next().map(str::trim) {
        Some("serif") => "serif",
        Some("monospace") => "monospace",
        _ => "system-ui, sans-serif",
    }
}
