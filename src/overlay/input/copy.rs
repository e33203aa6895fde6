//! Copies a text. `navigator.clipboard` does not exist on http pages, and many pages forbid copying: `execCommand` inside a
//! click works on both when our own listener answers the event.
//!
//! Nothing is selected for it: a selection in our root would lead the page into it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Window};

use crate::overlay::guard::listener::{Listener, Phase, Trusts};
use crate::overlay::page::document::Document;

/// Copies a text. False when the browser refused, or the page kept the event from us: then its own text was copied, or none.
pub(super) fn copy(window: &Window, document: &Document, trusts: Trusts, text: String) -> bool {
    let given = Rc::new(Cell::new(false));
    let was_given = Rc::clone(&given);
    let _answer = Listener::new(window, "copy", Phase::First, trusts, move |event| {
        event.prevent_default();
        event.stop_immediate_propagation();
        if let Some(data) = event.unchecked_ref::<ClipboardEvent>().clipboard_data() {
            // Older listeners of the page were first. Nothing of theirs goes along, in whatever format.
            let is_empty = data.items().clear().is_ok() && data.items().length() == 0;
            was_given.set(is_empty && data.set_data("text/plain", &text).is_ok());
        }
    });
    document.exec_command("copy").unwrap_or(false) && given.get()
}
