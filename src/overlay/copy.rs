//! Copying: `navigator.clipboard` does not exist on http pages, and many pages forbid copying. `execCommand` inside a
//! click works on both when our own listener answers first.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Node, Window};

use super::document::Document;

/// Copies the text of an element and leaves it selected, so that after a refusal the person can copy it by hand.
/// False when the browser refused.
pub(super) fn copy(window: &Window, document: &Document, element: &Node) -> bool {
    let text = element.text_content().unwrap_or_default();
    if let Ok(Some(selection)) = window.get_selection() {
        // A selection that fails costs the fallback by hand, not the copy.
        drop(selection.select_all_children(element));
    }
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let _answer = EventListener::once_with_options(window, "copy", options, move |event| {
        event.prevent_default();
        event.stop_immediate_propagation();
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data() {
            drop(data.set_data("text/plain", &text));
        }
    });
    document.exec_command("copy").unwrap_or(false)
}
