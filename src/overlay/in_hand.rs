//! What the person has in hand in the card's body, kept while it is filled anew: the lines that are open, the reasons being
//! typed, the focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, ShadowRoot};

use super::focus;

/// Taken before the body is filled anew, put back after it.
pub(super) struct InHand {
    /// The names of the lines that are open.
    open: Vec<String>,
    drafts: Vec<Draft>,
    /// Where the focus is, when it is in the body.
    focus: Option<String>,
    scrolled: i32,
}

/// What stands in a field that the person types into.
struct Draft {
    field: String,
    text: String,
    caret: (u32, u32),
}

impl InHand {
    pub(super) fn of(body: &HtmlElement, shadow: &ShadowRoot) -> Self {
        let fields = all(body, "input").into_iter().map(|field| {
            let input: &HtmlInputElement = field.unchecked_ref();
            let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
            Draft {
                field: way_to(&field),
                text: input.value(),
                caret: (at(input.selection_start()), at(input.selection_end())),
            }
        });
        let focused = shadow.active_element();
        Self {
            open: all(body, "details[open]").iter().map(name).collect(),
            drafts: fields.collect(),
            focus: focused
                .filter(|element| body.contains(Some(element)))
                .map(|element| way_to(&element)),
            scrolled: body.scroll_top(),
        }
    }

    /// False when what had the focus is no more.
    pub(super) fn put_back(&self, body: &HtmlElement) -> bool {
        let find = |way: &str| body.query_selector(way).ok().flatten();
        for line in self.open.iter().filter_map(|line| find(&line_named(line))) {
            // An attribute of ours, on an element of ours: setting it cannot fail.
            drop(line.set_attribute("open", ""));
        }
        for draft in &self.drafts {
            if let Some(field) = find(&draft.field) {
                let input: &HtmlInputElement = field.unchecked_ref();
                input.set_value(&draft.text);
                drop(input.set_selection_range(draft.caret.0, draft.caret.1));
            }
        }
        body.set_scroll_top(self.scrolled);
        let Some(way) = &self.focus else { return true };
        find(way).is_some_and(|element| focus::without_scrolling(element.unchecked_ref()).is_ok())
    }
}

/// The way to something that can have the focus, from the body.
fn way_to(element: &Element) -> String {
    let own = match element.get_attribute("data-action") {
        Some(action) => ["[data-action=", &action, "]"].concat(),
        None => element.local_name(),
    };
    match element.closest("details[data-element]") {
        Ok(Some(line)) => [&line_named(&name(&line)), " ", &own].concat(),
        _ => own,
    }
}

fn line_named(name: &str) -> String {
    ["details[data-element=\"", name, "\"]"].concat()
}

/// What a line is remembered by.
fn name(line: &Element) -> String {
    line.get_attribute("data-element").unwrap_or_default()
}

fn all(body: &HtmlElement, selector: &str) -> Vec<Element> {
    let Ok(found) = body.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}
