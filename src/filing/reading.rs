//! What a grammar read, on its way to becoming a [`Number`].

use std::ops::Range;

use super::spelling::Folded;
use super::{Found, Kind, Number, Problem, Service, Standing};

/// What a grammar read.
pub(super) struct Reading {
    /// The glyphs it was read from.
    pub(super) range: Range<usize>,
    /// What kind of number it is.
    pub(super) kind: Kind,
    /// The canonical sign.
    pub(super) sign: Option<char>,
    /// The digits, without the ordinal.
    pub(super) digits: String,
    /// The ordinal.
    pub(super) ordinal: Option<u32>,
    /// What the ordinal is for.
    pub(super) service: Option<Service>,
    /// The canonical form.
    pub(super) number: Option<String>,
    /// What is off.
    pub(super) problems: Vec<Problem>,
    /// The kind's own type accepts it.
    pub(super) valid: bool,
    /// Its sign is a joke.
    pub(super) parody: bool,
    /// It is another site's own number, copied.
    pub(super) copied: bool,
}

impl Reading {
    /// Looks up what is displayed, and judges whose it can be.
    pub(super) fn into_found(mut self, source: &str, text: &Folded) -> Found {
        let span = text.bytes(&self.range);
        if self.kind != Kind::OtherPermit {
            text.problems(&self.range, &mut self.problems);
        }
        self.problems.sort_unstable();
        self.problems.dedup();
        let fake = |problem: &Problem| {
            matches!(
                problem,
                Problem::Masked | Problem::PlaceholderDigits | Problem::DigitsMissing
            )
        };
        let standing = if self.parody {
            Standing::Parody
        } else if self.copied || self.problems.iter().any(fake) {
            Standing::Placeholder
        } else {
            Standing::Own
        };
        let raw = source
            .get(span.clone())
            .map_or_else(String::new, folded_white_space);
        Found {
            span,
            number: Number {
                kind: self.kind,
                raw,
                number: self.number,
                sign: self.sign.map(String::from),
                digits: self.digits,
                ordinal: self.ordinal,
                service: self.service,
                standing,
                problems: self.problems,
                valid: self.valid && !self.parody,
            },
        }
    }
}

/// Runs of white space as single spaces. Bounded, for white space in a number is without limit.
fn folded_white_space(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len().min(256));
    for word in raw.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Adds a problem when a condition holds.
pub(super) fn note(problems: &mut Vec<Problem>, condition: bool, problem: Problem) {
    if condition {
        problems.push(problem);
    }
}

/// Whether a blank or line break stands in a range of glyphs.
pub(super) fn has_blank(text: &Folded, range: Range<usize>) -> bool {
    range
        .into_iter()
        .any(|place| matches!(text.at(place), ' ' | '\n'))
}
