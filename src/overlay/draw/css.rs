//! Sets styles and classes of our own elements.

use web_sys::{CssStyleDeclaration, HtmlElement};

/// Sets a style of an element of ours. It fails on a property that does not exist, and these do.
pub(in crate::overlay) fn set(style: &CssStyleDeclaration, property: &str, value: &str) {
    drop(style.set_property(property, value));
}

/// A CSS length.
pub(in crate::overlay) fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// Sets an element's class unless it has it: writing it again would restart its animations.
pub(in crate::overlay) fn set_class(element: &HtmlElement, class: &str) {
    if element.class_name() != class {
        element.set_class_name(class);
    }
}
