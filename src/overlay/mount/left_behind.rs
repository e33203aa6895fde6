//! Finds the overlay that an extension left in the page when it was reloaded.
//!
//! In Firefox nothing of it runs any more, and it would be read as part of the page. It is known by what is in its closed
//! root, and it is removed, never passed over: a page that builds the same has its own element removed, and hides nothing.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot, ShadowRootMode};

use crate::dom;
use crate::overlay::page::document::Document;

/// Where an overlay stands.
const PLACES: &str = ":is(:root, dialog, foreignObject) > div:empty";
/// What is in it.
const PARTS: [&str; 4] = [
    ":host > style",
    ":host > i#closed[popover]",
    ":host > div.layer",
    ":host > section.card",
];
/// Maximum number of elements to look into.
const MOST: u32 = 16;

/// Removes overlays that were left behind.
pub(super) fn remove_left_behind(document: &Document) {
    let Ok(hosts) = document.query_selector_all(PLACES) else {
        return;
    };
    // Ours is the last child of its parent.
    let first = hosts.length().saturating_sub(MOST);
    for host in (first..hosts.length()).filter_map(|index| hosts.item(index)) {
        let host: Element = host.unchecked_into();
        if dom::shadow_root_of(&host).is_some_and(|root| is_ours(&root)) {
            let wrapper = host.closest("foreignObject").ok().flatten();
            wrapper.unwrap_or(host).remove();
        }
    }
}

fn is_ours(root: &ShadowRoot) -> bool {
    root.mode() == ShadowRootMode::Closed
        && PARTS
            .iter()
            .all(|part| root.query_selector(part).is_ok_and(|found| found.is_some()))
}
