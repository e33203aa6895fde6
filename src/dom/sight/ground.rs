//! Tells what a text is painted on.

use crate::dom::browser::bindings::Element;
use crate::dom::browser::flat_tree::shadow_root;
use crate::dom::browser::properties::Style;
use crate::dom::browser::rect::ClientRect;
use crate::dom::scope::Scope;
use crate::dom::sight::level::{Ground, Level};
use crate::dom::style::colour::Colour;

/// The colour that a text is painted on; `None` when it is a picture or a gradient, or when there are no looks left to
/// find out. The hit test tells what a positioned box in the viewport lies on; elsewhere its ancestors have to do.
pub(crate) fn ground_under(
    scope: &Scope,
    level: &Level,
    element: &Element,
    rect: ClientRect,
) -> Option<Colour> {
    let assumed = match level.ground {
        Ground::Colour(colour) => return Some(colour),
        Ground::Assumed(colour) => colour,
        Ground::Unknown => return None,
    };
    let seen = rect.intersect(&scope.viewport);
    if seen.is_empty() {
        return Some(assumed);
    }
    if !scope.reader.looks.covers.is_open() {
        return None;
    }
    let (x, y) = (
        (seen.left + seen.right) / 2.0,
        (seen.top + seen.bottom) / 2.0,
    );
    let Some(hits) = scope.reader.hits(&scope.document, x, y) else {
        return Some(assumed);
    };
    let own = in_document(scope, element);
    let mut layers = Vec::new();
    for hit in hits.into_iter().skip_while(|hit| *hit != own) {
        let style = scope.reader.style(&hit);
        if style.text(Style::BackgroundImage).contains('(')
            || matches!(
                hit.local_name().as_str(),
                "img" | "video" | "canvas" | "svg" | "iframe"
            )
        {
            return None;
        }
        let colour = Colour::parse(style.text(Style::BackgroundColor))?;
        layers.push(colour);
        if colour.alpha >= 1.0 {
            break;
        }
    }
    if layers.is_empty() {
        return Some(assumed); // it takes no part in hit tests
    }
    Some(
        layers
            .into_iter()
            .rev()
            .fold(scope.canvas, |ground, layer| layer.over(ground)),
    )
}

/// The element itself, or the outermost shadow host that it is in: what a hit test of the document gives.
pub(crate) fn in_document(scope: &Scope, element: &Element) -> Element {
    let mut current = element.clone();
    for _ in 0..20 {
        if scope.document.contains(&current) {
            break;
        }
        match shadow_root(&current.root_node()) {
            Some(root) => current = root.host(),
            None => break,
        }
    }
    current
}
