//! Draws what is missing on the page itself, where it belongs, and plainly not as part of the page.

use wasm_bindgen::JsValue;
use web_sys::{DomRect, HtmlElement, Window};

use super::footer::FooterLine;
use crate::overlay::card::dock::CARD;
use crate::overlay::draw::css::{pixels, set};
use crate::overlay::draw::element::append;
use crate::overlay::page::content::{computed, find, generic_family};
use crate::overlay::page::document::Document;
use crate::overlay::page::geometry::{Area, content_width, inner_height};
use crate::overlay::painter::Painter;
use beian_lens_core::view::{Ghost, OverlayView, Tone};

/// The space between the last footer line and the ghosts, and between a mark and the ghost beside it, in CSS pixels.
const GAP: f64 = 8.0;
/// The space at the sides of the window, in CSS pixels.
const MARGIN: f64 = 16.0;

/// Minimum width of the ghosts, in CSS pixels: in a narrower box their lines would break.
const NARROWEST: f64 = 400.0;

/// The drawn ghosts.
pub(super) struct Ghosts {
    /// The lines below the footer; `None` when all ghosts stand beside a mark.
    lines: Option<HtmlElement>,
    /// Ghosts beside a mark, with the mark's selector.
    beside: Vec<(String, HtmlElement)>,
}

impl Ghosts {
    /// Draws the ghosts into the layer.
    pub(super) fn paint(
        painter: &Painter<'_>,
        layer: &HtmlElement,
        view: &OverlayView,
    ) -> Result<Self, JsValue> {
        let mut lines = None;
        let mut beside = Vec::new();
        for ghost in &view.ghosts {
            if let Some(selector) = &ghost.beside {
                let drawn = at_mark(painter, ghost)?;
                layer.append_child(&drawn)?;
                beside.push((selector.clone(), drawn));
                continue;
            }
            let block = match &lines {
                Some(block) => block,
                None => {
                    let block = painter.element("div", "ghosts")?;
                    block.append_child(
                        &label(painter, &painter.catalogue.plain("ghost_title"))?.into(),
                    )?;
                    layer.append_child(&block)?;
                    lines.insert(block)
                }
            };
            block.append_child(&line(painter, ghost)?.into())?;
        }
        Ok(Self { lines, beside })
    }

    /// Puts every ghost in its place. `origin` is where the layer's own origin stands in the window; `taken` is where
    /// marks and labels are, on which no ghost may lie.
    pub(super) fn place(
        &self,
        window: &Window,
        document: &Document,
        footer: &FooterLine,
        origin: (f64, f64),
        taken: &mut Vec<Area>,
    ) {
        for (selector, ghost) in &self.beside {
            let mark = find(document, selector);
            set(
                &ghost.style(),
                "display",
                if mark.is_some() { "flex" } else { "none" },
            );
            if let Some(mark) = mark {
                place_at_mark(ghost, &mark, origin, taken);
            }
        }
        if let Some(block) = &self.lines {
            place_lines(block, window, document, footer, origin, taken);
        }
    }

    /// The drawn boxes, top to bottom.
    pub(super) fn boxes(&self) -> impl Iterator<Item = &HtmlElement> {
        self.lines
            .iter()
            .chain(self.beside.iter().map(|(_, ghost)| ghost))
    }
}

/// Left of the mark, where sites have the badge, else below it.
fn place_at_mark(ghost: &HtmlElement, mark: &DomRect, origin: (f64, f64), taken: &mut Vec<Area>) {
    let drawn = ghost.get_bounding_client_rect();
    let (width, height) = (drawn.width(), drawn.height());
    let at = |left: f64, top: f64| Area {
        left,
        right: left + width,
        top,
        bottom: top + height,
    };
    let beside = at(
        mark.left() - width - GAP,
        mark.top() + (mark.height() - height) / 2.0,
    );
    let is_badge = ghost.class_list().contains("badge-ghost");
    let is_free = beside.left >= 0.0 && !taken.iter().any(|other| other.overlaps(&beside));
    let (place, direction) = if is_badge && is_free {
        (beside, "row-reverse")
    } else {
        (below(at(mark.left(), mark.bottom() + GAP), taken), "row")
    };
    let style = ghost.style();
    set(&style, "flex-direction", direction);
    set(&style, "left", &pixels(place.left - origin.0));
    set(&style, "top", &pixels(place.top - origin.1));
    taken.push(place);
}

