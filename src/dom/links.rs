//! Links, and elements that a script makes links.

use super::candidates::is_telling;
use super::capture::Capture;
use super::geometry::ClientRect;
use super::level::Level;
use super::scan::{Scope, place};
use super::selector;
use super::web::Element;
use beian_lens_core::snapshot::Link;

/// The properties that a link is made of. An SVG link has its address as `{baseVal}`.
pub(crate) const LINK: [&str; 3] = ["href", "baseVal", "target"];

impl Capture {
    /// Adds the link that an element is. Returns its index.
    pub(crate) fn link(
        &mut self,
        scope: &Scope,
        element: &Element,
        name: &str,
        level: &Level,
        order: usize,
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
        if let Some((_, link)) = self.known_links.iter().find(|(known, _)| known == element) {
            return Some(*link); // it was entered before, by another window
        }
        let facts = self.keys.link.read(element);
        let url = match facts.text("href") {
            "" => facts.base_value("href"),
            href => href,
        };
        let text = element
            .text_content()
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
            text: bounded(&self.fold(&text).folded, 300),
            new_tab: opens_new_tab(scope, facts.text("target")),
            on_click: on_click.map(|code| bounded(&code, 300)),
            order,
            place: place(&level.own, rect),
            surface: level.own.surface,
            visibility: level.judge(&level.own, rect, 1.0),
            selector: if is_telling(&text) || is_filing(url) {
                selector::of(scope, element)
            } else {
                None
            },
            frame: scope.frame,
        };
        self.snapshot.links.push(link);
        let index = self.snapshot.links.len() - 1;
        self.known_links.push((element.clone(), index));
        Some(index)
    }
}

/// Does a link with this `target` leave the tab as it is. Without one the document's `<base>` decides.
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
        .filter_map(|index| bases.at(index)?.attribute("target"))
        .next()
        .is_some_and(|target| is_other(&target))
}

/// An address that a finding may be about.
fn is_filing(url: &str) -> bool {
    ["gov", "beian", "miit", "icp"]
        .iter()
        .any(|word| url.contains(word))
}

/// At most so many characters of a text.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
