//! Decides whether something is in the page's footer as a user sees it.
//!
//! Position decides; markup is only a hint: a `<footer>` in the middle of an article is not the footer, while a last
//! line without any markup is. Without a layout (a page that was never drawn), only markup and order remain.

use crate::report::{Footer, Mark};
use crate::snapshot::{PageSnapshot, Rect, Surface, TextRun, Visibility, Within};

/// How certain it is that something is in the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Foot {
    /// It is elsewhere on the page.
    No,
    /// Its drawn position shows it.
    Drawn,
    /// Its drawn position and its markup show it.
    Marked,
}

/// What the markup around a text says about its position: the innermost hint wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// A footer.
    Footer,
    /// The top of the page or its navigation.
    Head,
    /// Written content: an article, a quotation, code.
    Writing,
    /// No hint.
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

/// Maximum height of a footer (CSS pixels) when only the position speaks for it.
const FOOT: i32 = 420;
/// Maximum height of a footer (CSS pixels) when the markup speaks for it too: site maps and friendly links may surround
/// the numbers.
const MARKED_FOOT: i32 = 1_600;
/// Maximum height of the top of a page, in hundredths of the page's height.
const HEAD_PERCENT: i32 = 25;
/// Maximum height (CSS pixels) of a page of a few lines, which has no top.
const LINES: i32 = 120;
/// Minimum height of a surface's window, in hundredths of the viewport, at which users take the surface for the page.
const DOMINANT_PERCENT: i32 = 50;
/// Maximum depth of nested surfaces that is followed; beyond it, nothing counts as the footer.
const DEPTH: usize = 8;

/// Whether a run is in the footer, and how certain that is.
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
        // A bar at the bottom of the viewport is a footer that stays in view.
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

/// Finds the bottom of the page, where filing numbers are or belong.
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

/// Index of the surface that users take for the page: an inner scroller that fills the window of a page that does not
/// scroll.
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

/// Whether a text without a hint is content: in a dialog, or in a `<main>` that is followed by a footer.
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

/// Whether something other than text is in the footer; `marked` is whether its markup says so.
#[must_use]
pub fn is_at_foot(page: &PageSnapshot, surface: usize, place: Rect, marked: bool) -> bool {
    is_low(
        page,
        surface,
        place,
        if marked { MARKED_FOOT } else { FOOT },
    )
}

/// Whether a place is in the last `height` pixels of what users take for the page.
fn is_low(page: &PageSnapshot, surface: usize, place: Rect, height: i32) -> bool {
    let (mut surface, mut place) = (surface, place);
    for _ in 0..DEPTH {
        let Some(ground) = page.surfaces.get(surface) else {
            return false;
        };
        if let Some(parent) = ground.parent
            && is_share_below(ground.window.height, page.viewport.height, DOMINANT_PERCENT)
        {
            // In a small window, the position of the window counts, not the position of the text inside it.
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

/// Whether `part` is less than `percent` hundredths of `whole`. In `i64`: a hundred times the height of a very long
/// page overflows `i32`.
fn is_share_below(part: i32, whole: i32, percent: i32) -> bool {
    i64::from(part) * 100 < i64::from(whole) * i64::from(percent)
}

/// Where the content of a surface ends: as measured, or at the lowest known item when it is shorter than its window.
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

/// Without a layout: whether no heading or other captured text follows after a break.
fn is_last_text(page: &PageSnapshot, index: usize) -> bool {
    page.runs
        .iter()
        .skip(index + 1)
        .all(|run| run.gap != crate::snapshot::Gap::Break)
}
