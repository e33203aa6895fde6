//! Joins runs into passages: the text as it is read, with the run that each part came from.

use crate::filing;
use crate::snapshot::{Gap, PageSnapshot, TextRun, Visibility};

/// The text of neighbouring runs.
struct Passage {
    text: String,
    /// Where the text of each run starts, and the index of the run; in order.
    pieces: Vec<(usize, usize)>,
}

/// A number and the runs that it was seen in.
pub(super) struct Sighting {
    pub(super) number: filing::Number,
    /// Every run that holds a part of it, in order, never empty.
    pub(super) runs: Vec<usize>,
    /// Those of them that hold digits; all of them when there are no digits.
    pub(super) digit_runs: Vec<usize>,
    /// Whether a user can see it.
    pub(super) shown: bool,
    /// The text right before it, at most [`LEAD_CHARACTERS`] characters of the same passage.
    pub(super) lead: String,
}

impl Sighting {
    pub(super) fn first_run(&self) -> usize {
        self.runs.first().copied().unwrap_or_default()
    }

    pub(super) fn last_run(&self) -> usize {
        self.runs.last().copied().unwrap_or_default()
    }
}

/// Maximum length of the text before a number: enough for "例如：" or similar plus a label.
const LEAD_CHARACTERS: usize = 12;

/// Finds every number on the page, in document order.
///
/// Visible text is read first, as if the rest did not exist, so that a hidden decoy cannot separate the parts of a
/// number. Hidden text is then read on its own: a number that exists only there is a separate finding.
pub(super) fn numbers(page: &PageSnapshot) -> Vec<Sighting> {
    let mut hidden = sightings(page, false).into_iter().peekable();
    let mut merged = Vec::new();
    for seen in sightings(page, true) {
        while let Some(earlier) = hidden.next_if(|hidden| hidden.first_run() < seen.first_run()) {
            merged.push(earlier);
        }
        merged.push(seen);
    }
    merged.extend(hidden);
    merged
}

/// The numbers in visible text, or in hidden text, in document order.
fn sightings(page: &PageSnapshot, shown: bool) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for passage in passages(page, shown) {
        for found in filing::find_in(&passage.text) {
            let (runs, digit_runs) = passage.runs_of(&found.span);
            if runs.is_empty() {
                continue;
            }
            let before = passage.text.get(..found.span.start).unwrap_or_default();
            let lead = before.char_indices().rev().take(LEAD_CHARACTERS).last();
            let lead = lead
                .and_then(|(at, _)| before.get(at..))
                .unwrap_or_default()
                .into();
            sightings.push(Sighting {
                number: found.number,
                runs,
                digit_runs,
                shown,
                lead,
            });
        }
    }
    sightings
}

/// The passages of all visible runs, or of all hidden ones.
fn passages(page: &PageSnapshot, shown: bool) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut skipped = Gap::None;
    let mut previous: Option<&TextRun> = None;
    for (index, run) in page.runs.iter().enumerate() {
        if (run.visibility == Visibility::Shown) != shown {
            // Visible text between two hidden runs separates them; hidden text between two visible runs does not.
            skipped = wider(skipped, if shown { run.gap } else { Gap::Break });
            continue;
        }
        let mut gap = wider(run.gap, skipped);
        skipped = Gap::None;
        if previous
            .is_none_or(|previous| previous.frame != run.frame || previous.surface != run.surface)
        {
            gap = Gap::Break;
        }
        if gap == Gap::None && previous.is_some_and(|previous| parts_digits(previous, run)) {
            gap = Gap::Space;
        }
        previous = Some(run);
        match passages.last_mut() {
            Some(passage) if gap != Gap::Break => passage.push(gap, index, &run.text),
            _ => {
                let mut passage = Passage {
                    text: String::new(),
                    pieces: Vec::new(),
                };
                passage.push(Gap::None, index, &run.text);
                passages.push(passage);
            }
        }
    }
    passages
}

/// Whether digits that touch are in different links and so belong to different things (`…号-1` and `360安全网址`).
fn parts_digits(before: &TextRun, after: &TextRun) -> bool {
    before.link != after.link
        && before.text.ends_with(|last: char| last.is_ascii_digit())
        && after.text.starts_with(|first: char| first.is_ascii_digit())
}

/// The gap that separates two texts more.
fn wider(a: Gap, b: Gap) -> Gap {
    fn rank(gap: Gap) -> u8 {
        match gap {
            Gap::None => 0,
            Gap::Space => 1,
            Gap::Line => 2,
            Gap::Break => 3,
        }
    }
    if rank(a) >= rank(b) { a } else { b }
}

impl Passage {
    fn push(&mut self, gap: Gap, run: usize, text: &str) {
        match gap {
            Gap::None | Gap::Break => {}
            Gap::Space => self.text.push(' '),
            Gap::Line => self.text.push('\n'),
        }
        self.pieces.push((self.text.len(), run));
        self.text.push_str(text);
    }

    /// The runs under a span of the text, and those of them that contribute digits.
    fn runs_of(&self, span: &std::ops::Range<usize>) -> (Vec<usize>, Vec<usize>) {
        let first = self
            .pieces
            .partition_point(|(start, _)| *start <= span.start)
            .saturating_sub(1);
        let mut runs = Vec::new();
        let mut digit_runs = Vec::new();
        for (at, (start, run)) in self.pieces.iter().enumerate().skip(first) {
            if *start >= span.end {
                break;
            }
            let end = self
                .pieces
                .get(at + 1)
                .map_or(self.text.len(), |(next, _)| *next);
            let part = self
                .text
                .get((*start).max(span.start)..end.min(span.end))
                .unwrap_or_default();
            if part.trim().is_empty() {
                continue;
            }
            runs.push(*run);
            if part
                .chars()
                .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
            {
                digit_runs.push(*run);
            }
        }
        if digit_runs.is_empty() {
            digit_runs.clone_from(&runs);
        }
        (runs, digit_runs)
    }
}
