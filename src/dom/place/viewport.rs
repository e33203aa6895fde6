//! Tells how a document scrolls.

use beian_lens_core::snapshot::Size;

use crate::dom::browser::bindings::{Document, Element};
use crate::dom::browser::facts::Facts;
use crate::dom::browser::properties::{Rare, Scroll, Style};
use crate::dom::browser::reader::Reader;
use crate::dom::browser::rect::{ClientRect, size};
use crate::dom::place::plane::Plane;

/// How a document scrolls.
pub(crate) struct Viewport {
    pub(crate) rect: ClientRect,
    pub(crate) content: Size,
    pub(crate) page: Plane,
    pub(crate) fixed: Plane,
    pub(crate) scroll: ClientRect,
}

/// Where a scrolled content's left edge is: at a right-to-left or vertical-rl box the scroll position counts from the
/// other end, so that it is never positive.
pub(crate) fn content_origin(
    edge: (f64, f64),
    scroll: &Facts<Scroll>,
    backwards: bool,
) -> (f64, f64) {
    let mut left = scroll.number(Scroll::ScrollLeft);
    if backwards {
        left += scroll.number(Scroll::ScrollWidth) - scroll.number(Scroll::ClientWidth);
    }
    (edge.0 - left, edge.1 - scroll.number(Scroll::ScrollTop))
}

/// How the document of a frame, or the page, scrolls.
pub(crate) fn viewport(reader: &Reader, document: &Document, surface: usize) -> Viewport {
    let facts = document
        .scrolling_element()
        .or_else(|| document.root())
        .map(|element| (reader.scroll(&element), element));
    let (scroll, element) = match &facts {
        Some((scroll, element)) => (scroll, Some(element)),
        None => (&Facts::default(), None),
    };
    let (width, height) = (
        scroll.number(Scroll::ClientWidth),
        scroll.number(Scroll::ClientHeight),
    );
    let content = (
        scroll.number(Scroll::ScrollWidth).max(width),
        scroll.number(Scroll::ScrollHeight).max(height),
    );
    let backwards = element.is_some_and(|element| runs_backwards(reader, element));
    let origin = content_origin((0.0, 0.0), scroll, backwards);
    let rect = ClientRect::new(0.0, 0.0, width, height);
    let reach = ClientRect::new(origin.0, origin.1, content.0, content.1);
    let plane = Plane {
        surface,
        origin,
        clip: ClientRect::EVERYTHING,
        reach,
        pinned: false,
    };
    let mut page = plane;
    let (across, down) = viewport_overflow(reader, document);
    let locked = |overflow: &str| matches!(overflow, "hidden" | "clip");
    if (locked(&across) || locked(&down)) && !is_modal_open(document) {
        if locked(&across) {
            page.clip.left = 0.0;
            page.clip.right = width;
        }
        if locked(&down) {
            page.clip.top = 0.0;
            page.clip.bottom = height;
        }
    }
    let fixed = Plane {
        origin: (0.0, 0.0),
        reach: rect,
        pinned: true,
        ..plane
    };
    let scroll = ClientRect {
        left: -origin.0,
        top: -origin.1,
        right: content.0 - width + origin.0,
        bottom: content.1 - height + origin.1,
    };
    Viewport {
        rect,
        content: size(content.0, content.1),
        page,
        fixed,
        scroll,
    }
}

/// The overflow of the viewport: the root element's, or the body's when the root has none (CSS Overflow 3, 3.3).
fn viewport_overflow(reader: &Reader, document: &Document) -> (String, String) {
    let read = |element: Option<Element>| {
        let style = element
            .map(|element| reader.style(&element))
            .unwrap_or_default();
        (
            style.text(Style::OverflowX).to_owned(),
            style.text(Style::OverflowY).to_owned(),
        )
    };
    let visible = |(across, down): &(String, String)| across == "visible" && down == "visible";
    let root = read(document.root());
    if !visible(&root) {
        return root;
    }
    let body = read(document.body());
    if body.0.is_empty() { root } else { body }
}

/// A modal dialog often locks the page behind it; what is behind can be reached once it is closed.
fn is_modal_open(document: &Document) -> bool {
    document
        .query("dialog[open],[aria-modal=true]")
        .ok()
        .flatten()
        .is_some_and(|modal| modal.is_rendered())
}

/// Whether a box's content starts at its right.
pub(crate) fn runs_backwards(reader: &Reader, element: &Element) -> bool {
    let style = reader.rare(element);
    let mode = style.text(Rare::WritingMode);
    style.text(Rare::Direction) == "rtl" && !mode.starts_with("vertical") || mode == "vertical-rl"
}
