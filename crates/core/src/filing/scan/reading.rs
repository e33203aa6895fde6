//! What a grammar read, on its way to becoming a [`Number`].

use std::ops::Range;

use super::spelling::{Folded, has_no_width};
use crate::filing::number::{Found, Kind, Number, Problem, Service, Standing};

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
            text.problems(
                &self.range,
                self.kind == Kind::PublicSecurity,
                &mut self.problems,
            );
        }
        // A handful: a library sort would be kilobytes of code.
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

/// What a person sees of a text: runs of white space as single spaces, nothing without width.
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
