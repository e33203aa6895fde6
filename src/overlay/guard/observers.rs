//! Watches the page for changes in its nodes and its size.

use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit, Node, ResizeObserver};

use crate::overlay::page::document::Document;

/// Tells of changes under a node.
pub(in crate::overlay) struct Mutations {
    observer: MutationObserver,
    _handler: Closure<dyn FnMut()>,
}

impl Mutations {
    pub(in crate::overlay) fn observe(
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
    pub(in crate::overlay) fn also(
        &self,
        node: &Node,
        what: &MutationObserverInit,
    ) -> Result<(), JsValue> {
        self.observer.observe_with_options(node, what)
    }
}

impl Drop for Mutations {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells of changes in the size of the page.
pub(in crate::overlay) struct Resizes {
    observer: ResizeObserver,
    _handler: Closure<dyn FnMut()>,
}

impl Resizes {
    pub(in crate::overlay) fn observe(
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
