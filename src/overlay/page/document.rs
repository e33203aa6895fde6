//! Reads the document through its prototypes' own members, as [`crate::dom`] reads it: `<img name="createElementNS">`
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
    pub(in crate::overlay) fn active_element(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final)]
    pub(in crate::overlay) fn body(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_name = documentElement)]
    pub(in crate::overlay) fn document_element(this: &Document) -> Option<PageElement>;
    #[wasm_bindgen(method, final, catch, js_name = createElementNS)]
    pub(in crate::overlay) fn create_element_ns(
        this: &Document,
        namespace: Option<&str>,
        name: &str,
    ) -> Result<Element, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = querySelector)]
    pub(in crate::overlay) fn query_selector(
        this: &Document,
        selectors: &str,
    ) -> Result<Option<PageElement>, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = querySelectorAll)]
    pub(in crate::overlay) fn query_selector_all(
        this: &Document,
        selectors: &str,
    ) -> Result<NodeList, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = execCommand)]
    pub(in crate::overlay) fn exec_command(this: &Document, command: &str)
    -> Result<bool, JsValue>;

    /// An element of the page: `<input name="focus">` and its like hide a form's own members.
    #[wasm_bindgen(js_name = HTMLElement, extends = Element, extends = web_sys::Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(in crate::overlay) type PageElement;

    #[wasm_bindgen(method, final, catch, js_class = "HTMLElement", js_name = focus)]
    pub(in crate::overlay) fn focus(
        this: &PageElement,
        options: &FocusOptions,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, final, js_class = "Element", js_name = getBoundingClientRect)]
    pub(in crate::overlay) fn bounding_box(this: &PageElement) -> DomRect;
    #[wasm_bindgen(method, final, js_class = "Element", js_name = closest)]
    pub(in crate::overlay) fn closest_element(
        this: &PageElement,
        selectors: &str,
    ) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_class = "Node", js_name = parentElement)]
    pub(in crate::overlay) fn parent(this: &PageElement) -> Option<PageElement>;
    #[wasm_bindgen(method, getter, final, js_class = "Node", js_name = isConnected)]
    pub(in crate::overlay) fn is_connected(this: &PageElement) -> bool;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = scrollLeft)]
    pub(in crate::overlay) fn scroll_left(this: &PageElement) -> f64;
    #[wasm_bindgen(method, getter, final, js_class = "Element", js_name = scrollTop)]
    pub(in crate::overlay) fn scroll_top(this: &PageElement) -> f64;
    #[wasm_bindgen(method, final, js_class = "Element", js_name = scrollTo)]
    pub(in crate::overlay) fn scroll_to(this: &PageElement, to: &ScrollToOptions);
    #[wasm_bindgen(method, final, js_class = "Element", js_name = scrollIntoView)]
    pub(in crate::overlay) fn scroll_into_view(this: &PageElement, options: &ScrollIntoViewOptions);
}
