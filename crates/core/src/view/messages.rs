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
    key.push_str(&element.name().replace('-', "_"));
    Message {
        name: key,
        args: Vec::new(),
    }
}
