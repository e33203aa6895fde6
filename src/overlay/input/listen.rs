//! Starts everything that runs while the overlay is open.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, MutationObserverInit};

use super::{click, keyboard};
use crate::overlay::action::Action;
use crate::overlay::card::position::bar_under;
use crate::overlay::guard::later::{Later, LaterKind};
use crate::overlay::guard::listener::{Listener, Phase};
use crate::overlay::guard::observers::{Mutations, Resizes};
use crate::overlay::state::{SETTLE, State};

/// Events that would leave our root. They end there: what is done in the card does not concern the page.
const KEPT_INSIDE: [&str; 38] = [
    "click",
    "dblclick",
    "auxclick",
    "contextmenu",
    "mousedown",
    "mouseup",
    "mousemove",
    "mouseover",
    "mouseout",
    "pointerdown",
    "pointermove",
    "pointerup",
    "pointercancel",
    "pointerover",
    "pointerout",
    "gotpointercapture",
    "lostpointercapture",
    "touchstart",
    "touchmove",
    "touchend",
    "touchcancel",
    "wheel",
    "copy",
    "cut",
    "paste",
    "beforecopy",
    "beforecut",
    "beforepaste",
    "input",
    "change",
    "drag",
    "dragstart",
    "dragend",
    "dragenter",
    "dragleave",
    "dragover",
    "drop",
    "selectstart",
];
/// Events that pages trap on the way down: they are kept from the page before they reach the card.
const KEPT_FIRST: [&str; 7] = [
    "keyup",
    "keypress",
    "focusin",
    "focusout",
    "focus",
    "blur",
    "beforeinput",
];

/// Starts listening and watching.
pub(in crate::overlay) fn listen(state: &Rc<State>) -> Result<(), JsValue> {
    let frame = Later::new(
        &state.window,
        LaterKind::Frame,
        weakly(state, |state| {
            state.next_frame.get().into_iter().for_each(Later::called);
            state.place();
        }),
    );
    let settled = Later::new(
        &state.window,
        LaterKind::Milliseconds(Cell::new(SETTLE)),
        weakly(state, |state| {
            state.settled.get().into_iter().for_each(Later::called);
            state.check_again(false);
        }),
    );
    let (_, _) = (state.next_frame.set(frame), state.settled.set(settled));

    state.guards.listeners.borrow_mut().extend(listeners(state));
    state
        .guards
        .mutations
        .borrow_mut()
        .extend([watch_host(state)?, watch_page(state)?]);
    let resizes = Resizes::observe(&state.document, weakly(state, place_soon))?;
    state.guards.resizes.replace(Some(resizes));
    Ok(())
}

fn listeners(state: &Rc<State>) -> Vec<Listener> {
    let window: &EventTarget = &state.window;
    let root: &EventTarget = &state.mount.shadow;
    let trusts = state.hooks.trusts;
    let first = |event, handler: fn(&Rc<State>, &Event)| {
        let handler = weakly_with(state, handler);
        Listener::new(window, event, Phase::First, trusts, handler)
    };
    let inside = |event, handler: fn(&Rc<State>, &Event)| {
        Listener::inside(root, event, trusts, weakly_with(state, handler))
    };
    let mut listeners = vec![
        first("keydown", keyboard::pressed),
        first("scroll", |state, _| place_soon(state)),
        first("resize", |state, _| place_soon(state)),
        // A page that comes back from the back/forward cache comes back without us, as its button does.
        first("pagehide", |state, _| (state.hooks.left)()),
        inside("click", click::clicked),
        inside("toggle", |state, _| place_soon(state)),
        inside("pointerdown", hold),
        inside("pointermove", |state, event| {
            let event = event.unchecked_ref();
            state.position.drag(&state.card, &state.window, event);
        }),
        inside("pointerup", |state, _| state.position.release()),
        inside("pointercancel", |state, _| state.position.release()),
    ];
    listeners.extend(KEPT_INSIDE.map(|event| inside(event, |_, event| event.stop_propagation())));
    listeners.extend(KEPT_FIRST.map(|event| {
        first(event, |state, event| {
            if state.mount.is_target_of(event) {
                event.stop_immediate_propagation();
            }
        })
    }));
    listeners
}

/// The pointer takes the card by its bar, or by the handle on it.
fn hold(state: &Rc<State>, event: &Event) {
    let event = event.unchecked_ref();
    if let Some((bar, button)) = bar_under(event)
        && button.is_none_or(|button| state.action_of(&button) == Some(Action::Move))
    {
        state.position.hold(&state.card, &bar, event);
    }
}

fn place_soon(state: &Rc<State>) {
    state.next_frame.get().into_iter().for_each(Later::ask);
}

/// A host that was taken away is put back once, unless a reloaded extension has put its own in the place.
fn watch_host(state: &Rc<State>) -> Result<Mutations, JsValue> {
    state.mount.watch(weakly(state, |state| {
        if !state.mount.stands() && ((state.hooks.is_orphaned)() || !state.mount.put_back()) {
            state.close();
        }
    }))
}

/// A page that changes is checked again: a late footer, another route, an endless list.
fn watch_page(state: &Rc<State>) -> Result<Mutations, JsValue> {
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    what.set_character_data(true);
    what.set_attributes(true);
    let handler = weakly(state, |state| {
        state.settled.get().into_iter().for_each(Later::ask);
    });
    Mutations::observe(&state.document, &what, handler)
}

/// A callback that does nothing once the overlay is closed.
fn weakly(state: &Rc<State>, handler: impl Fn(&Rc<State>) + 'static) -> impl Fn() + 'static {
    let state: Weak<State> = Rc::downgrade(state);
    move || state.upgrade().iter().for_each(&handler)
}

/// The same for an event.
fn weakly_with(state: &Rc<State>, handler: fn(&Rc<State>, &Event)) -> impl Fn(&Event) + 'static {
    let state: Weak<State> = Rc::downgrade(state);
    move |event| {
        state
            .upgrade()
            .iter()
            .for_each(|state| handler(state, event));
    }
}
