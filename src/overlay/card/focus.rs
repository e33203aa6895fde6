//! Keeps the focus in the card while it is open.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, ShadowRoot};

/// What can have the focus. Not what is in a closed row: that has a size, and still takes no focus.
const FOCUSABLE: &str =
    ":is(button, a[href], summary, pre[tabindex]):not(details:not([open]) > :not(summary) *)";

/// Moves the focus on from the last element to the first, or back. True when it did: in between the browser does it.
pub(in crate::overlay) fn wrap(shadow: &ShadowRoot, backwards: bool) -> bool {
    let Ok(all) = shadow.query_selector_all(FOCUSABLE) else {
        return false;
    };
    let shown: Vec<Element> = (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<Element>().ok())
        .filter(|element| element.get_client_rects().length() > 0)
        .collect();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        return false;
    };
    let active = shadow.active_element();
    let (edge, other) = if backwards {
        (first, last)
    } else {
        (last, first)
    };
    let outside = active.as_ref().is_none_or(|active| !shown.contains(active));
    if !outside && active.as_ref() != Some(edge) {
        return false;
    }
    let next = if outside && !backwards { first } else { other };
    next.unchecked_ref::<HtmlElement>().focus().is_ok()
}

/// Gives an element the focus and leaves the page where it is.
pub(in crate::overlay) fn without_scrolling(element: &HtmlElement) -> Result<(), JsValue> {
    element.focus_with_options(&still())
}

/// Focus, and no scrolling to it.
pub(in crate::overlay) fn still() -> FocusOptions {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    options
}
