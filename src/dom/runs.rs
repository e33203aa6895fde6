//! Texts.

use super::candidates::is_telling;
use super::capture::Capture;
use super::geometry::Rect;
use super::level::Level;
use super::scan::{Scope, place};
use super::selector;
use super::web::{Element, Node};
use crate::snapshot::{Gap, TextRun, Visibility};

/// The longest text of a run, in characters.
const LONGEST: usize = 2_000;
/// How much of a very long text is read before and after what may be a mark, in UTF-16 units.
const AROUND: u32 = 900;
/// Text smaller than this cannot be read by anyone, in pixels.
const SMALLEST: f64 = 3.0;

/// A text with its white space folded.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) folded: String,
    /// It begins with white space.
    pub(crate) blank_before: bool,
    /// It ends with white space.
    pub(crate) blank_after: bool,
}

impl Capture {
    /// The text of a text node; of a very long one the part around what may be a mark.
    pub(crate) fn text_of(&self, node: &Node) -> Folded {
        let Some(text) = node.text_content() else {
            return Folded::default();
        };
        let length = text.length();
        if length <= AROUND * 2 {
            return self.fold(&String::from(text));
        }
        let at = ["ICP", "公网安备", "备", "備"]
            .iter()
            .map(|needle| text.index_of(needle, 0))
            .find(|at| *at >= 0);
        let at = at.and_then(|at| u32::try_from(at).ok()).unwrap_or(length);
        let part = text.substring(
            at.saturating_sub(AROUND),
            at.saturating_add(AROUND).min(length),
        );
        self.fold(&String::from(part))
    }

    /// Folds white space to single spaces, and bounds the length.
    pub(crate) fn fold(&self, text: &str) -> Folded {
        let blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut folded = String::with_capacity(text.len().min(LONGEST * 3));
        for (index, word) in text
            .split(blank)
            .filter(|word| !word.is_empty())
            .enumerate()
        {
            if index > 0 {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        if let Some((end, _)) = folded.char_indices().nth(LONGEST) {
            folded.truncate(end);
        }
        Folded {
            blank_before: text.starts_with(blank),
            blank_after: text.ends_with(blank),
            folded,
        }
    }

    /// Adds a text of `element`: of the text node, or drawn by CSS when there is none.
    pub(crate) fn run(
        &mut self,
        scope: &Scope,
        level: &Level,
        element: &Element,
        node: Option<&Node>,
        text: &Folded,
        gap: Gap,
    ) {
        let rect = match node {
            Some(node) if scope.range.select_contents(node).is_ok() => {
                Rect::from(&scope.range.bounding_rect())
            }
            Some(_) => Rect::ZERO,
            None => Rect::from(&element.bounding_rect()),
        };
        let telling = is_telling(&text.folded);
        let contrast = self
            .ground_under(scope, level, element, rect)
            .and_then(|ground| level.contrast_on(ground));
        let mut visibility = self.text_visibility(level, element, node, rect);
        if visibility == Visibility::Shown && contrast.is_some_and(|contrast| contrast < 1.5) {
            visibility = Visibility::SameColour;
        }
        if visibility == Visibility::Shown
            && telling
            && self.is_covered(scope, level, element, rect)
        {
            visibility = Visibility::Covered;
        }
        let place = place(&level.flow, rect);
        let gap = self.measured_gap(gap, place, level);
        let run = TextRun {
            text: text.folded.clone(),
            gap,
            place,
            surface: level.flow.surface,
            pinned: level.flow.pinned,
            visibility,
            contrast: contrast.map(|contrast| (contrast * 10.0).floor().min(210.0) as u16),
            within: level.within.clone(),
            link: level.link,
            generated: node.is_none(),
            selector: if telling || text.folded.chars().count() <= 4 {
                selector::of(scope, element)
            } else {
                None
            },
            frame: scope.frame,
        };
        self.snapshot.runs.push(run);
    }

    fn text_visibility(
        &self,
        level: &Level,
        element: &Element,
        node: Option<&Node>,
        rect: Rect,
    ) -> Visibility {
        if level.hidden.is_none()
            && (rect == Rect::ZERO || !self.is_rendered(level, element, node.is_some()))
        {
            return Visibility::NotRendered;
        }
        let visibility = level.judge(&level.flow, rect, SMALLEST);
        if visibility == Visibility::Shown && level.font_size < SMALLEST {
            return Visibility::NoSize;
        }
        visibility
    }

    /// `display: contents` has no box of its own, and a closed `<details>` draws no text of its own.
    fn is_rendered(&self, level: &Level, element: &Element, is_node: bool) -> bool {
        if level.contents {
            return true;
        }
        element.is_rendered()
            && !(is_node
                && element.local_name() == "details"
                && element.attribute("open").is_none())
    }

    /// Boxes side by side (flex items, floats, cells) are on one line, whatever the markup says.
    fn measured_gap(&self, gap: Gap, place: crate::snapshot::Box, level: &Level) -> Gap {
        let Some(last) = self.snapshot.runs.last() else {
            return Gap::Break;
        };
        if gap != Gap::Line
            || last.surface != level.flow.surface
            || last.place.height == 0
            || place.height == 0
        {
            return gap;
        }
        let overlap = (last.place.y + last.place.height).min(place.y + place.height)
            - last.place.y.max(place.y);
        let same_line = overlap * 2 > last.place.height.min(place.height);
        let after = place.x + 1 >= last.place.x + last.place.width;
        if same_line && after { Gap::Space } else { gap }
    }
}
