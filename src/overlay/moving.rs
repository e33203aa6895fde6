//! The card is moved by its bar, and by the keys on the bar's handle.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, PointerEvent};

use super::ghosts::{pixels, set};
use super::state::State;
use super::{actions, dock};

impl State {
    /// Moves the card, and keeps its bar in the window.
    pub(super) fn move_by(&self, right: f64, down: f64) {
        let place = self.card.get_bounding_client_rect();
        self.move_to(place.left() + right, place.top() + down);
    }

    fn move_to(&self, left: f64, top: f64) {
        let size = |value: Result<JsValue, JsValue>| {
            value
                .ok()
                .and_then(|value| value.as_f64())
                .unwrap_or_default()
        };
        let (width, height) = (
            size(self.window.inner_width()),
            size(self.window.inner_height()),
        );
        let card = self.card.get_bounding_client_rect();
        let style = self.card.style();
        self.moved.set(true);
        set(
            &style,
            "left",
            &pixels(left.min(width - card.width()).max(0.0)),
        );
        set(&style, "top", &pixels(top.min(height - dock::BAR).max(0.0)));
    }

    pub(super) fn hold(&self, event: &PointerEvent) {
        let on = |selector| {
            event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok()?.closest(selector).ok()?)
        };
        let Some(bar) = on(".bar") else { return };
        if on("button").is_some_and(|button| !actions::is(&button, "move")) {
            return;
        }
        let card = self.card.get_bounding_client_rect();
        self.held.set(Some((
            f64::from(event.client_x()) - card.left(),
            f64::from(event.client_y()) - card.top(),
        )));
        drop(bar.set_pointer_capture(event.pointer_id()));
    }

    pub(super) fn drag(&self, event: &PointerEvent) {
        if let Some((x, y)) = self.held.get() {
            self.move_to(
                f64::from(event.client_x()) - x,
                f64::from(event.client_y()) - y,
            );
        }
    }
}
