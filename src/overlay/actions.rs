//! What the card's buttons do. One listener for all of them: a button carries its action's name.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::card::Painter;
use super::document::PageElement;
use super::hooks::{Destination, Format};
use super::layout::register;
use super::state::State;

/// Does a button carry this action?
pub(super) fn is(button: &Element, action: &str) -> bool {
    button.get_attribute("data-action").as_deref() == Some(action)
}

/// Answers a click in the card.
pub(super) fn clicked(state: &Rc<State>, event: &Event) {
    let button = event.target().and_then(|target| {
        target
            .dyn_into::<Element>()
            .ok()?
            .closest("[data-action], .row > summary")
            .ok()?
    });
    let Some(button) = button else { return };
    let rule = || {
        let finding = button.closest("[data-rule]").ok().flatten();
        let rule = finding.and_then(|finding| finding.get_attribute("data-rule"));
        rule.unwrap_or_default()
    };
    let row = || button.closest("details").ok().flatten();
    match button
        .get_attribute("data-action")
        .unwrap_or_default()
        .as_str()
    {
        "close" => state.close(),
        "again" => state.check_again(true),
        "collapse" => collapse(state, &button),
        "copy" => {
            let fix = button.closest(".fix").ok().flatten();
            let code = fix.and_then(|fix| fix.query_selector("pre").ok()?);
            if let Some(code) = code {
                copy(state, &code, code.text_content().unwrap_or_default());
            }
        }
        "export" => {
            let format = match button.get_attribute("data-format").as_deref() {
                Some("json") => Format::Json,
                Some("html") => Format::Html,
                Some("print") => Format::Print,
                _ => Format::Markdown,
            };
            (state.hooks.open)(&Destination::Export { format });
        }
        "ignore" => (state.hooks.open)(&Destination::Ignore { rule: rule() }),
        "why" => (state.hooks.open)(&Destination::Rule { rule: rule() }),
        "home" => {
            (state.hooks.home)();
            let location = state.window.location();
            // A page without an origin has no home page to go to.
            drop(
                location
                    .origin()
                    .and_then(|origin| location.assign(&origin)),
            );
        }
        "look-up" => {
            let number = button.get_attribute("data-copy").unwrap_or_default();
            let shown = button.closest(".detail").ok().flatten();
            let shown = shown.and_then(|detail| detail.query_selector(".evidence").ok()?);
            if let (false, Some(shown)) = (number.is_empty(), shown) {
                copy(state, &shown, number);
            }
        }
        "preview" => preview(state, &button),
        "foot" => {
            if let Some(ghost) = state.layer.borrow().ghosts.boxes().next() {
                reveal(state, ghost.unchecked_ref(), Some(ghost), true);
            }
        }
        "show" => row().iter().for_each(|row| reveal_row(state, row, true)),
        "" => row()
            .iter()
            .filter(|row| !row.has_attribute("open"))
            .for_each(|row| reveal_row(state, row, false)),
        _ => {}
    }
}

/// Shows on the page what a row speaks of: its mark, or the ghost where one should be.
fn reveal_row(state: &State, row: &Element, always: bool) {
    let selector = row.get_attribute("data-selector").unwrap_or_default();
    let layer = state.layer.borrow();
    match state.document.query_selector(&selector) {
        Ok(Some(mark)) => reveal(state, &mark, layer.outlines.of(&selector), always),
        _ => {
            let element = row.get_attribute("data-element").unwrap_or_default();
            if let Some(ghost) = layer.ghost(&element) {
                reveal(state, ghost.unchecked_ref(), Some(&ghost), always);
            }
        }
    }
}

/// Scrolls to something unless it is in sight, and pulses what is drawn for it.
fn reveal(state: &State, element: &PageElement, pulsing: Option<&HtmlElement>, always: bool) {
    let place = element.bounding_box();
    let is_in_sight =
        place.top() >= 0.0 && place.bottom() <= super::dock::inner_height(&state.window);
    if always || !is_in_sight {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view(&options);
    }
    pulsing.into_iter().for_each(pulse);
}

/// Shows on the page what the fix makes of it, or what is there now.
fn preview(state: &State, button: &Element) {
    let value = |element: &Element, name| element.get_attribute(name).unwrap_or_default();
    let is_on = value(button, "aria-pressed") == "true";
    let layer = state.layer.borrow();
    layer.end_preview();
    if let Ok(others) = state.card.query_selector_all("[aria-pressed=true]") {
        (0..others.length())
            .filter_map(|index| others.item(index)?.dyn_into::<Element>().ok())
            // An attribute of ours, on an element of ours: setting it cannot fail.
            .for_each(|other| drop(other.set_attribute("aria-pressed", "false")));
    }
    if let (false, Ok(Some(row))) = (is_on, button.closest("details")) {
        let mark = Some(value(&row, "data-selector")).filter(|mark| !mark.is_empty());
        let painter = Painter {
            document: &state.document,
            catalogue: &state.catalogue,
        };
        let drawn = layer.preview(
            &painter,
            &value(button, "data-text"),
            value(button, "data-badge") == "badge",
            mark,
            register(&value(&row, "data-element")),
        );
        if drawn.is_ok() {
            drop(button.set_attribute("aria-pressed", "true"));
        }
    }
    drop(layer);
    state.place();
    let layer = state.layer.borrow();
    if let Some(shown) = layer.shown_preview() {
        reveal(state, shown.unchecked_ref(), None, false);
    }
    state.say(if is_on {
        "card_preview_off"
    } else {
        "card_preview_on"
    });
}

fn collapse(state: &State, button: &Element) {
    let Ok(collapsed) = state.card.class_list().toggle("collapsed") else {
        return;
    };
    // Both attributes are ours, on an element of ours: setting them cannot fail.
    drop(button.set_attribute("aria-expanded", if collapsed { "false" } else { "true" }));
    let label = state.catalogue.plain(if collapsed {
        "card_expand"
    } else {
        "card_collapse"
    });
    drop(button.set_attribute("aria-label", &label));
    state.place();
}

/// Copies a text that is shown in an element, which stays selected: after a refusal the person can copy it by hand.
pub(super) fn copy(state: &State, shown: &Element, text: String) {
    if let Ok(Some(selection)) = state.window.get_selection() {
        // If it fails, the copy may not.
        drop(selection.select_all_children(shown));
    }
    let copied = super::copy::copy(&state.window, &state.document, text);
    state.say(if copied {
        "card_copied"
    } else {
        "card_copy_refused"
    });
}

/// Shows once where something is: taking the class off and putting it on again starts the animation anew.
fn pulse(element: &HtmlElement) {
    let classes = element.class_list();
    drop(classes.remove_1("pulse"));
    element.offset_width();
    drop(classes.add_1("pulse"));
}
