//! Copying: `navigator.clipboard` does not exist on http pages, and many pages forbid copying. `execCommand` inside a
//! click works on both when our own listener answers first.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Window};

use super::document::Document;

/// Copies a text. False when the browser refused, or the page kept the event from us: then its own text was copied, or none.
pub(super) fn copy(window: &Window, document: &Document, text: String) -> bool {
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let given = Rc::new(Cell::new(false));
    let was_given = Rc::clone(&given);
    let _answer = EventListener::once_with_options(window, "copy", options, move |event| {
        event.prevent_default();
        event.stop_immediate_propagation();
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data() {
            was_given.set(data.set_data("text/plain", &text).is_ok());
        }
    });
    document.exec_command("copy").unwrap_or(false) && given.get()
}
