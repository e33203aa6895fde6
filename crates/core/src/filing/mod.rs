//! Defines filing numbers: what they are, how they are written, and whose they can be. Imports no other room.

mod digits;
pub mod hosts;
mod icp;
mod licence;
pub mod province;
mod public_security;
mod scan;

use serde::{Deserialize, Serialize};

pub use icp::IcpFilingNumber;
pub use licence::{Issuer, LicenceNumber};
pub use public_security::PublicSecurityNumber;

/// A filing number found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// What kind of number it is.
    pub kind: Kind,
    /// As displayed, with each run of white space folded to one space.
    pub raw: String,
    /// The canonical form; `None` when the number has none.
    pub number: Option<String>,
    /// The province sign in its canonical form (京); `None` when the number carries none.
    pub sign: Option<String>,
    /// The digits without the ordinal; empty when they are masked.
    pub digits: String,
    /// The `-n` after the number.
    pub ordinal: Option<u32>,
    /// What the ordinal stands for; `None` for all kinds but ICP filings.
    pub service: Option<Service>,
    /// Whose number it is.
    pub standing: Standing,
    /// What is wrong with the number itself.
    pub problems: Vec<Problem>,
    /// Whether the number follows the grammar, spelling variants allowed. It never means "registered".
    pub valid: bool,
}

/// The kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// ICP备.
    IcpFiling,
    /// ICP证.
    IcpLicence,
    /// A telecom licence such as B2.
    TelecomLicence,
    /// 公网安备.
    PublicSecurity,
    /// Another permit: recognised, but not judged.
    OtherPermit,
}

/// What the ordinal of an ICP filing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// No ordinal: the subject's own number.
    Subject,
    /// `-1`
    Website,
    /// `-2A`
    App,
    /// `-3X`
    MiniProgram,
    /// `-4K`
    QuickApp,
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Shown as the site's own.
    Own,
    /// Shown in an article, an example or a directory of other sites.
    Mention,
    /// A template's sample, a mask, or a well-known number of another site.
    Placeholder,
    /// From a parody register.
    Parody,
}

/// What is wrong with a number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The number of digits is wrong for this kind.
    DigitsLength,
    /// The year part is not a possible year.
    YearOutOfRange,
    /// No authority issues this sign for this kind.
    SignNotIssued,
    /// The province sign is missing where one is required.
    SignMissing,
    /// Public security: the first two digits belong to another province than the sign.
    SignAndDivisionDisagree,
    /// Public security: digits 7 and 8 are not 02.
    DivisionSeparator,
    /// The closing 号 is missing.
    SuffixMissing,
    /// 号 comes after the ordinal.
    SuffixSwapped,
    /// Traditional characters.
    TraditionalForm,
    /// Full-width letters, digits or hyphens.
    FullwidthForm,
    /// Another spelling of the marker (备案, ICP备ICP备, 公网备).
    MarkerVariant,
    /// Written in Latin letters for readers abroad (Jing ICP Bei No. …), not as it was issued.
    Translated,
    /// White space inside.
    SpacesInside,
    /// Punctuation or other characters inside that are not part of a number.
    PunctuationInside,
    /// X, * or similar characters in place of digits.
    Masked,
    /// Digits that were never issued (12345678, all equal, serial 000000).
    PlaceholderDigits,
    /// No digits at all.
    DigitsMissing,
    /// An old local form: needs review, not wrong.
    OldLocalForm,
    /// The number of a well-known site, found in many templates.
    WellKnownNumber,
    /// The licence class does not exist.
    ClassUnknown,
}

impl Problem {
    /// Whether this is only an unusual spelling of a complete number.
    #[must_use]
    pub fn is_spelling(self) -> bool {
        matches!(
            self,
            Self::SuffixMissing
                | Self::SuffixSwapped
                | Self::TraditionalForm
                | Self::FullwidthForm
                | Self::MarkerVariant
                | Self::SpacesInside
        )
    }
}

impl Number {
    /// Whether the number breaks the grammar in any way other than `told`, which is reported elsewhere.
    #[must_use]
    pub fn has_fault_beside(&self, told: Problem) -> bool {
        let other = |problem: &Problem| *problem != told && !problem.is_spelling();
        !self.valid && (self.problems.iter().any(other) || !self.problems.contains(&told))
    }

    /// Whether two numbers name the same filing. The subject number counts as each of its services.
    #[must_use]
    pub fn is_same_filing(&self, other: &Self) -> bool {
        let ordinals_agree = match (self.ordinal, other.ordinal) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.kind == other.kind
            && self.digits == other.digits
            && (self.sign == other.sign || self.sign.is_none() || other.sign.is_none())
            && ordinals_agree
    }
}

/// A number and its position in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte range in the text that was searched, on character boundaries.
    pub span: std::ops::Range<usize>,
    /// The number at this position.
    pub number: Number,
}

/// Finds all numbers in a text, in text order and without overlaps.
///
/// Runs in time linear in the length of the text. A line break is `\n`; a number may contain one.
/// `standing` is judged from the number alone: own, placeholder or parody. Only the page shows what is a mention.
#[must_use]
pub fn find_in(text: &str) -> Vec<Found> {
    scan::find_in(text)
}

/// Why a text is not a number of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text is not a number of this kind, holds more than one, or holds something else as well.
    NotThisKind,
    /// The text is a number of this kind with this problem.
    Faulty(Problem),
}

impl std::fmt::Display for NumberError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotThisKind => f.write_str("not one filing number of this kind"),
            Self::Faulty(problem) => write!(f, "not a well-formed filing number: {problem:?}"),
        }
    }
}

impl std::error::Error for NumberError {}

/// The number that makes up the whole text.
fn only_number(text: &str, kind: Kind) -> Result<Number, NumberError> {
    let mut found = find_in(text).into_iter();
    match (found.next(), found.next()) {
        (Some(only), None) if only.number.kind == kind && only.span.len() == text.trim().len() => {
            let number = only.number;
            match number.problems.iter().find(|problem| {
                matches!(
                    problem,
                    Problem::Masked | Problem::DigitsMissing | Problem::SuffixSwapped
                )
            }) {
                Some(&problem) => Err(NumberError::Faulty(problem)),
                None if number.standing == Standing::Parody => {
                    Err(NumberError::Faulty(Problem::SignNotIssued))
                }
                None => Ok(number),
            }
        }
        _ => Err(NumberError::NotThisKind),
    }
}

/// Adds `-n`.
fn push_ordinal(number: &mut String, ordinal: Option<u32>) {
    if let Some(ordinal) = ordinal {
        number.push('-');
        number.push_str(&ordinal.to_string());
    }
}

/// Adds a problem when `condition` holds.
fn note(problems: &mut Vec<Problem>, condition: bool, problem: Problem) {
    if condition {
        problems.push(problem);
    }
}
