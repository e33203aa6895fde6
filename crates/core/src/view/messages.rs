//! Builds messages from their keys.

use crate::report::{Element, Message};

pub(super) fn plain(name: &str) -> Message {
    Message {
        name: name.into(),
        args: Vec::new(),
    }
}

pub(super) fn with(name: &str, arg: String) -> Message {
    Message {
        name: name.into(),
        args: vec![arg],
    }
}

/// A message for an element, such as `row_icp_number`.
pub(super) fn keyed(prefix: &str, element: Element) -> Message {
    let mut key = String::from(prefix);
    key.push_str(&name(element).replace('-', "_"));
    Message {
        name: key,
        args: Vec::new(),
    }
}

/// The name of an element in kebab-case, as in the report.
pub(super) fn name(element: Element) -> &'static str {
    match element {
        Element::Host => "host",
        Element::IcpNumber => "icp-number",
        Element::IcpLink => "icp-link",
        Element::PublicSecurityNumber => "public-security-number",
        Element::PublicSecurityLink => "public-security-link",
        Element::PublicSecurityBadge => "public-security-badge",
        Element::Content => "content",
    }
}
