//! Names what a filing number is made of, and what can be off in it.

use serde::{Deserialize, Serialize};

/// A filing number found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// What kind of number it is.
    pub kind: Kind,
    /// As displayed, white space folded to single spaces.
    pub raw: String,
    /// The canonical form; `None` when it cannot be determined.
    pub number: Option<String>,
    /// The province sign as canonically written (京), `None` when it carries none.
    pub sign: Option<String>,
    /// The digits, without the ordinal; empty when masked away.
    pub digits: String,
    /// The `-n` after the number.
    pub ordinal: Option<u32>,
    /// What the ordinal is for; `None` for other kinds than ICP filings.
    pub service: Option<Service>,
    /// Whose number it is.
    pub standing: Standing,
    /// What is off in the number itself.
    pub problems: Vec<Problem>,
    /// Agrees with the grammar once spelling is forgiven; never "registered".
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
    /// B2 and its kin.
    TelecomLicence,
    /// 公网安备.
    PublicSecurity,
    /// Recognised, and not judged.
    OtherPermit,
}

/// What an ICP filing's ordinal is for.
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
    /// In an article, a sample, a directory of other sites.
    Mention,
    /// A template's, a mask, or another site's well-known number.
    Placeholder,
    /// A joke register.
    Parody,
}

/// What is off in a number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Not as many digits as the kind has.
    DigitsLength,
    /// The year part cannot be one.
    YearOutOfRange,
    /// No authority issues this sign for this kind.
    SignNotIssued,
    /// No sign in front, where one belongs.
    SignMissing,
    /// Public security: the first two digits are another province's.
    SignAndDivisionDisagree,
    /// Public security: digits 7 and 8 are not 02.
    DivisionSeparator,
    /// 号 is missing.
    SuffixMissing,
    /// 号 stands after the ordinal.
    SuffixSwapped,
    /// Traditional characters.
    TraditionalForm,
    /// Full-width letters, digits or hyphens.
    FullwidthForm,
    /// Another spelling of the marker (备案, ICP备ICP备, 公网备).
    MarkerVariant,
    /// Printed in letters for readers abroad (Jing ICP Bei No. …), not as it was issued.
    Translated,
    /// White space inside.
    SpacesInside,
    /// Punctuation or other characters inside that do not belong.
    PunctuationInside,
    /// X, * or the like in place of digits.
    Masked,
    /// Digits that nobody was issued (12345678, all equal, serial 000000).
    PlaceholderDigits,
    /// No digits at all.
    DigitsMissing,
    /// An old local form: needs review, not wrong.
    OldLocalForm,
    /// A well-known site's own number, found in many templates.
    WellKnownNumber,
    /// No such licence class.
    ClassUnknown,
}

impl Problem {
    /// Whether it is an unusual way to write a number that is whole.
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
    /// Whether it disagrees with the grammar, beyond one problem that is told elsewhere.
    #[must_use]
    pub fn has_fault_beside(&self, told: Problem) -> bool {
        let other = |problem: &Problem| *problem != told && !problem.is_spelling();
        !self.valid && (self.problems.iter().any(other) || !self.problems.contains(&told))
    }

    /// Whether two numbers name the same filing. The subject's number stands for each of its services.
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

/// A number and where in the text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte range in the text that was searched, on character boundaries.
    pub span: std::ops::Range<usize>,
    /// What stands there.
    pub number: Number,
}

/// Why a text is not a number of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text is not a number of this kind, or holds more than one, or something else as well.
    NotThisKind,
    /// It is one, and the grammar refuses this.
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

/// Adds `-n`.
pub(super) fn push_ordinal(number: &mut String, ordinal: Option<u32>) {
    if let Some(ordinal) = ordinal {
        number.push('-');
        number.push_str(&ordinal.to_string());
    }
}

/// Adds a problem when a condition holds.
pub(super) fn note(problems: &mut Vec<Problem>, condition: bool, problem: Problem) {
    if condition {
        problems.push(problem);
    }
}
