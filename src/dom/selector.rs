//! A CSS selector that leads back to an element: short, and unique in its document.

use std::cell::RefCell;
use std::iter::successors;

use super::scan::Scope;
use super::tree::element as as_element;
use super::web::{DOCUMENT_NODE, Element};

/// Ancestors that a selector may name; deeper elements have none.
const DEEPEST: usize = 64;
/// Siblings that are counted; an element after more of them has no selector.
const MOST_SIBLINGS: usize = 300;

/// The selector of the parent of the last element asked about: what is asked about next is often its sibling.
pub(crate) type LastParent = RefCell<Option<(Element, String)>>;

/// `None` in a shadow tree, in a frame, or where names do not allow one.
pub(crate) fn of(scope: &Scope, element: &Element) -> Option<String> {
    if !scope.top {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut current = element.clone();
    loop {
        if let Some(whole) = whole(scope, &current) {
            parts.push(whole);
            break;
        }
        if parts.len() >= DEEPEST {
            return None;
        }
        parts.push(step(&current)?);
        // The parent of a shadow tree's top elements is no element: no selector leads there.
        let parent = as_element(&current.parent()?)?.clone();
        if let Some((known, selector)) = &*scope.last_parent.borrow()
            && *known == parent
        {
            parts.push(selector.clone());
            break;
        }
        current = parent;
    }
    parts.reverse();
    if let Some((_, above)) = parts.split_last()
        && !above.is_empty()
        && let Some(parent) = element.parent()
    {
        *scope.last_parent.borrow_mut() = as_element(&parent)
            .cloned()
            .map(|parent| (parent, above.join(" > ")));
    }
    Some(parts.join(" > "))
}

/// A selector that needs nothing before it.
fn whole(scope: &Scope, element: &Element) -> Option<String> {
    if let Some(id) = element.attribute("id").filter(|id| is_plain(id)) {
        let selector = format!("#{id}");
        if scope
            .document
            .query_all(&selector)
            .is_ok_and(|found| found.length() == 1)
        {
            return Some(selector);
        }
    }
    let name = element.local_name();
    let is_only = matches!(name.as_str(), "html" | "body") || name == "footer" && scope.only_footer;
    if is_only {
        return Some(name);
    }
    element
        .parent()
        .is_some_and(|parent| parent.node_type() == DOCUMENT_NODE)
        .then(|| ":root".to_owned())
}

/// `a`, or `a:nth-of-type(2)` when there are several.
fn step(element: &Element) -> Option<String> {
    let name = element.local_name();
    if !is_plain(&name) {
        return None;
    }
    let same = |sibling: &Element| sibling.local_name() == name;
    let mut before = 0;
    let mut sibling = element.previous_element();
    for count in 0.. {
        let Some(current) = sibling else { break };
        if count >= MOST_SIBLINGS {
            return None;
        }
        before += u32::from(same(&current));
        sibling = current.previous_element();
    }
    let is_followed = || {
        successors(element.next_element(), Element::next_element)
            .take(MOST_SIBLINGS)
            .any(|next| same(&next))
    };
    if before == 0 && !is_followed() {
        return Some(name);
    }
    Some(format!("{name}:nth-of-type({})", before + 1))
}

/// Needs no escaping in a selector.
fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    name.len() <= 60
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}
