//! Texts.

use super::candidates::is_telling;
use super::capture::Capture;
use super::geometry::ClientRect;
use super::level::Level;
use super::scan::{Scope, place};
use super::selector;
use super::web::{Element, Node, Range};
use beian_lens_core::snapshot::{Gap, TextRun, UnreadKind, Visibility};

/// The longest text of a run, in characters.
const LONGEST: usize = 2_000;
/// How much of a very long text is read before and after what may be a mark, in UTF-16 units.
const AROUND: u32 = 600;
/// A longer text is not read whole, in UTF-16 units.
const LONG: u32 = 1_800;
/// Excerpts of one very long text, from its start and from its end.
const EXCERPTS_FROM_START: usize = 10;
const EXCERPTS_FROM_END: usize = 40;
/// Of a text that is partly cut off, so many marks are measured, over about the length of a number in UTF-16 units.
const MARKS_MEASURED: usize = 12;
const MARK_LENGTH: u32 = 14;
/// Digits of the shortest number.
const LEAST_DIGITS: usize = 8;
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

/// A part of a text node.
pub(crate) struct Excerpt {
    pub(crate) text: Folded,
    /// Its UTF-16 offsets; `None` when it is the whole text.
    pub(crate) part: Option<(u32, u32)>,
    /// The part before it was left out.
    pub(crate) torn: bool,
}

impl Excerpt {
    /// All of a text.
    pub(crate) fn whole(text: Folded) -> Excerpt {
        Excerpt {
            text,
            part: None,
            torn: false,
        }
    }
}

impl Capture {
    /// The text of a text node; of a very long one the parts around whatever may be a mark, and its end.
    pub(crate) fn excerpts(&mut self, node: &Node) -> Vec<Excerpt> {
        let Some(text) = node.text_content() else {
            return Vec::new();
        };
        let length = text.length();
        if length <= LONG {
            return vec![Excerpt::whole(self.fold(&String::from(text)))];
        }
        let mut parts: Vec<(u32, u32)> = Vec::new();
        let offsets = self.finder.offsets(&text);
        for at in offsets.into_iter().chain([length]) {
            let (start, end) = (at.saturating_sub(AROUND), (at + AROUND).min(length));
            match parts.last_mut() {
                Some((from, to)) if start <= *to => {
                    // What is longer than a run goes on in the next one, with nothing between them.
                    if end - *from > LONG {
                        let next = (*to, end);
                        parts.push(next);
                    } else {
                        *to = end;
                    }
                }
                _ => parts.push((start, end)),
            }
        }
        parts.retain(|(from, to)| from < to);
        let most = EXCERPTS_FROM_START + EXCERPTS_FROM_END;
        if parts.len() > most {
            let more = parts.len() - most;
            parts.drain(EXCERPTS_FROM_START..EXCERPTS_FROM_START + more);
            self.count_unread(UnreadKind::Candidate, more);
        }
        let mut before = 0;
        parts
            .into_iter()
            .map(|(from, to)| Excerpt {
                text: self.fold(&String::from(text.substring(from, to))),
                part: Some((from, to)),
                torn: std::mem::replace(&mut before, to) != from,
            })
            .collect()
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
        excerpt: &Excerpt,
        gap: Gap,
    ) {
        let (text, part) = (&excerpt.text, excerpt.part);
        let rect = match node {
            Some(node) if select(&scope.range, node, part).is_ok() => {
                ClientRect::from(&scope.range.bounding_rect())
            }
            Some(_) => ClientRect::ZERO,
            None => ClientRect::from(&element.bounding_rect()),
        };
        let telling = is_telling(&text.folded);
        let contrast = self
            .ground_under(scope, level, element, rect)
            .and_then(|ground| level.contrast_on(ground));
        let mut visibility = self.text_visibility(level, element, node, rect);
        if visibility == Visibility::Shown
            && telling
            && let Some(node) = node
        {
            visibility = self.mark_visibility(scope, level, node, part, rect);
        }
        if visibility == Visibility::Shown && contrast.is_some_and(|contrast| contrast < 1.5) {
            visibility = Visibility::SameColour;
        }
        if visibility == Visibility::Shown
            && telling
            && self.is_covered(scope, level, element, rect, self.may_be_mark(&text.folded))
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

    /// Whether a text holds a mark or the digits of one: fewer texts than are telling.
    fn may_be_mark(&self, text: &str) -> bool {
        text.chars().filter(char::is_ascii_digit).count() >= LEAST_DIGITS
            || !self.finder.offsets(&text.into()).is_empty()
    }

    /// Of a text that is cut off somewhere, whether that is where a mark is.
    fn mark_visibility(
        &self,
        scope: &Scope,
        level: &Level,
        node: &Node,
        part: Option<(u32, u32)>,
        rect: ClientRect,
    ) -> Visibility {
        let left = rect
            .intersect(&level.flow.clip)
            .intersect(&level.flow.reach);
        if left.width() + 2.0 >= rect.width() && left.height() + 2.0 >= rect.height() {
            return Visibility::Shown;
        }
        let text = node.text_content().unwrap_or_else(|| "".into());
        let (from, to) = part.unwrap_or((0, text.length()));
        let marks = self.finder.offsets(&text.substring(from, to));
        for at in marks.into_iter().take(MARKS_MEASURED) {
            let mark = (from + at, (from + at + MARK_LENGTH).min(to));
            if select(&scope.range, node, Some(mark)).is_ok() {
                let rect = ClientRect::from(&scope.range.bounding_rect());
                let seen = level.judge(&level.flow, rect, SMALLEST);
                if seen != Visibility::Shown {
                    return seen;
                }
            }
        }
        Visibility::Shown
    }

    fn text_visibility(
        &self,
        level: &Level,
        element: &Element,
        node: Option<&Node>,
        rect: ClientRect,
    ) -> Visibility {
        if level.hidden.is_none()
            && (rect == ClientRect::ZERO || !self.is_rendered(level, element, node.is_some()))
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
    fn measured_gap(&self, gap: Gap, place: beian_lens_core::snapshot::Rect, level: &Level) -> Gap {
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

/// Selects a text node, or a part of it.
fn select(
    range: &Range,
    node: &Node,
    part: Option<(u32, u32)>,
) -> Result<(), wasm_bindgen::JsValue> {
    let Some((from, to)) = part else {
        return range.select_contents(node);
    };
    range.set_start(node, from)?;
    range.set_end(node, to)
}
