//! The document, read through its prototypes' own members, as [`crate::dom`] reads it: `<img name="createElementNS">`
//! and its like hide a document's members from `web_sys`, in a content script's world too.

use wasm_bindgen::prelude::*;
use web_sys::{DomRect, Element, FocusOptions, NodeList, ScrollIntoViewOptions, ScrollToOptions};

#[wasm_bindgen]
extern "C" {
    /// The document that the overlay stands in. Its members are called as `web_sys` calls them.
    #[wasm_bindgen(extends = web_sys::Node)]
    #[derive(Clone, Debug)]
    pub type Document;

    #[wasm_bindgen(method, getter, final, js_name = activeElement)]
    pub(super) fn active_element(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final)]
    pub(super) fn body(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_name = documentElement)]
    pub(super) fn document_element(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, final, catch, js_name = createElementNS)]
    pub(super) fn create_element_ns(
        this: &Document,
        namespace: Option<&str>,
        name: &str,
    ) -> Result<Element, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = querySelector)]
    pub(super) fn query_selector(
        this: &Document,
        selectors: &str,
    ) -> Result<Option<PageElement>, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = querySelectorAll)]
    pub(super) fn query_selector_all(this: &Document, selectors: &str)
    -> Result<NodeList, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = execCommand)]
    pub(super) fn exec_command(this: &Document, command: &str) -> Result<bool, JsValue>;

    /// An element of the page: `<input name="focus">` and its like hide a form's own members.
    #[wasm_bindgen(js_name = HTMLElement, extends = Element, extends = web_sys::Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(super) type PageElement;

    #[wasm_bindgen(method, final, catch, js_class = "HTMLElement", js_name = focus)]
    pub(super) fn focus(this: &PageElement, options: &FocusOptions) -> Result<(), JsValue>;
    #[wasm_bindgen(method, final, js_class = "Element", js_name = getBoundingClientRect)]
    pub(super) fn bounding_box(this: &PageElement) -> DomRect;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = lastElementChild)]
    pub(super) fn last_child_element(this: &PageElement) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = previousElementSibling)]
    pub(super) fn previous_element(this: &PageElement) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_class = "Node", js_name = parentElement)]
    pub(super) fn parent(this: &PageElement) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_class = "Node", js_name = isConnected)]
    pub(super) fn is_connected(this: &PageElement) -> bool;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = scrollLeft)]
    pub(super) fn scroll_left(this: &PageElement) -> f64;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = scrollTop)]
    pub(super) fn scroll_top(this: &PageElement) -> f64;
    #[wasm_bindgen(method, final, js_class = "Element", js_name = scrollTo)]
    pub(super) fn scroll_to(this: &PageElement, to: &ScrollToOptions);
    #[wasm_bindgen(method, final, js_class = "Element", js_name = scrollIntoView)]
    pub(super) fn scroll_into_view(this: &PageElement, options: &ScrollIntoViewOptions);
}
