//! Browser resources that undo themselves when dropped.

use std::cell::Cell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, MutationObserver, MutationObserverInit, Node, ResizeObserver, Window};

use super::document::Document;

/// Anything to be kept as long as the overlay is open. Dropping it undoes it.
pub(super) trait Guard {}

impl Guard for EventListener {}
impl Guard for Mutations {}
impl Guard for Resizes {}

/// A listener that hears an event before the page's own elements do, and may keep it from them.
pub(super) fn listen_first(
    target: &EventTarget,
    event: &'static str,
    handler: impl FnMut(&web_sys::Event) + 'static,
) -> Box<dyn Guard> {
    let options = EventListenerOptions {
        phase: gloo::events::EventListenerPhase::Capture,
        passive: false,
    };
    Box::new(EventListener::new_with_options(
        target, event, options, handler,
    ))
}

/// A listener that hears an event after the elements inside the target did, and may keep it from those outside.
pub(super) fn listen_last(
    target: &EventTarget,
    event: &'static str,
    handler: impl FnMut(&web_sys::Event) + 'static,
) -> Box<dyn Guard> {
    Box::new(EventListener::new_with_options(
        target,
        event,
        EventListenerOptions::enable_prevent_default(),
        handler,
    ))
}

/// Tells of changes under a node.
pub(super) struct Mutations {
    observer: MutationObserver,
    _handler: Closure<dyn FnMut()>,
}

impl Mutations {
    pub(super) fn observe(
        node: &Node,
        what: &MutationObserverInit,
        handler: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let handler = Closure::<dyn FnMut()>::new(handler);
        let observer = MutationObserver::new(handler.as_ref().unchecked_ref())?;
        observer.observe_with_options(node, what)?;
        Ok(Self {
            observer,
            _handler: handler,
        })
    }

    /// Watches another node as well.
    pub(super) fn also(&self, node: &Node, what: &MutationObserverInit) -> Result<(), JsValue> {
        self.observer.observe_with_options(node, what)
    }
}

impl Drop for Mutations {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells of changes in the size of the page.
pub(super) struct Resizes {
    observer: ResizeObserver,
    _handler: Closure<dyn FnMut()>,
}

impl Resizes {
    pub(super) fn observe(
        document: &Document,
        handler: impl FnMut() + 'static,
    ) -> Result<Self, JsValue> {
        let handler = Closure::<dyn FnMut()>::new(handler);
        let observer = ResizeObserver::new(handler.as_ref().unchecked_ref())?;
        for element in [document.document_element(), document.body()]
            .into_iter()
            .flatten()
        {
            observer.observe(&element);
        }
        Ok(Self {
            observer,
            _handler: handler,
        })
    }
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Something the browser was asked to call later, once: the next frame or after a while. Asked again, it waits anew.
pub(super) struct Later {
    window: Window,
    kind: LaterKind,
    pending: Cell<Option<i32>>,
    handler: Closure<dyn FnMut()>,
}

/// When a [`Later`] is called.
pub(super) enum LaterKind {
    /// Before the next paint.
    Frame,
    /// After this many milliseconds.
    Milliseconds(Cell<i32>),
}

impl Later {
    pub(super) fn new(window: &Window, kind: LaterKind, handler: impl FnMut() + 'static) -> Self {
        Self {
            window: window.clone(),
            kind,
            pending: None.into(),
            handler: Closure::new(handler),
        }
    }

    /// Asks for the call unless it is already asked for, so that a storm of events gives one call, and does give it.
    pub(super) fn ask(&self) {
        if self.pending.get().is_some() {
            return;
        }
        let function = self.handler.as_ref().unchecked_ref();
        let asked = match &self.kind {
            LaterKind::Frame => self.window.request_animation_frame(function),
            LaterKind::Milliseconds(delay) => self
                .window
                .set_timeout_with_callback_and_timeout_and_arguments_0(function, delay.get()),
        };
        self.pending.set(asked.ok());
    }

    /// Waits as long from the next `ask` on.
    pub(super) fn set_delay(&self, milliseconds: i32) {
        if let LaterKind::Milliseconds(delay) = &self.kind {
            delay.set(milliseconds);
        }
    }

    /// To be said first thing in the handler: the next `ask` counts again.
    pub(super) fn called(&self) {
        self.pending.set(None);
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        let Some(asked) = self.pending.get() else {
            return;
        };
        match self.kind {
            // Either fails only on a window that is gone, and then nothing is pending any more.
            LaterKind::Frame => drop(self.window.cancel_animation_frame(asked)),
            LaterKind::Milliseconds(_) => self.window.clear_timeout_with_handle(asked),
        }
    }
}
