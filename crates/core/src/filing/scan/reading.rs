//! Turns what a grammar read into a [`Number`].

use std::ops::Range;

use super::spelling::{Folded, has_no_width};
use crate::filing::number::{Found, Kind, Number, Problem, Service, Standing};

/// What a grammar read.
pub(super) struct Reading {
    /// Range of glyphs that it was read from.
    pub(super) range: Range<usize>,
    /// What kind of number it is.
    pub(super) kind: Kind,
    /// The canonical sign.
    pub(super) sign: Option<char>,
    /// The digits, without the ordinal.
    pub(super) digits: String,
    /// The ordinal.
    pub(super) ordinal: Option<u32>,
    /// What the ordinal stands for.
    pub(super) service: Option<Service>,
    /// The canonical form.
    pub(super) number: Option<String>,
    /// What is wrong with it.
    pub(super) problems: Vec<Problem>,
    /// Whether the type of this kind accepts it.
    pub(super) valid: bool,
    /// Whether its sign is a parody.
    pub(super) parody: bool,
    /// Whether it is a copy of another site's number.
    pub(super) copied: bool,
}

impl Reading {
    /// Looks up the displayed text and judges whose number it can be.
    pub(super) fn into_found(mut self, source: &str, text: &Folded) -> Found {
        let span = text.bytes(&self.range);
        if self.kind != Kind::OtherPermit {
            text.problems(
                &self.range,
                self.kind == Kind::PublicSecurity,
                &mut self.problems,
            );
        }
        // There are only a few: a library sort would add kilobytes of code.
        let mut problems: Vec<Problem> = Vec::new();
        for problem in self.problems {
            if let Err(place) = problems.binary_search(&problem) {
                problems.insert(place, problem);
            }
        }
        let fake = |problem: &Problem| {
            matches!(
                problem,
                Problem::Masked | Problem::PlaceholderDigits | Problem::DigitsMissing
            )
        };
        let standing = if self.parody {
            Standing::Parody
        } else if self.copied || problems.iter().any(fake) {
            Standing::Placeholder
        } else {
            Standing::Own
        };
        let raw = source
            .get(span.clone())
            .map_or_else(String::new, as_displayed);
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
                problems,
                valid: self.valid && !self.parody,
            },
        }
    }
}

/// A text as displayed: runs of white space folded to one space, zero-width characters removed.
fn as_displayed(raw: &str) -> String {
    let mut displayed = String::with_capacity(raw.len().min(256));
    for glyph in raw.chars().filter(|glyph| !has_no_width(*glyph)) {
        let glyph = if glyph.is_whitespace() { ' ' } else { glyph };
        if glyph != ' ' || !displayed.ends_with(' ') {
            displayed.push(glyph);
        }
    }
    displayed
}