/// The place, or as far below it as it takes to lie on nothing.
fn below(mut place: Area, taken: &[Area]) -> Area {
    // Each step leaves at least one of them behind for good.
    for _ in taken {
        let Some(other) = taken.iter().find(|other| other.overlaps(&place)) else {
            break;
        };
        let down = other.bottom + GAP / 2.0 - place.top;
        place.top += down;
        place.bottom += down;
    }
    place
}

fn place_lines(
    block: &HtmlElement,
    window: &Window,
    document: &Document,
    footer: &FooterLine,
    origin: (f64, f64),
    taken: &[Area],
) {
    let width = content_width(document);
    let height = inner_height(window);
    let style = block.style();
    // Narrow enough to leave the card its place, where the window is wide enough for both.
    let beside_cards = width - 2.0 * (CARD + 2.0 * MARGIN);
    let widest = if beside_cards >= NARROWEST {
        beside_cards
    } else {
        width - 2.0 * MARGIN
    };
    set(&style, "max-width", &pixels(widest));
    let Some((line, end)) = footer.line().zip(footer.place()) else {
        return;
    };
    if let Some(size) = computed(window, line, "font-size") {
        set(&style, "--page-size", &size);
    }
    let family = generic_family(window, line);
    set(&style, "--page-family", family);
    let drawn = block.get_bounding_client_rect();
    let half = drawn.width() / 2.0;
    let centre = if end.width >= drawn.width() {
        end.centre
    } else {
        end.centre
            .clamp(half.min(width / 2.0), (width - half).max(width / 2.0))
    };
    let left = centre - half;
    let right = left + drawn.width();
    let mut top = end.bottom + GAP;
    top = below(
        Area {
            left,
            right,
            top,
            bottom: top + drawn.height(),
        },
        taken,
    )
    .top;
    // A page that cannot be scrolled has no room below its last line: there the ghosts lie over the lower edge.
    if !scrolls(window, document) {
        top = top.min(height - drawn.height() - GAP);
    }
    set(&style, "left", &pixels(left - origin.0));
    set(&style, "top", &pixels(top - origin.1));
}

/// Whether a person can scroll the page itself.
fn scrolls(window: &Window, document: &Document) -> bool {
    [document.document_element(), document.body()]
        .iter()
        .flatten()
        .all(|element| {
            !matches!(
                computed(window, element, "overflow-y").as_deref(),
                Some("hidden" | "clip")
            )
        })
}

/// A badge or a link that its mark lacks.
fn at_mark(painter: &Painter<'_>, ghost: &Ghost) -> Result<HtmlElement, JsValue> {
    let (class, drawn) = if ghost.with_badge {
        ("beside badge-ghost", painter.element("span", "badge")?)
    } else {
        ("beside", painter.text("span", "sample", &ghost.sample)?)
    };
    let holder = painter.element("div", class)?;
    holder.set_attribute("data-element", &ghost.element)?;
    append(
        &holder,
        &[
            &drawn,
            label(painter, &painter.catalogue.text(&ghost.hint))?.as_ref(),
        ],
    )?;
    Ok(holder)
}

fn line(painter: &Painter<'_>, ghost: &Ghost) -> Result<HtmlElement, JsValue> {
    let row = painter.element("div", "ghost")?;
    row.set_attribute("data-element", &ghost.element)?;
    let sample = painter.element("span", "sample")?;
    if ghost.with_badge {
        sample.append_child(&painter.element("span", "badge")?.into())?;
    }
    // The sample is statutory Chinese in every language.
    let number = painter.text("span", "", &ghost.sample)?;
    number.set_lang("zh-CN");
    sample.append_child(&number)?;
    append(
        &row,
        &[
            &sample,
            painter
                .text("span", "hint", &painter.catalogue.text(&ghost.hint))?
                .as_ref(),
        ],
    )?;
    Ok(row)
}

/// The chip that says that the drawing is ours.
fn label(painter: &Painter<'_>, words: &str) -> Result<HtmlElement, JsValue> {
    painter.chip("label", Tone::Missing, words)
}
