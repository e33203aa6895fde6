//! Answers keys. The listener is on the window, before the page's elements: a key pressed in the card stays there.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use crate::overlay::action::Action;
use crate::overlay::card::focus;
use crate::overlay::state::State;

/// How far an arrow key moves the card, in CSS pixels.
const STEP: f64 = 16.0;

/// Answers a key that was pressed anywhere in the page.
pub(super) fn pressed(state: &Rc<State>, event: &Event) {
    let inside = state.mount.is_target_of(event);
    if inside {
        event.stop_immediate_propagation();
    }
    let event = event.unchecked_ref::<KeyboardEvent>();
    match event.key().as_str() {
        "Escape" if !event.is_composing() => {
            event.prevent_default();
            state.close();
        }
        "Tab" if inside && focus::wrap(&state.mount.shadow, event.shift_key()) => {
            event.prevent_default();
        }
        key if inside && is_on_handle(state) => {
            let (right, down) = match key {
                "ArrowLeft" => (-STEP, 0.0),
                "ArrowRight" => (STEP, 0.0),
                "ArrowUp" => (0.0, -STEP),
                "ArrowDown" => (0.0, STEP),
                _ => return,
            };
            event.prevent_default();
            let card = &state.card;
            state.position.move_by(card, &state.window, right, down);
        }
        _ => {}
    }
}

/// Whether the focus is on the handle by which the card is moved.
fn is_on_handle(state: &State) -> bool {
    let focused = state.mount.shadow.active_element();
    focused.is_some_and(|focused| state.action_of(&focused) == Some(Action::Move))
}
