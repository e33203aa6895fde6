//! Enters an element: makes the level inside it, with what its overflow does to what is in it.

use beian_lens_core::snapshot::Visibility;

use crate::dom::browser::bindings::Element;
use crate::dom::browser::facts::Facts;
use crate::dom::browser::properties::{Scroll, Style};
use crate::dom::browser::rect::{ClientRect, size};
use crate::dom::captured::Captured;
use crate::dom::place::plane::Plane;
use crate::dom::place::viewport::{content_origin, runs_backwards};
use crate::dom::place::within;
use crate::dom::scope::Scope;
use crate::dom::sight::level::Level;
use crate::dom::style::number::pixels;

/// The level inside an element, and the style it is made of.
pub(crate) fn enter(
    captured: &mut Captured,
    scope: &Scope,
    outer: &Level,
    element: &Element,
    name: &str,
) -> (Level, Facts<Style>) {
    let style = scope.reader.style(element);
    let mut known = None;
    let mut rect = || *known.get_or_insert_with(|| ClientRect::from(&element.bounding_rect()));
    let mut level = outer.inside(&style, &mut rect);
    within::add(&mut level.within, element, name, scope.reader);
    if style.text(Style::Position) == "sticky" {
        stick(scope, &mut level, &style, rect());
    }
    let (across, down) = (style.text(Style::OverflowX), style.text(Style::OverflowY));
    let is_viewport =
        matches!(name, "html" | "body" | "frameset") && is_viewport_box(scope, element, name);
    let has_overflow = !(across == "visible" && down == "visible" || across.is_empty());
    if has_overflow
        && !is_viewport
        && level.hidden.is_none()
        && style.text(Style::Display) != "inline"
    {
        overflow(captured, scope, outer, &mut level, element, &style, rect());
    }
    (level, style)
}

/// Whether the viewport has taken this box's overflow.
fn is_viewport_box(scope: &Scope, element: &Element, name: &str) -> bool {
    if name != "body" {
        return scope.document.root().as_ref() == Some(element);
    }
    scope.document.root().is_some_and(|root| {
        let style = scope.reader.style(&root);
        style.text(Style::OverflowX) == "visible" && style.text(Style::OverflowY) == "visible"
    })
}

/// A sticky box that is stuck to the viewport now.
fn stick(scope: &Scope, level: &mut Level, style: &Facts<Style>, rect: ClientRect) {
    let stuck = |edge: &str, gap: f64| edge != "auto" && (gap - pixels(edge)).abs() < 1.0;
    let page = level.own.surface == scope.level.own.surface;
    if page
        && (stuck(
            style.text(Style::Bottom),
            scope.viewport.bottom - rect.bottom,
        ) || stuck(style.text(Style::Top), rect.top))
    {
        let fixed = scope.level.fixed;
        (level.own, level.flow, level.absolute) = (fixed, fixed, fixed);
    }
}

/// Cuts what flows over, or makes a surface of what can be scrolled.
fn overflow(
    captured: &mut Captured,
    scope: &Scope,
    outer: &Level,
    level: &mut Level,
    element: &Element,
    style: &Facts<Style>,
    rect: ClientRect,
) {
    let (across, down) = (
        scrolls(style.text(Style::OverflowX)),
        scrolls(style.text(Style::OverflowY)),
    );
    let scroll = if across || down {
        scope.reader.scroll(element)
    } else {
        Facts::default()
    };
    let overflows = |whole, part| scroll.number(whole) > scroll.number(part) + 1.0;
    let across = across && overflows(Scroll::ScrollWidth, Scroll::ClientWidth);
    let down = down && overflows(Scroll::ScrollHeight, Scroll::ClientHeight);
    if !(across || down) {
        level.flow.clip = level.flow.clip.intersect(&rect);
    } else {
        let window = ClientRect::new(
            rect.left + scroll.number(Scroll::ClientLeft),
            rect.top + scroll.number(Scroll::ClientTop),
            scroll.number(Scroll::ClientWidth),
            scroll.number(Scroll::ClientHeight),
        );
        let seen = outer.judge(&level.own, window, 8.0);
        if seen != Visibility::Shown {
            level.hidden = level.hidden.or(Some(seen));
        }
        let origin = content_origin(
            (window.left, window.top),
            &scroll,
            runs_backwards(scope.reader, element),
        );
        let content = (
            scroll.number(Scroll::ScrollWidth),
            scroll.number(Scroll::ScrollHeight),
        );
        let surface = captured.scroller(element, &level.own, window, size(content.0, content.1));
        let mut reach = window;
        let mut clip = window;
        if across {
            (reach.left, reach.right) = (origin.0, origin.0 + content.0);
            (clip.left, clip.right) = (f64::NEG_INFINITY, f64::INFINITY);
        }
        if down {
            (reach.top, reach.bottom) = (origin.1, origin.1 + content.1);
            (clip.top, clip.bottom) = (f64::NEG_INFINITY, f64::INFINITY);
        }
        level.flow = Plane {
            surface,
            origin,
            clip,
            reach,
            pinned: false,
        };
    }
    if level.holds_absolute {
        level.absolute = level.flow;
    }
    if level.holds_fixed {
        level.fixed = level.flow;
    }
}

fn scrolls(overflow: &str) -> bool {
    matches!(overflow, "auto" | "scroll" | "overlay")
}
