//! Keys. The listener sits on the window, before the page's elements: what is typed in the card stays in the card.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::focus;
use super::state::State;

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
            event.prevent_default()
        }
        key if inside
            && state
                .mount
                .shadow
                .active_element()
                .is_some_and(|active| super::actions::is(&active, "move")) =>
        {
            let (right, down) = match key {
                "ArrowLeft" => (-STEP, 0.0),
                "ArrowRight" => (STEP, 0.0),
                "ArrowUp" => (0.0, -STEP),
                "ArrowDown" => (0.0, STEP),
                _ => return,
            };
            event.prevent_default();
            state.move_by(right, down);
        }
        _ => {}
    }
}
