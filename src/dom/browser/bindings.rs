//! Binds the browser's tree, through the prototypes' own getters.
//!
//! `<form name=body>` makes `document.body` a form, `<input name=parentNode>` makes `form.parentNode` an input, in a
//! content script's world too. `final` bindings fetch each getter once from its prototype and call it on the node, so
//! that no name on a page can stand in their way; they also work on nodes of another frame, where `instanceof` fails.
//! Objects that a page cannot name things on (window, styles, contexts) come from `web_sys`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Any node: document, shadow root, element, text.
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type Node;

    #[wasm_bindgen(method, getter, final, js_name = nodeType)]
    pub(crate) fn node_type(this: &Node) -> u16;
    #[wasm_bindgen(method, getter, final, js_name = parentNode)]
    pub(crate) fn parent(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, final, js_name = firstChild)]
    pub(crate) fn first_child(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, final, js_name = lastChild)]
    pub(crate) fn last_child(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, final, js_name = nextSibling)]
    pub(crate) fn next_sibling(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, final, js_name = previousSibling)]
    pub(crate) fn previous_sibling(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, final, js_name = childNodes)]
    pub(crate) fn child_nodes(this: &Node) -> NodeList;
    #[wasm_bindgen(method, getter, final, js_name = textContent)]
    pub(crate) fn text_content(this: &Node) -> Option<js_sys::JsString>;
    #[wasm_bindgen(method, final, js_name = compareDocumentPosition)]
    pub(crate) fn compare_document_position(this: &Node, other: &Node) -> u16;
    #[wasm_bindgen(method, final)]
    pub(crate) fn contains(this: &Node, other: &Node) -> bool;
    #[wasm_bindgen(method, final, js_name = getRootNode)]
    pub(crate) fn root_node(this: &Node) -> Node;

    /// An element of any namespace.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type Element;

    #[wasm_bindgen(method, getter, final, js_name = localName)]
    pub(crate) fn local_name(this: &Element) -> String;
    #[wasm_bindgen(method, final, js_name = getAttribute)]
    pub(crate) fn attribute(this: &Element, name: &str) -> Option<String>;
    #[wasm_bindgen(method, final, js_name = getBoundingClientRect)]
    pub(crate) fn bounding_rect(this: &Element) -> web_sys::DomRect;
    #[wasm_bindgen(method, final, js_name = checkVisibility)]
    pub(crate) fn is_rendered(this: &Element) -> bool;
    #[wasm_bindgen(method, getter, final, js_name = firstElementChild)]
    pub(crate) fn first_element(this: &Element) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = previousElementSibling)]
    pub(crate) fn previous_element(this: &Element) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = nextElementSibling)]
    pub(crate) fn next_element(this: &Element) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = shadowRoot)]
    pub(crate) fn open_shadow_root(this: &Element) -> Option<Node>;
    #[wasm_bindgen(method, final, catch, js_name = querySelectorAll)]
    pub(crate) fn query_all(this: &Element, selectors: &str) -> Result<NodeList, JsValue>;

    /// A document; a page can put names on it that hide its own.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type Document;

    #[wasm_bindgen(method, getter, final, js_name = documentElement)]
    pub(crate) fn root(this: &Document) -> Option<Element>;
    #[wasm_bindgen(method, getter, final)]
    pub(crate) fn body(this: &Document) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = scrollingElement)]
    pub(crate) fn scrolling_element(this: &Document) -> Option<Element>;
    #[wasm_bindgen(method, getter, final, js_name = defaultView)]
    pub(crate) fn window(this: &Document) -> Option<web_sys::Window>;
    #[wasm_bindgen(method, getter, final, js_name = contentType)]
    pub(crate) fn content_type(this: &Document) -> String;
    #[wasm_bindgen(method, getter, final)]
    pub(crate) fn title(this: &Document) -> String;
    #[wasm_bindgen(method, getter, final, js_name = URL)]
    pub(crate) fn url(this: &Document) -> String;
    #[wasm_bindgen(method, final, catch, js_name = querySelectorAll)]
    pub(crate) fn query_all(this: &Document, selectors: &str) -> Result<NodeList, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = querySelector)]
    pub(crate) fn query(this: &Document, selectors: &str) -> Result<Option<Element>, JsValue>;
    #[wasm_bindgen(method, final, js_name = getElementsByTagName)]
    pub(crate) fn by_tag(this: &Document, name: &str) -> ElementList;
    #[wasm_bindgen(method, final, catch, js_name = elementsFromPoint)]
    pub(crate) fn elements_from_point(
        this: &Document,
        x: f64,
        y: f64,
    ) -> Result<js_sys::Array, JsValue>;
    #[wasm_bindgen(method, final, catch, js_name = createRange)]
    pub(crate) fn create_range(this: &Document) -> Result<Range, JsValue>;

    /// A shadow root, open or closed.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type ShadowRoot;

    #[wasm_bindgen(method, getter, final)]
    pub(crate) fn host(this: &ShadowRoot) -> Element;
    #[wasm_bindgen(method, getter, final)]
    pub(crate) fn mode(this: &ShadowRoot) -> String;

    /// What both documents and shadow roots answer.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type DocumentFragment;

    #[wasm_bindgen(method, final, catch, js_name = querySelectorAll)]
    pub(crate) fn query_all(this: &DocumentFragment, selectors: &str) -> Result<NodeList, JsValue>;

    /// `<slot>`.
    #[wasm_bindgen(extends = Element, extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type HTMLSlotElement;

    #[wasm_bindgen(method, final, catch, js_name = assignedNodes)]
    pub(crate) fn assigned_nodes(this: &HTMLSlotElement) -> Result<js_sys::Array, JsValue>;

    /// `<iframe>`.
    #[wasm_bindgen(extends = Element, extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type HTMLIFrameElement;

    #[wasm_bindgen(method, getter, final, catch, js_name = contentDocument)]
    pub(crate) fn document(this: &HTMLIFrameElement) -> Result<Option<Document>, JsValue>;

    /// `<frame>`.
    #[wasm_bindgen(extends = Element, extends = Node)]
    #[derive(Clone, Debug, PartialEq)]
    pub(crate) type HTMLFrameElement;

    #[wasm_bindgen(method, getter, final, catch, js_name = contentDocument)]
    pub(crate) fn document(this: &HTMLFrameElement) -> Result<Option<Document>, JsValue>;

    /// The result of `querySelectorAll` or `childNodes`.
    pub(crate) type NodeList;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &NodeList) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn item(this: &NodeList, index: u32) -> Option<Element>;
    #[wasm_bindgen(method, js_name = item)]
    pub(crate) fn node(this: &NodeList, index: u32) -> Option<Node>;

    /// The live result of `getElementsByTagName`. Never by `namedItem`, never by its properties: a page names those.
    pub(crate) type ElementList;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &ElementList) -> u32;
    #[wasm_bindgen(method, js_name = item)]
    pub(crate) fn at(this: &ElementList, index: u32) -> Option<Element>;

    /// A detached range: it is neither the selection nor seen by the page.
    pub(crate) type Range;

    #[wasm_bindgen(method, catch, js_name = selectNodeContents)]
    pub(crate) fn select_contents(this: &Range, node: &Node) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = setStart)]
    pub(crate) fn set_start(this: &Range, node: &Node, offset: u32) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = setEnd)]
    pub(crate) fn set_end(this: &Range, node: &Node, offset: u32) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = toString)]
    pub(crate) fn text(this: &Range) -> js_sys::JsString;
    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    pub(crate) fn bounding_rect(this: &Range) -> web_sys::DomRect;

    #[wasm_bindgen(js_name = document, thread_local_v2)]
    static DOCUMENT: Document;
    #[wasm_bindgen(catch, js_name = getComputedStyle)]
    pub(crate) fn computed_style(element: &Element) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = getComputedStyle)]
    pub(crate) fn computed_style_of_pseudo(
        element: &Element,
        pseudo: &str,
    ) -> Result<web_sys::CssStyleDeclaration, JsValue>;
}

/// `Node.nodeType` of an element.
pub(crate) const ELEMENT: u16 = 1;
/// `Node.nodeType` of a text node.
pub(crate) const TEXT: u16 = 3;
/// `Node.nodeType` of a CDATA section: shown as text in XHTML.
pub(crate) const CDATA: u16 = 4;
/// `Node.nodeType` of a document.
pub(crate) const DOCUMENT_NODE: u16 = 9;
/// `Node.nodeType` of a document fragment; in a tree, a shadow root.
pub(crate) const FRAGMENT: u16 = 11;

/// The document that the script runs in.
pub(crate) fn document() -> Document {
    DOCUMENT.with(Document::clone)
}
