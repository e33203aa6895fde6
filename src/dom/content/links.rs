//! Reads links, and elements that a script makes links.

use beian_lens_core::snapshot::Link;

use crate::dom::browser::bindings::Element;
use crate::dom::browser::properties::Link as Property;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::Captured;
use crate::dom::scope::Scope;
use crate::dom::sight::level::Level;
use crate::dom::text::candidates::is_telling;
use crate::dom::text::fold::{bounded, fold};

/// Adds the link that an element is. Returns its index.
pub(crate) fn read_link(
    captured: &mut Captured,
    scope: &Scope,
    element: &Element,
    name: &str,
    level: &Level,
) -> Option<usize> {
    let on_click = element.attribute("onclick");
    let is_anchor = matches!(name, "a" | "area");
    let href = is_anchor
        .then(|| {
            element
                .attribute("href")
                .or_else(|| element.attribute("xlink:href"))
        })
        .flatten();
    if href.is_none() && on_click.is_none() || matches!(name, "html" | "body") {
        return None;
    }
    if let Some(link) = captured.known_link(element) {
        return Some(link); // it was entered before, by another window
    }
    let facts = scope.reader.link(element);
    let url = match facts.text(Property::Href) {
        "" => facts.base_value(Property::Href),
        href => href,
    };
    let text = scope
        .reader
        .text(element)
        .map(|text| String::from(text.substring(0, 2_000)))
        .unwrap_or_default();
    let rect = ClientRect::from(&element.bounding_rect());
    let link = Link {
        url: if href.is_some() {
            bounded(url, 2_000)
        } else {
            String::new()
        },
        href: href.map(|href| bounded(&href, 2_000)),
        text: bounded(&fold(&text).text, 300),
        new_tab: opens_new_tab(scope, facts.text(Property::Target)),
        on_click: on_click.map(|code| bounded(&code, 300)),
        order: captured.order(),
        place: level.own.place(rect),
        surface: level.own.surface,
        visibility: level.judge(&level.own, rect, 1.0),
        selector: if is_telling(&text) || is_filing(url) {
            scope.selectors.of(scope.reader, element)
        } else {
            None
        },
        frame: scope.frame,
    };
    Some(captured.add_link(element, link))
}

/// Whether a link with this `target` leaves the tab as it is. Without one the document's `<base>` decides.
fn opens_new_tab(scope: &Scope, target: &str) -> bool {
    let is_other = |target: &str| {
        !["", "_self", "_parent", "_top"]
            .iter()
            .any(|same| target.eq_ignore_ascii_case(same))
    };
    if !target.is_empty() {
        return is_other(target);
    }
    let bases = scope.document.by_tag("base");
    // One base may name the address and another the target; more are the page's mistake.
    (0..2)
        .find_map(|index| bases.at(index)?.attribute("target"))
        .is_some_and(|target| is_other(&target))
}

/// Whether a finding may be about an address.
fn is_filing(url: &str) -> bool {
    ["gov", "beian", "miit", "icp"]
        .iter()
        .any(|word| url.contains(word))
}
