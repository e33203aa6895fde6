//! Finds on the page where its content ends, as the report has it: what is missing belongs below this.

use web_sys::Window;

use crate::overlay::page::content::{computed, text_box};
use crate::overlay::page::document::{Document, PageElement};
use beian_lens_core::report;

/// Elements in whose middle the ghosts stand: the footer, or the part of the page that the last line is in.
const HOLDERS: &str = "footer, [role=contentinfo], body > *";
/// Maximum number of elements around the last line that may be what scrolls.
const MOST_ANCESTORS: usize = 64;

/// The end of the page. It moves with its line: a window that changes its size changes where that is.
pub(super) struct FooterLine {
    /// The last line, or the whole page when no line can be pointed at.
    line: Option<PageElement>,
    /// How far below this line the content ends, in CSS pixels.
    rest: f64,
}

/// Where the page ends, in client coordinates.
pub(super) struct PageEnd {
    /// The middle of the footer.
    pub(super) centre: f64,
    /// The width of the footer.
    pub(super) width: f64,
    /// The lower edge of the last line.
    pub(super) bottom: f64,
}

impl FooterLine {
    /// Finds the line that the report names.
    pub(super) fn find(
        window: &Window,
        document: &Document,
        footer: Option<&report::Footer>,
    ) -> Self {
        let selector = footer.and_then(|footer| footer.selector.as_deref());
        let named = selector.and_then(|selector| document.query_selector(selector).ok()?);
        let line = named
            .or_else(|| document.body())
            .or_else(|| document.document_element());
        let end = footer.map(|footer| {
            f64::from(footer.bottom) + start_of_content(window, document, line.as_ref())
        });
        let rest = match (&line, end) {
            (Some(line), Some(end)) => (end - bottom_of(line)).max(0.0),
            _ => 0.0,
        };
        Self { line, rest }
    }

    /// The last line, whose type the ghosts have.
    pub(super) fn line(&self) -> Option<&PageElement> {
        self.line.as_ref()
    }

    /// Where the page ends now. `None` on a page that has no elements any more.
    pub(super) fn place(&self) -> Option<PageEnd> {
        let line = self.line.as_ref()?;
        let holder = line.closest_element(HOLDERS);
        let drawn = holder.as_ref().unwrap_or(line).bounding_box();
        Some(PageEnd {
            centre: drawn.left() + drawn.width() / 2.0,
            width: drawn.width(),
            bottom: bottom_of(line) + self.rest,
        })
    }
}

/// The lower edge of an element's text.
fn bottom_of(line: &PageElement) -> f64 {
    text_box(line).map_or_else(|| line.bounding_box().bottom(), |text| text.bottom())
}

/// Where the content starts that the end is measured from, in client coordinates: the page's, or that of what scrolls in
/// its place.
fn start_of_content(window: &Window, document: &Document, line: Option<&PageElement>) -> f64 {
    let page = -window.scroll_y().unwrap_or_default();
    let page_scrolls = document
        .document_element()
        .is_some_and(|root| root.scroll_height() > root.client_height());
    if page_scrolls {
        return page;
    }
    let ancestors = std::iter::successors(line.cloned(), PageElement::parent).take(MOST_ANCESTORS);
    let mut scrollers = ancestors.filter(|element| {
        let overflow = computed(window, element, "overflow-y");
        matches!(overflow.as_deref(), Some("auto" | "scroll"))
    });
    scrollers.next().map_or(page, |scroller| {
        scroller.bounding_box().top() - scroller.scroll_top()
    })
}
