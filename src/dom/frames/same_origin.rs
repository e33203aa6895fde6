//! Finds the frames that can be looked into, and notes the others.

use wasm_bindgen::JsCast;

use beian_lens_core::snapshot::UnreadKind;

use crate::dom::browser::bindings::{Document, Element, HTMLFrameElement, HTMLIFrameElement};
use crate::dom::browser::properties::Style;
use crate::dom::browser::reader::Reader;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::Captured;
use crate::dom::scope::Scope;

/// Maximum number of frames of one document that are looked into.
const MOST_FRAMES: usize = 400;
/// Minimum size of a frame that shows something a person can read, in pixels.
const SMALLEST_FRAME: f64 = 20.0;
/// Looks for one frame.
const FRAME: u32 = 10;

/// Frames of a document that can be looked into; the others are noted.
pub(crate) fn same_origin_frames(captured: &mut Captured, scope: &Scope) -> Vec<Element> {
    let looks = &scope.reader.looks.finding;
    let mut frames = Vec::new();
    for name in ["iframe", "frame"] {
        let list = scope.document.by_tag(name);
        let mut index = 0;
        while let Some(frame) = list.at(index) {
            looks.spend(FRAME);
            if !looks.is_open() {
                let left_out = list.length().saturating_sub(index);
                captured.count_unread(UnreadKind::Candidate, left_out as usize);
                break;
            }
            index += 1;
            if frames.len() >= MOST_FRAMES {
                captured.count_unread(UnreadKind::Candidate, 1);
            } else if content_document(&frame, name).is_some() {
                frames.push(frame);
            } else if is_worth_reading(scope.reader, &frame) {
                let rect = ClientRect::from(&frame.bounding_rect());
                let (what, level) = (UnreadKind::CrossOriginFrame, &scope.level);
                captured.note_unreadable(what, &level.flow, rect, &level.within, false);
            }
        }
    }
    frames
}

/// Whether a frame may show a number. Trackers do not: they are tiny or not drawn.
fn is_worth_reading(reader: &Reader, frame: &Element) -> bool {
    let rect = ClientRect::from(&frame.bounding_rect());
    rect.width() >= SMALLEST_FRAME
        && rect.height() >= SMALLEST_FRAME
        && frame.is_rendered()
        && reader.style(frame).text(Style::Visibility) == "visible"
}

/// The document in a frame, when this origin may look into it.
pub(crate) fn content_document(frame: &Element, name: &str) -> Option<Document> {
    match name {
        "iframe" => frame
            .unchecked_ref::<HTMLIFrameElement>()
            .document()
            .ok()
            .flatten(),
        "frame" => frame
            .unchecked_ref::<HTMLFrameElement>()
            .document()
            .ok()
            .flatten(),
        _ => None,
    }
}
