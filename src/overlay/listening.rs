//! What the overlay listens to while it is open.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::MutationObserverInit;

use super::guard::{Guard, Later, LaterKind, Mutations, Resizes, listen_first, listen_last};
use super::state::{SETTLE, State};
use super::{actions, keyboard};

/// What happens in the card is none of the page's business.
const KEPT_INSIDE: &[&str] = &[
    "click",
    "dblclick",
    "auxclick",
    "contextmenu",
    "mousedown",
    "mouseup",
    "pointerdown",
    "pointerup",
    "touchstart",
    "touchend",
    "copy",
    "input",
    "change",
    "wheel",
    "dragstart",
    "selectstart",
];
/// Keys and focus are kept from the page before they reach the card, because pages trap them on the way down.
const KEPT_FIRST: &[&str] = &[
    "keyup",
    "keypress",
    "focusin",
    "focusout",
    "beforeinput",
    "compositionstart",
    "compositionupdate",
    "compositionend",
];
impl State {
    /// Starts everything that runs while the overlay is open.
    pub(super) fn listen(self: &Rc<Self>) -> Result<(), JsValue> {
        let shadow = &self.mount.shadow;
        let frame = Later::new(
            &self.window,
            LaterKind::Frame,
            self.weakly(|state| {
                state.next_frame.get().into_iter().for_each(Later::called);
                state.place();
            }),
        );
        let settled = Later::new(
            &self.window,
            LaterKind::Milliseconds(Cell::new(SETTLE)),
            self.weakly(|state| {
                state.settled.get().into_iter().for_each(Later::called);
                state.check_again(false);
            }),
        );
        let (_, _) = (self.next_frame.set(frame), self.settled.set(settled));
        let place_soon = |state: &Rc<Self>| state.next_frame.get().into_iter().for_each(Later::ask);

        let mut guards: Vec<Box<dyn Guard>> = vec![
            listen_first(&self.window, "keydown", self.weakly_with(keyboard::pressed)),
            listen_first(
                &self.window,
                "scroll",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            listen_first(
                &self.window,
                "resize",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            Box::new(Resizes::observe(
                &self.document,
                self.weakly(move |state| place_soon(state)),
            )?),
            listen_last(shadow, "click", self.weakly_with(actions::clicked)),
            listen_last(
                shadow,
                "toggle",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            listen_last(
                shadow,
                "pointerdown",
                self.weakly_with(|state, event| state.hold(event.unchecked_ref())),
            ),
            listen_last(
                shadow,
                "pointermove",
                self.weakly_with(|state, event| state.drag(event.unchecked_ref())),
            ),
            listen_last(
                shadow,
                "pointerup",
                self.weakly_with(|state, _| state.held.set(None)),
            ),
            listen_last(
                shadow,
                "pointercancel",
                self.weakly_with(|state, _| state.held.set(None)),
            ),
        ];
        guards.extend(
            KEPT_INSIDE
                .iter()
                .map(|event| listen_last(shadow, event, |event| event.stop_propagation())),
        );
        guards.extend(KEPT_FIRST.iter().map(|event| {
            listen_first(
                &self.window,
                event,
                self.weakly_with(|state, event| {
                    if state.mount.is_target_of(event) {
                        event.stop_immediate_propagation();
                    }
                }),
            )
        }));
        guards.push(self.mount.watch(self.weakly(|state| {
            if !state.mount.put_back() {
                state.close();
            }
        }))?);
        guards.push(self.follow_the_page()?);
        self.guards.borrow_mut().extend(guards);
        Ok(())
    }

    /// A page that changes is checked again: a late footer, another route, an endless list.
    fn follow_the_page(self: &Rc<Self>) -> Result<Box<dyn Guard>, JsValue> {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        what.set_character_data(true);
        what.set_attributes(true);
        let handler = self.weakly(|state| state.settled.get().into_iter().for_each(Later::ask));
        Ok(Box::new(Mutations::observe(
            &self.document,
            &what,
            handler,
        )?))
    }

    /// A callback that does nothing once the overlay is closed.
    fn weakly(self: &Rc<Self>, handler: impl Fn(&Rc<Self>) + 'static) -> impl Fn() + 'static {
        let state: Weak<Self> = Rc::downgrade(self);
        move || state.upgrade().iter().for_each(&handler)
    }

    /// The same for an event.
    fn weakly_with(
        self: &Rc<Self>,
        handler: impl Fn(&Rc<Self>, &web_sys::Event) + 'static,
    ) -> impl Fn(&web_sys::Event) + 'static {
        let state: Weak<Self> = Rc::downgrade(self);
        move |event| {
            state
                .upgrade()
                .iter()
                .for_each(|state| handler(state, event))
        }
    }
}
