//! Where on the page a thing stands: at the foot, as a person sees it, or not.
//!
//! Geometry decides and markup is a hint: a `<footer>` in the middle of an article is none, and the last plain line of
//! a page is one. Without a layout (a page that was never drawn) markup and order are all there is.

use crate::report::{Footer, Mark};
use crate::snapshot::{PageSnapshot, Rect, Surface, TextRun, Visibility, Within};

/// How surely a thing stands at the foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Foot {
    /// Elsewhere on the page.
    No,
    /// By where it is drawn.
    Drawn,
    /// By where it is drawn and by its markup.
    Marked,
}

/// What the markup around a text says about its place: the innermost hint wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A footer.
    Footer,
    /// The top of the page or its navigation.
    Head,
    /// Somebody's writing: an article, a quotation, code.
    Writing,
    /// None.
    Nothing,
}

/// The markup hint of a run.
pub(super) fn hint(run: &TextRun) -> Hint {
    run.within
        .iter()
        .rev()
        .find_map(|within| match within {
            Within::Footer => Some(Hint::Footer),
            Within::Article | Within::Code | Within::Quote => Some(Hint::Writing),
            Within::Header | Within::Nav => Some(Hint::Head),
            _ => None,
        })
        .unwrap_or(Hint::Nothing)
}

/// A foot is at most this high (CSS pixels) when nothing but geometry speaks for it.
const FOOT: i32 = 420;
/// And this high when the markup speaks for it too: site maps and friendly links stand above and below the numbers.
const MARKED_FOOT: i32 = 1_600;
/// What is drawn in the first part of a page (in hundredths of its height) is its head,
const HEAD_PERCENT: i32 = 25;
/// unless all of the page is no higher than this (CSS pixels): a few lines have no head.
const LINES: i32 = 120;
/// A surface whose window is at least this much of the viewport's height (in hundredths) is the page to a person.
const DOMINANT_PERCENT: i32 = 50;
/// Surfaces stand on one another; a page that nests them deeper than this is not read as a person would.
const DEPTH: usize = 8;

/// Where a run stands.
pub(super) fn of_run(page: &PageSnapshot, index: usize) -> Foot {
    let Some(run) = page.runs.get(index) else {
        return Foot::No;
    };
    let hint = hint(run);
    if hint == Hint::Nothing && is_content(page, index, run) {
        return Foot::No;
    }
    let at_foot = if run.place == Rect::default() {
        match hint {
            Hint::Footer => true,
            Hint::Head | Hint::Writing => false,
            Hint::Nothing => is_last_text(page, index),
        }
    } else if run.pinned {
        // A bar at the bottom of the viewport is a foot that follows the reader.
        let middle = run.place.middle();
        i64::from(middle) * 3 > i64::from(page.viewport.height) * 2
    } else {
        let height = match hint {
            Hint::Footer => MARKED_FOOT,
            Hint::Nothing => FOOT,
            Hint::Head | Hint::Writing => return Foot::No,
        };
        is_low(page, run.surface, run.place, height)
    };
    match (at_foot, hint) {
        (false, _) => Foot::No,
        (true, Hint::Footer) => Foot::Marked,
        (true, _) => Foot::Drawn,
    }
}

/// The bottom of the page: where filing numbers stand, or belong.
pub(super) fn find(page: &PageSnapshot, marks: &[Mark]) -> Option<Footer> {
    let of_mark = marks
        .iter()
        .rev()
        .filter(|mark| mark.shown && mark.footer)
        .find_map(|mark| mark.selector.clone());
    let of_text = || {
        let runs = page.runs.iter().enumerate().rev();
        runs.filter(|(_, run)| run.visibility == Visibility::Shown && run.frame.is_none())
            .filter_map(|(index, run)| Some((index, run.selector.as_ref()?)))
            .find(|(index, _)| of_run(page, *index) != Foot::No)
            .map(|(_, selector)| selector.clone())
    };
    let surface = whole(page);
    Some(Footer {
        bottom: end(page, surface, page.surfaces.get(surface)?),
        selector: of_mark.or_else(of_text),
    })
}

