//! What the card's buttons do. One listener for all of them: a button carries its action's name.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

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
            .closest("[data-action]")
            .ok()?
    });
    let Some(button) = button else { return };
    match button
        .get_attribute("data-action")
        .unwrap_or_default()
        .as_str()
    {
        "close" => state.close(),
        "again" => state.check_again(true),
        "collapse" => collapse(state, &button),
        "copy" => copy(state, &button),
        "export" => state.export(&button.get_attribute("data-format").unwrap_or_default()),
        "waive" | "unwaive" => waive(state, &button),
        "foot" => {
            if let Some(ghost) = state.layer.borrow().ghosts.boxes().next() {
                reveal(ghost);
            }
        }
        "show" => {
            let selector = button.get_attribute("data-selector").unwrap_or_default();
            if let Ok(Some(mark)) = state.document.query_selector(&selector) {
                scroll_to(&mark);
            }
            if let Some(outline) = state.layer.borrow().outlines.of(&selector) {
                pulse(outline);
            }
        }
        _ => {}
    }
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

fn copy(state: &State, button: &Element) {
    let code = button
        .closest(".fix")
        .ok()
        .flatten()
        .and_then(|fix| fix.query_selector("pre").ok().flatten());
    let copied = code.is_some_and(|code| super::copy::copy(&state.window, &state.document, &code));
    state.say(if copied {
        "card_copied"
    } else {
        "card_copy_refused"
    });
}

/// The button's finding is ignored from now on, for the reason in the field before the button, or is so no more.
fn waive(state: &State, button: &Element) {
    let finding = button.closest("[data-rule]").ok().flatten();
    let rule = finding
        .as_ref()
        .and_then(|finding| finding.get_attribute("data-rule"));
    let Some((finding, rule)) = finding.zip(rule) else {
        return;
    };
    if is(button, "unwaive") {
        return state.waive(&rule, None);
    }
    let field = finding.query_selector("input").ok().flatten();
    let reason = field.map(|field| field.unchecked_into::<HtmlInputElement>().value());
    state.waive(&rule, Some(&reason.unwrap_or_default()));
}

fn reveal(ghost: &HtmlElement) {
    scroll_to(ghost);
    pulse(ghost);
}

fn scroll_to(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Shows once where something is: taking the class off and putting it on again starts the animation anew.
fn pulse(element: &HtmlElement) {
    let classes = element.class_list();
    drop(classes.remove_1("pulse"));
    element.offset_width();
    drop(classes.add_1("pulse"));
}
