//! Captures the page: the order of steps.

use wasm_bindgen::{JsCast, JsValue};

use beian_lens_core::snapshot::{Frame, ImageKind, PageSnapshot, Surface, UnreadKind, Visibility};

use crate::dom::browser::bindings::{self, Document, Element};
use crate::dom::browser::reader::Reader;
use crate::dom::browser::rect::{ClientRect, size};
use crate::dom::captured::Captured;
use crate::dom::content::headings::headings;
use crate::dom::content::payments::find_payments;
use crate::dom::content::script_hosts::script_hosts;
use crate::dom::frames::same_origin::content_document;
use crate::dom::pictures::unreadable::{count_unreadable, note_pictures_elsewhere};
use crate::dom::place::last_ink::find_last_ink;
use crate::dom::place::selector::Selectors;
use crate::dom::place::viewport::viewport;
use crate::dom::scope::Scope;
use crate::dom::sight::level::{Ground, Level};
use crate::dom::style::colour::Colour;
use crate::dom::text::fold::bounded;
use crate::dom::walk::anchors::{Anchor, anchors, is_large};
use crate::dom::walk::windows::Windows;

/// How many of the last anchors are looked at before all others when there are more, or when the document is large: there
/// may not be looks enough for all, and the numbers are nearly always in the footer.
const LAST: usize = 40;
/// Maximum depth of frames inside frames.
const DEEPEST: usize = 8;
/// Looks for a frame, besides those for what is in it.
const FRAME: u32 = 300;

/// A snapshot, and how much work it was.
pub struct Counted {
    /// What was captured.
    pub snapshot: PageSnapshot,
    /// How many looks it took: a look is about a microsecond of the browser's work.
    pub looks: u32,
}

/// Reads the page that the script runs in. Never fails: what cannot be read is missing, and said so in `unread`.
#[must_use]
pub fn capture() -> PageSnapshot {
    read(bindings::document()).snapshot
}

/// Reads the page that the script runs in, and counts the work.
#[must_use]
pub fn capture_counted() -> Counted {
    read(bindings::document())
}

/// Reads a document in a frame of this page's origin as if it stood alone in a window as large as the frame, and could
/// fetch nothing: nothing is known of a picture that would have to be fetched, not even that it is missing.
#[must_use]
pub fn capture_framed(document: web_sys::Document) -> PageSnapshot {
    let mut snapshot = read(document.unchecked_into()).snapshot;
    for image in &mut snapshot.images {
        if image.kind == ImageKind::Element && !image.src.starts_with("data:") {
            image.loaded = None;
            // What has not come has no size; the page may have kept room for it.
            (image.place.width, image.place.height) = (0, 0);
            if image.visibility == Visibility::NoSize {
                image.visibility = Visibility::Shown;
            }
        }
    }
    snapshot
}

fn read(document: Document) -> Counted {
    let mut snapshot = PageSnapshot {
        url: document.url(),
        content_type: document.content_type(),
        title: bounded(&document.title(), 300),
        ..PageSnapshot::default()
    };
    if let Some(window) = document.window() {
        let side =
            |side: Result<JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
        snapshot.viewport = size(side(window.inner_width()), side(window.inner_height()));
    }
    let Some(root) = document.root() else {
        return Counted { snapshot, looks: 0 };
    };
    let reader = Reader::new(&root);
    let mut captured = Captured::new(snapshot);
    read_page(&reader, &mut captured, document, &root);
    Counted {
        snapshot: captured.snapshot,
        looks: reader.looks.taken(),
    }
}

fn read_page(reader: &Reader, captured: &mut Captured, document: Document, root: &Element) {
    let viewport = viewport(reader, &document, 0);
    captured.snapshot.surfaces.push(Surface {
        content: viewport.content,
        window: viewport.rect.to_box((0.0, 0.0)),
        last_ink: None,
        parent: None,
    });
    let Ok(range) = document.create_range() else {
        return;
    };
    let ground = if reader.is_dark(root) {
        Colour::DARK
    } else {
        Colour::WHITE
    };
    captured.snapshot.headings = headings(reader, &document);
    captured.snapshot.script_hosts = script_hosts(reader, &document);
    let scope = Scope {
        reader,
        frame: None,
        depth: 0,
        level: Level::root(viewport.page, viewport.fixed, ground),
        viewport: viewport.rect,
        scroll: viewport.scroll,
        selectors: Selectors::new(&document),
        document,
        range,
        canvas: ground,
    };
    find_payments(captured, &scope);
    read_document(captured, &scope);
    find_last_ink(captured);
    count_unreadable(captured);
    let too_deep = usize::from(captured.is_too_deep);
    captured.count_unread(UnreadKind::DeepNesting, too_deep);
}

