//! Listens to events of the person, and to no others.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use web_sys::{Event, EventTarget};

/// Whether an event comes from the person and not from a script.
pub(in crate::overlay) type Trusts = fn(&Event) -> bool;

/// A listener. Dropping it removes it.
pub(in crate::overlay) struct Listener {
    _listener: EventListener,
}

/// When a listener hears an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::overlay) enum Phase {
    /// Before the page's own elements. It may keep the event from them.
    First,
    /// After the elements inside the target. It may keep the event from those outside.
    Last,
}

impl Listener {
    /// Calls the handler for every event that the browser itself made. Events of scripts are left alone: on the window they
    /// are the page's own business.
    pub(in crate::overlay) fn new(
        target: &EventTarget,
        event: &'static str,
        phase: Phase,
        trusts: Trusts,
        mut handler: impl FnMut(&Event) + 'static,
    ) -> Self {
        Self::raw(target, event, phase, false, move |event| {
            if trusts(event) {
                handler(event);
            }
        })
    }

    /// The same for events inside our own root, where an event of a script ends: it does not click a link or open a row
    /// either.
    pub(in crate::overlay) fn inside(
        root: &EventTarget,
        event: &'static str,
        trusts: Trusts,
        mut handler: impl FnMut(&Event) + 'static,
    ) -> Self {
        // The card scrolls without waiting for us.
        let passive = matches!(event, "wheel" | "touchstart" | "touchmove");
        Self::raw(root, event, Phase::Last, passive, move |event| {
            if trusts(event) {
                handler(event);
            } else {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        })
    }

    fn raw(
        target: &EventTarget,
        event: &'static str,
        phase: Phase,
        passive: bool,
        handler: impl FnMut(&Event) + 'static,
    ) -> Self {
        let options = EventListenerOptions {
            phase: match phase {
                Phase::First => EventListenerPhase::Capture,
                Phase::Last => EventListenerPhase::Bubble,
            },
            passive,
        };
        Self {
            _listener: EventListener::new_with_options(target, event, options, handler),
        }
    }
}
