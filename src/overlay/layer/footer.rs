//! Finds where the page ends, as a person sees it: what is missing belongs below this line.

use wasm_bindgen::JsCast;
use web_sys::Window;

use crate::overlay::page::content::{computed, text_box};
use crate::overlay::page::document::{Document, PageElement};

/// Markup that names a footer. A hint: an element that is not in the lower part of the page is not one.
const HINTS: &str = "footer, [role=contentinfo], [id*=footer i], [class*=footer i], [class*=copyright i], \
                     [id*=beian i], [class*=beian i], [class*=icp i]";
/// Maximum number of hinted elements to look at, the last ones first.
const MOST_HINTS: u32 = 60;
/// Maximum number of children of one element to look at, the last ones first.
const MOST_CHILDREN: usize = 12;
/// Maximum depth at which the last line is looked for.
const MOST_LEVELS: usize = 16;

/// The last footer line, in client co-ordinates.
pub(super) struct Footer {
    /// The middle of the footer.
    pub(super) centre: f64,
    /// The width of the footer.
    pub(super) width: f64,
    /// The lower edge of its last line.
    pub(super) bottom: f64,
    /// The last line.
    pub(super) line: PageElement,
}

/// Finds the footer. `None` on a page that shows nothing.
pub(super) fn find(window: &Window, document: &Document) -> Option<Footer> {
    let root = document.document_element()?;
    let body = document.body().unwrap_or_else(|| root.clone());
    let page = root.bounding_box();
    let lower_part = page.top() + page.height() / 2.0;
    let hinted =
        hinted(window, document).filter(|footer| footer.bounding_box().bottom() >= lower_part);
    let holder = hinted
        .or_else(|| lowest_child(window, &body))
        .unwrap_or(body);
    let line = last_line(window, &holder);
    let place = holder.bounding_box();
    let bottom = text_box(&line).map_or(place.bottom(), |text| text.bottom());
    Some(Footer {
        centre: place.left() + place.width() / 2.0,
        width: place.width(),
        bottom,
        line,
    })
}

/// The lowest element that markup names a footer.
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

/// Whether an element is drawn, and scrolls with the page.
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
