//! Does what the card's buttons say.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::copy::copy;
use crate::overlay::action::{Action, Subject};
use crate::overlay::page::document::PageElement;
use crate::overlay::page::geometry::inner_height;
use crate::overlay::state::State;
use beian_lens_core::view;

/// Answers a click in the card.
pub(super) fn clicked(state: &Rc<State>, event: &Event) {
    let Some((button, action)) = button_under(state, event) else {
        return;
    };
    match action {
        // The pointer and the arrow keys do it.
        Action::Move => {}
        Action::CheckAgain => state.check_again(true),
        Action::Collapse => collapse(state, &button),
        Action::Close => state.close(),
        Action::CheckHomePage => {
            (state.hooks.home)();
            let location = state.window.location();
            // A page without an origin has no home page to go to.
            drop(
                location
                    .origin()
                    .and_then(|origin| location.assign(&origin)),
            );
        }
        Action::ShowGhosts => {
            if let Some(ghost) = state.layer.borrow().ghosts().next() {
                reveal(state, ghost.unchecked_ref(), Some(ghost), true);
            }
        }
        Action::ToggleRow(subject) => {
            let row = button.parent_element();
            if row.is_some_and(|row| !row.has_attribute("open")) {
                reveal_subject(state, &subject, false);
            }
        }
        Action::ShowOnPage(subject) => reveal_subject(state, &subject, true),
        Action::CopyFix(html) => copy_and_say(state, html),
        Action::LookUp(register) => {
            // The browser follows the link after this. Where it leads, only our table decides.
            drop(button.set_attribute("href", &register.href));
            if let Some(number) = register.copy {
                copy_and_say(state, number);
            }
        }
        Action::Preview(fixed, subject) => preview(state, &button, &fixed, &subject),
        Action::Open(destination) => (state.hooks.open)(&destination),
    }
}

/// The button that was clicked, and what it does.
fn button_under(state: &State, event: &Event) -> Option<(Element, Action)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    std::iter::successors(Some(target), |element| element.parent_element()).find_map(|element| {
        let action = state.action_of(&element)?;
        Some((element, action))
    })
}

/// Shows on the page what a row is about: its mark, or the ghost where one should be.
fn reveal_subject(state: &State, subject: &Subject, always: bool) {
    let layer = state.layer.borrow();
    let selector = subject.selector.as_deref();
    let mark = selector
        .and_then(|selector| Some((selector, state.document.query_selector(selector).ok()??)));
    match mark {
        Some((selector, mark)) => reveal(state, &mark, layer.outline(selector), always),
        None => {
            if let Some(ghost) = layer.ghost(&subject.element) {
                reveal(state, ghost.unchecked_ref(), Some(&ghost), always);
            }
        }
    }
}

/// Scrolls to something unless it is in sight, and pulses what is drawn for it.
fn reveal(state: &State, element: &PageElement, pulsing: Option<&HtmlElement>, always: bool) {
    let place = element.bounding_box();
    let is_in_sight = place.top() >= 0.0 && place.bottom() <= inner_height(&state.window);
    if always || !is_in_sight {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view(&options);
    }
    pulsing.into_iter().for_each(pulse);
}

/// Shows on the page what the fix makes of it, or what is there now.
fn preview(state: &State, button: &Element, fixed: &view::Preview, subject: &Subject) {
    let is_on = button.get_attribute("aria-pressed").as_deref() == Some("true");
    let layer = state.layer.borrow();
    layer.end_preview();
    if let Ok(others) = state.card.query_selector_all("[aria-pressed=true]") {
        (0..others.length())
            .filter_map(|index| others.item(index)?.dyn_into::<Element>().ok())
            // An attribute of ours, on an element of ours: setting it cannot fail.
            .for_each(|other| drop(other.set_attribute("aria-pressed", "false")));
    }
    if !is_on && layer.preview(&state.painter(), fixed, subject).is_ok() {
        drop(button.set_attribute("aria-pressed", "true"));
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

/// Copies a text that the card shows: after a refusal the person can select it and copy it by hand.
fn copy_and_say(state: &State, text: String) {
    let copied = copy(&state.window, &state.document, state.hooks.trusts, text);
    state.say(if copied {
        "card_copied"
    } else {
        "card_copy_refused"
    });
}

/// Shows once where something is: taking the class off and putting it on again restarts the animation.
fn pulse(element: &HtmlElement) {
    let classes = element.class_list();
    drop(classes.remove_1("pulse"));
    element.offset_width();
    drop(classes.add_1("pulse"));
}
