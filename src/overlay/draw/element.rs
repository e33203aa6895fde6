//! Makes our elements: always XHTML, also in SVG and XML documents, and never from markup.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Node};

use crate::overlay::page::document::Document;

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// An element with a class.
pub(in crate::overlay) fn element(
    document: &Document,
    tag: &str,
    class: &str,
) -> Result<HtmlElement, JsValue> {
    let element = document
        .create_element_ns(Some(XHTML), tag)?
        .unchecked_into::<HtmlElement>();
    if !class.is_empty() {
        element.set_attribute("class", class)?;
    }
    Ok(element)
}

/// An element with a class and a text, which may be the page's: it is never read as markup.
pub(in crate::overlay) fn text(
    document: &Document,
    tag: &str,
    class: &str,
    text: &str,
) -> Result<HtmlElement, JsValue> {
    let element = element(document, tag, class)?;
    element.set_text_content(Some(text));
    Ok(element)
}

/// Puts children into a parent, in order.
pub(in crate::overlay) fn append(parent: &Node, children: &[&Node]) -> Result<(), JsValue> {
    for child in children {
        parent.append_child(child)?;
    }
    Ok(())
}
