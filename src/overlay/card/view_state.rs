//! Keeps what the person has open in the card's body while the body is painted again: rows, focus, scroll position.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::focus;

/// Taken before the body is painted again, and put back after it.
pub(in crate::overlay) struct ViewState {
    /// The names of the rows that are open.
    open: Vec<String>,
    /// A selector of what has the focus, when it is in the body.
    focus: Option<String>,
    scroll_top: i32,
}

impl ViewState {
    pub(in crate::overlay) fn of(body: &HtmlElement, shadow: &ShadowRoot) -> Self {
        let focused = shadow.active_element();
        Self {
            open: open_rows(body),
            focus: focused
                .filter(|element| body.contains(Some(element)))
                .map(|element| selector_of(&element)),
            scroll_top: body.scroll_top(),
        }
    }

    /// False when what had the focus is gone.
    pub(in crate::overlay) fn restore(&self, body: &HtmlElement) -> bool {
        let find = |selector: &str| body.query_selector(selector).ok().flatten();
        for row in self.open.iter().filter_map(|name| find(&row_named(name))) {
            // An attribute of ours, on an element of ours: setting it cannot fail.
            drop(row.set_attribute("open", ""));
        }
        body.set_scroll_top(self.scroll_top);
        let Some(selector) = &self.focus else {
            return true;
        };
        find(selector)
            .is_some_and(|element| focus::without_scrolling(element.unchecked_ref()).is_ok())
    }
}

fn open_rows(body: &HtmlElement) -> Vec<String> {
    let Ok(found) = body.query_selector_all("details[open]") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| Some(name(found.item(index)?.dyn_ref()?)))
        .collect()
}

/// A selector that finds an element again after the body was painted again.
fn selector_of(element: &Element) -> String {
    let own = match element.get_attribute("data-action") {
        Some(action) => ["[data-action=", &action, "]"].concat(),
        None => element.local_name(),
    };
    match element.closest("details[data-element]") {
        Ok(Some(row)) => [&row_named(&name(&row)), " ", &own].concat(),
        _ => own,
    }
}

fn row_named(name: &str) -> String {
    ["details[data-element=\"", name, "\"]"].concat()
}

/// What a row is remembered by.
fn name(row: &Element) -> String {
    row.get_attribute("data-element").unwrap_or_default()
}
