//! Where the page ends, as a person sees it: below this line belongs what is missing.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Range, Window};

use super::document::{Document, PageElement};

/// Markup that names a foot. A hint: what is not in the lower part of the page is none.
const HINTS: &str = "footer, [role=contentinfo], [id*=footer i], [class*=footer i], [class*=copyright i], \
                     [id*=beian i], [class*=beian i], [class*=icp i]";
/// How many hinted elements are looked at, the last ones first.
const MOST_HINTS: u32 = 60;
/// How many children of one element are looked at, the last ones first.
const MOST_CHILDREN: usize = 12;
/// How deep the last line is looked for.
const MOST_LEVELS: usize = 16;

/// The last footer line, in client co-ordinates.
pub(super) struct Foot {
    /// The middle of the footer.
    pub(super) centre: f64,
    /// The width of the footer.
    pub(super) width: f64,
    /// The lower edge of its last line.
    pub(super) bottom: f64,
    /// The last line.
    pub(super) line: PageElement,
}

/// Finds the foot. `None` on a page that shows nothing.
pub(super) fn find(window: &Window, document: &Document) -> Option<Foot> {
    let root = document.document_element()?;
    let body = document.body().unwrap_or_else(|| root.clone());
    let page = root.bounding_box();
    let lower_part = page.top() + page.height() / 2.0;
    let hinted = hinted(window, document).filter(|foot| foot.bounding_box().bottom() >= lower_part);
    let holder = hinted
        .or_else(|| lowest_child(window, &body))
        .unwrap_or(body);
    let line = last_line(window, &holder);
    let place = holder.bounding_box();
    let bottom = text_box(&line).map_or(place.bottom(), |text| text.bottom());
    Some(Foot {
        centre: place.left() + place.width() / 2.0,
        width: place.width(),
        bottom,
        line,
    })
}

/// The lowest element that markup names a foot.
fn hinted(window: &Window, document: &Document) -> Option<PageElement> {
    let all = document.query_selector_all(HINTS).ok()?;
    let first = all.length().saturating_sub(MOST_HINTS);
    let shown = (first..all.length()).filter_map(|index| Some(all.item(index)?.unchecked_into()));
    lowest(shown.filter(|element| in_flow(window, element)))
}

fn lowest_child(window: &Window, parent: &PageElement) -> Option<PageElement> {
    let mut next = parent.last_child_element();
    let backwards = std::iter::from_fn(|| {
        let element = next.take()?;
        next = element.previous_element();
        Some(element)
    });
    lowest(
        backwards
            .take(MOST_CHILDREN)
            .filter(|element| in_flow(window, element)),
    )
}

fn lowest(elements: impl Iterator<Item = PageElement>) -> Option<PageElement> {
    let bottom = |element: &PageElement| element.bounding_box().bottom();
    elements.max_by(|one, other| bottom(one).total_cmp(&bottom(other)))
}

/// The element of the last line inside another.
fn last_line(window: &Window, holder: &PageElement) -> PageElement {
    let mut line = holder.clone();
    for _ in 0..MOST_LEVELS {
        match lowest_child(window, &line) {
            Some(child) => line = child,
            None => break,
        }
    }
    line
}

/// Drawn, and scrolling with the page.
fn in_flow(window: &Window, element: &PageElement) -> bool {
    let place = element.bounding_box();
    place.width() > 0.0
        && place.height() > 0.0
        && !matches!(
            computed(window, element, "position").as_deref(),
            Some("fixed" | "sticky")
        )
        && computed(window, element, "visibility").as_deref() == Some("visible")
}

/// Where an element's content is drawn: of a line that is as wide as the page, the text alone.
pub(super) fn text_box(element: &PageElement) -> Option<DomRect> {
    let range = Range::new().ok()?;
    range.select_node_contents(element).ok()?;
    let place = range.get_bounding_client_rect();
    (place.height() > 0.0).then_some(place)
}

/// A computed style.
pub(super) fn computed(window: &Window, element: &PageElement, property: &str) -> Option<String> {
    let value = |style: web_sys::CssStyleDeclaration| -> Result<String, JsValue> {
        style.get_property_value(property)
    };
    value(window.get_computed_style(element).ok()??).ok()
}
