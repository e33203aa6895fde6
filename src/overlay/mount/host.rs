//! Puts the host element into the page: in the browser's top layer, out of reach of the page's style, gone without a
//! trace when dropped.
//!
//! The host is a plain `div`. A custom element's name could be defined by the page, which would get our closed root.

use std::cell::{Cell, RefCell};

use js_sys::{Number, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{
    Element, HtmlElement, MutationObserverInit, Node, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

use super::left_behind::remove_left_behind;
use super::style_sheet::STYLE;
use crate::dom::{LeftOut, leave_out};
use crate::overlay::card::focus;
use crate::overlay::draw::element::{element, text};
use crate::overlay::guard::observers::Mutations;
use crate::overlay::page::document::{Document, PageElement};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The overlay's place in the page.
pub(in crate::overlay) struct Mount {
    document: Document,
    host: HtmlElement,
    /// What stands in the page: the host, or in an SVG document the `<foreignObject>` around it.
    outer: Element,
    /// Where all of the overlay is drawn.
    pub(in crate::overlay) shadow: ShadowRoot,
    /// What had the focus before.
    focused: Option<PageElement>,
    /// Where it was put.
    parent: RefCell<Option<Node>>,
    /// How often the page may still remove the host and find it put back.
    patience: Cell<u8>,
    _left_out: LeftOut,
}

impl Mount {
    /// Makes the host and puts it into the page, instead of one that the extension left behind when it was reloaded.
    pub(in crate::overlay) fn new(document: &Document) -> Result<Self, JsValue> {
        remove_left_behind(document);
        let host = element(document, "div", "")?;
        host.set_attribute("popover", "manual")?;
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed))?;
        shadow.append_child(&text(document, "style", "", STYLE)?.into())?;
        // When Firefox updates the extension, no listener of an open overlay hears anything any more. The close button shows
        // this element, which the browser does by itself, and the style hides what stands after it.
        let closed = element(document, "i", "")?;
        closed.set_id("closed");
        closed.set_attribute("popover", "manual")?;
        shadow.append_child(&closed)?;
        let outer = match document.document_element() {
            Some(root) if root.namespace_uri().as_deref() == Some(SVG) => {
                svg_wrapper(document, &host)?
            }
            _ => host.clone().into(),
        };
        let focused = document.active_element();
        let left_out = leave_out(&host);
        let mount = Self {
            document: document.clone(),
            host,
            outer,
            shadow,
            focused,
            parent: RefCell::default(),
            patience: Cell::new(1),
            _left_out: left_out,
        };
        mount.place()?;
        mount.undo_zoom()?;
        Ok(mount)
    }

    /// A page whose root has a `zoom` draws us in it too, and everything at the wrong place: no value of `zoom` undoes
    /// that of an ancestor.
    fn undo_zoom(&self) -> Result<(), JsValue> {
        let zoom = Reflect::get(&self.host, &"currentCSSZoom".into())?;
        if let Some(zoom) = zoom.as_f64().filter(|zoom| *zoom > 0.0 && *zoom != 1.0) {
            let zoom = String::from(Number::from(zoom).to_string_with_radix(10)?);
            let rule = [":host { zoom: calc(1 / ", &zoom, ") !important }"].concat();
            self.shadow
                .append_child(&text(&self.document, "style", "", &rule)?.into())?;
        }
        Ok(())
    }

    /// Whether an event's target, as the page sees it, is the overlay.
    pub(in crate::overlay) fn is_target_of(&self, event: &web_sys::Event) -> bool {
        event
            .target()
            .is_some_and(|target| target.loose_eq(self.host.as_ref()))
    }

    /// Calls back when something may have taken the host away; the answer is [`Mount::put_back`].
    pub(in crate::overlay) fn watch(
        &self,
        handler: impl Fn() + 'static,
    ) -> Result<Mutations, JsValue> {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        let guard = Mutations::observe(&self.document, &what, handler)?;
        if let Some(parent) = &*self.parent.borrow() {
            guard.also(parent, &what)?;
        }
        Ok(guard)
    }

    /// Whether the host stands where it was put.
    pub(in crate::overlay) fn stands(&self) -> bool {
        self.outer.is_connected() && self.outer.parent_node() == *self.parent.borrow()
    }

    /// Puts the host back where it was put. False when the page has taken it away too often.
    pub(in crate::overlay) fn put_back(&self) -> bool {
        let patience = self.patience.get();
        self.patience.set(patience.saturating_sub(1));
        patience > 0 && self.place().is_ok()
    }

    /// An open modal dialog makes everything outside it inert; inside it the overlay can be used.
    fn parent(&self) -> Option<Node> {
        let modals = self.document.query_selector_all("dialog:modal").ok();
        let topmost = modals.and_then(|modals| modals.item(modals.length().checked_sub(1)?));
        topmost.or_else(|| self.document.document_element().map(Into::into))
    }

    fn place(&self) -> Result<(), JsValue> {
        let parent = self
            .parent()
            .ok_or_else(|| JsValue::from_str("the document has no root element"))?;
        parent.append_child(&self.outer)?;
        *self.parent.borrow_mut() = Some(parent);
        // Where popovers are not rendered (SVG documents in Firefox) the host's own style keeps it on top.
        drop(self.host.show_popover());
        Ok(())
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let had_focus = self
            .document
            .active_element()
            .is_some_and(|active| active.loose_eq(self.host.as_ref()));
        self.outer.remove();
        if let (true, Some(focused)) = (had_focus, &self.focused) {
            // Not every element can be focused, and the one that was may be gone: then the page has the focus.
            drop(focused.focus(&focus::still()));
        }
    }
}

/// SVG draws XHTML inside a `<foreignObject>` only.
fn svg_wrapper(document: &Document, host: &HtmlElement) -> Result<Element, JsValue> {
    let wrapper = document.create_element_ns(Some(SVG), "foreignObject")?;
    for (name, value) in [
        ("width", "100%"),
        ("height", "100%"),
        ("style", "pointer-events: none"),
    ] {
        wrapper.set_attribute(name, value)?;
    }
    wrapper.append_child(host)?;
    Ok(wrapper)
}
