//! Calls back once: before the next frame, or after a while.

use std::cell::Cell;

use wasm_bindgen::prelude::*;
use web_sys::Window;

/// A call that the browser was asked to make later, once.
pub(in crate::overlay) struct Later {
    window: Window,
    kind: LaterKind,
    pending: Cell<Option<i32>>,
    handler: Closure<dyn FnMut()>,
}

/// When a [`Later`] is called.
pub(in crate::overlay) enum LaterKind {
    /// Before the next paint.
    Frame,
    /// After this many milliseconds.
    Milliseconds(Cell<i32>),
}

impl Later {
    pub(in crate::overlay) fn new(
        window: &Window,
        kind: LaterKind,
        handler: impl FnMut() + 'static,
    ) -> Self {
        Self {
            window: window.clone(),
            kind,
            pending: None.into(),
            handler: Closure::new(handler),
        }
    }

    /// Asks for the call unless it is already asked for: a storm of events gives one call.
    pub(in crate::overlay) fn ask(&self) {
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

    /// Sets how long to wait from the next `ask` on.
    pub(in crate::overlay) fn set_delay(&self, milliseconds: i32) {
        if let LaterKind::Milliseconds(delay) = &self.kind {
            delay.set(milliseconds);
        }
    }

    /// To be called first in the handler: from then on `ask` counts again.
    pub(in crate::overlay) fn called(&self) {
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
