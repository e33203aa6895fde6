//! The host element: in the browser's top layer, out of reach of the page's style, gone without a trace when dropped.

use std::cell::{Cell, RefCell};

use js_sys::{Number, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, MutationObserverInit, Node, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

use super::document::{Document, PageElement};
use super::element::{element, text};
use super::focus;
use super::guard::{Guard, Mutations};
use super::style::STYLE;

/// The host element's name. The snapshot leaves it out.
pub(super) const HOST: &str = "beian-lens-overlay";

/// The host of an overlay whose extension was reloaded. In Firefox nothing of it runs any more, in Chromium all of it does.
const LEFT_BEHIND: &str = "beian-lens-overlay[popover]";

const SVG: &str = "http://www.w3.org/2000/svg";

/// The overlay's place in the page.
pub(super) struct Mount {
    document: Document,
    host: HtmlElement,
    /// What stands in the page: the host, or in an SVG document the `<foreignObject>` around it.
    outer: Element,
    /// Where all of the overlay is drawn.
    pub(super) shadow: ShadowRoot,
    /// What had the focus before.
    focused: Option<PageElement>,
    /// Where it was put.
    parent: RefCell<Option<Node>>,
    /// How often the page may still remove the host and find it put back.
    patience: Cell<u8>,
}

impl Mount {
    /// Makes the host and puts it into the page, in the place of one that an extension left behind when it was reloaded.
    pub(super) fn new(document: &Document) -> Result<Self, JsValue> {
        if let Some(left) = left_behind(document) {
            left.remove();
        }
        let host = element(document, HOST, "")?;
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
        let mount = Self {
            document: document.clone(),
            host,
            outer,
            shadow,
            focused,
            parent: RefCell::default(),
            patience: Cell::new(1),
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

    /// Is this event target, as the page sees it, the overlay?
    pub(super) fn is_target_of(&self, event: &web_sys::Event) -> bool {
        event
            .target()
            .is_some_and(|target| target.loose_eq(self.host.as_ref()))
    }

    /// Calls back when something may have taken the host away; the answer is [`Mount::put_back`].
    pub(super) fn watch(&self, handler: impl Fn() + 'static) -> Result<Box<dyn Guard>, JsValue> {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        let guard = Mutations::observe(&self.document, &what, handler)?;
        if let Some(parent) = &*self.parent.borrow() {
            guard.also(parent, &what)?;
        }
        Ok(Box::new(guard))
    }

    /// True when the host stands where it was put, or could be put back there.
    pub(super) fn put_back(&self) -> bool {
        if self.outer.is_connected() && self.outer.parent_node() == *self.parent.borrow() {
            return true;
        }
        if left_behind(&self.document).is_some() {
            return false; // the extension was reloaded, and this is its new overlay
        }
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

/// Another overlay in the page, or what it stands in.
fn left_behind(document: &Document) -> Option<Element> {
    let host = document.query_selector(LEFT_BEHIND).ok()??;
    let wrapper = host.closest("foreignObject").ok().flatten();
    Some(wrapper.unwrap_or_else(|| host.unchecked_into()))
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