/// Reads one document: the page, or that of a frame.
fn read_document(captured: &mut Captured, scope: &Scope) {
    let mut first = anchors(captured, scope);
    let is_large = is_large(&scope.document);
    let last = if is_large || first.len() > LAST {
        first.split_off(first.len().saturating_sub(LAST))
    } else {
        std::mem::take(&mut first)
    };
    let mut windows = Windows::new(captured, scope);
    let start = windows.captured.mark();
    read_windows(&mut windows, last, true);
    if !first.is_empty() {
        let end = windows.captured.mark();
        read_windows(&mut windows, first, false);
        windows.captured.move_to_end(start, end);
    }
    if !is_large {
        note_pictures_elsewhere(captured, scope);
    }
}

/// Reads windows around anchors, in order, and then the end of the document if they are the last. Each leaves looks for
/// those that come after it; what stands before the last gets what they left.
fn read_windows(windows: &mut Windows, anchors: Vec<Anchor>, are_last: bool) {
    windows.expect(&anchors);
    if are_last && windows.scope.depth == 0 {
        windows.keep_covers();
    }
    let looks = &windows.scope.reader.looks.reading;
    let mut waiting = anchors.len();
    for anchor in anchors {
        waiting -= 1;
        let kept = looks.keep(0);
        if are_last {
            windows.keep(waiting);
        }
        match anchor {
            Anchor::Node(node) => windows.look_around(node),
            Anchor::Frame(frame) => {
                if let Some(level) = windows.enter_frame(&frame) {
                    read_frame(windows.captured, windows.scope, &frame, &level);
                }
            }
        }
        looks.keep_only(kept);
    }
    if are_last {
        windows.look_at_end();
    }
}

/// Looks into a frame.
fn read_frame(captured: &mut Captured, outer: &Scope, frame: &Element, level: &Level) {
    let reader = outer.reader;
    let Some(document) = content_document(frame, &frame.local_name()) else {
        return;
    };
    if outer.depth >= DEEPEST {
        captured.count_unread(UnreadKind::CrossOriginFrame, 1);
        return;
    }
    reader.looks.reading.spend(FRAME);
    if !reader.looks.reading.is_open() {
        captured.count_unread(UnreadKind::Candidate, 1);
        return;
    }
    let rect = ClientRect::from(&frame.bounding_rect());
    let surface = captured.add_surface(&level.own, rect, Default::default());
    let viewport = viewport(reader, &document, surface);
    if let Some(surface) = captured.snapshot.surfaces.get_mut(surface) {
        surface.content = viewport.content;
    }
    let Ok(range) = document.create_range() else {
        return;
    };
    let index = captured.snapshot.frames.len();
    captured.snapshot.frames.push(Frame {
        url: document.url(),
        selector: outer.selectors.of(reader, frame),
    });
    let ground = match level.ground {
        Ground::Colour(colour) | Ground::Assumed(colour) => colour,
        Ground::Unknown => Colour::WHITE,
    };
    let mut inside = Level::root(viewport.page, viewport.fixed, ground);
    let seen = level.judge(&level.own, rect, 8.0);
    inside.hidden = level.hidden.or((seen != Visibility::Shown).then_some(seen));
    inside.opacity = level.opacity;
    inside.is_repainted = level.is_repainted;
    inside.ground = level.ground;
    let scope = Scope {
        reader,
        document,
        frame: Some(index),
        depth: outer.depth + 1,
        level: inside,
        viewport: viewport.rect,
        scroll: viewport.scroll,
        selectors: Selectors::none(),
        range,
        canvas: ground,
    };
    read_document(captured, &scope);
}