/// The surface that is the page to a person: an inner scroller that fills the window of a page that does not scroll.
fn whole(page: &PageSnapshot) -> usize {
    let scrolls = |surface: &Surface| surface.content.height > surface.window.height;
    let inner = page.surfaces.iter().position(|surface| {
        surface.parent == Some(0)
            && scrolls(surface)
            && !is_share_below(
                surface.window.height,
                page.viewport.height,
                DOMINANT_PERCENT,
            )
    });
    match page.surfaces.first() {
        Some(first) if !scrolls(first) => inner.unwrap_or_default(),
        _ => 0,
    }
}

/// Is a text without a hint of its own the page's content: in a dialog, or in a `<main>` that a footer comes after.
fn is_content(page: &PageSnapshot, index: usize, run: &TextRun) -> bool {
    let is_later_footer = |other: &TextRun| {
        other.surface == run.surface
            && other.visibility == Visibility::Shown
            && hint(other) == Hint::Footer
    };
    run.within.contains(&Within::Dialog)
        || run.within.contains(&Within::Main)
            && page.runs.iter().skip(index + 1).any(is_later_footer)
}

/// Is something that is no text at the foot: by where it is drawn, and by whether its markup says so.
#[must_use]
pub fn is_at_foot(page: &PageSnapshot, surface: usize, place: Rect, marked: bool) -> bool {
    is_low(
        page,
        surface,
        place,
        if marked { MARKED_FOOT } else { FOOT },
    )
}

/// Is this place in the last `height` pixels of what a person takes for the page.
fn is_low(page: &PageSnapshot, surface: usize, place: Rect, height: i32) -> bool {
    let (mut surface, mut place) = (surface, place);
    for _ in 0..DEPTH {
        let Some(ground) = page.surfaces.get(surface) else {
            return false;
        };
        if let Some(parent) = ground.parent
            && is_share_below(ground.window.height, page.viewport.height, DOMINANT_PERCENT)
        {
            // A small window: where it stands counts, not where the text stands in it.
            (surface, place) = (parent, ground.window);
            continue;
        }
        let end = end(page, surface, ground);
        let bottom = place.bottom();
        let middle = place.middle();
        let is_head = end > LINES && is_share_below(middle, end, HEAD_PERCENT);
        return end.saturating_sub(bottom) <= height && !is_head;
    }
    false
}

/// Is a length less than so many hundredths of another. A hundred times the height of a very long page is no `i32`.
fn is_share_below(part: i32, whole: i32, percent: i32) -> bool {
    i64::from(part) * 100 < i64::from(whole) * i64::from(percent)
}

/// Where a surface's content ends: what was measured, else the lowest thing known when it is shorter than its window.
fn end(page: &PageSnapshot, index: usize, surface: &Surface) -> i32 {
    if let Some(ink) = surface.last_ink {
        return ink;
    }
    let window = if surface.parent.is_some() {
        surface.window.height
    } else {
        page.viewport.height
    };
    if surface.content.height > window {
        return surface.content.height;
    }
    let runs = page
        .runs
        .iter()
        .filter(|run| run.surface == index && !run.pinned)
        .map(|run| run.place);
    let images = page
        .images
        .iter()
        .filter(|image| image.surface == index)
        .map(|image| image.place);
    runs.chain(images)
        .map(Rect::bottom)
        .max()
        .unwrap_or(surface.content.height)
}

/// Without a layout: does no heading, and nothing else that was captured, follow after a break.
fn is_last_text(page: &PageSnapshot, index: usize) -> bool {
    page.runs
        .iter()
        .skip(index + 1)
        .all(|run| run.gap != crate::snapshot::Gap::Break)
}
