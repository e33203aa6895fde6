//! Remembers the host of our own overlay, so that no snapshot has it. By the element itself: a name is something that a
//! page can give to its own elements, to hide them from us.

use std::cell::RefCell;

use wasm_bindgen::JsCast;

use crate::dom::browser::bindings::Element;

thread_local! {
    static LEFT_OUT: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// As long as it is kept, snapshots are made without the element.
pub struct LeftOut(());

impl Drop for LeftOut {
    fn drop(&mut self) {
        LEFT_OUT.take();
    }
}

/// Leaves an element, and the shadow tree in it, out of all snapshots.
#[must_use]
pub fn leave_out(element: &web_sys::Element) -> LeftOut {
    LEFT_OUT.set(Some(element.clone().unchecked_into()));
    LeftOut(())
}

/// Whether an element is left out.
pub(crate) fn is_left_out(element: &Element) -> bool {
    LEFT_OUT.with_borrow(|left_out| left_out.as_ref() == Some(element))
}
