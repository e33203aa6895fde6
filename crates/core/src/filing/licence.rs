//! Defines the licences accepted in place of an ICP filing: the old provincial `<sign>ICP证<6 digits>号[-n]` and the
//! telecom licence `<sign|合字><classes>-<8 digits>[-n]`. The ministry's own telecom licences carry no sign.

use std::fmt;

use super::digits::{is_pattern, is_zero};
use super::number::{NumberError, Problem, note, push_ordinal};
use super::province::Province;

/// A well-formed licence number of either kind. Well-formed does not mean issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceNumber {
    form: Form,
    digits: String,
    ordinal: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    /// `京ICP证…号`
    Provincial(&'static Province),
    /// `浙B2-…`, `合字B2-…`, `B2-…`
    Telecom(Issuer, String),
}

/// Who issued a telecom licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// A province's communications administration.
    Province(&'static Province),
    /// The ministry, for a business in several provinces; written without a sign.
    Ministry,
    /// The ministry, for a foreign-invested or joint licence; written 合字.
    MinistryJoint,
}

impl LicenceNumber {
    /// Builds an old provincial licence number from its parts.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the first problem that the grammar finds.
    pub fn provincial(
        sign: Option<char>,
        digits: &str,
        ordinal: Option<u32>,
    ) -> Result<Self, NumberError> {
        let province = sign.and_then(Province::by_icp_sign);
        match (faults(sign, digits).first(), province) {
            (Some(&fault), _) => Err(NumberError::Faulty(fault)),
            (None, None) => Err(NumberError::Faulty(Problem::SignMissing)),
            (None, Some(province)) => Ok(Self {
                form: Form::Provincial(province),
                digits: digits.to_owned(),
                ordinal,
            }),
        }
    }

    /// Builds a telecom licence number from its parts; `classes` is written like `A2.B1.B2`.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the first problem that the grammar finds.
    pub fn telecom(
        issuer: Issuer,
        classes: &str,
        digits: &str,
        ordinal: Option<u32>,
    ) -> Result<Self, NumberError> {
        match telecom_faults(classes, digits).first() {
            Some(&fault) => Err(NumberError::Faulty(fault)),
            None => Ok(Self {
                form: Form::Telecom(issuer, classes.to_owned()),
                digits: digits.to_owned(),
                ordinal,
            }),
        }
    }

    /// The digits: six in an old licence, eight in a telecom licence.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The number of the site under this licence (`-n`); `None` when there is none.
    #[must_use]
    pub fn ordinal(&self) -> Option<u32> {
        self.ordinal
    }
}

impl fmt::Display for LicenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match &self.form {
            Form::Provincial(province) => {
                canonical_provincial(Some(province.icp), &self.digits, self.ordinal)
            }
            Form::Telecom(issuer, classes) => {
                canonical_telecom(issuer.prefix(), classes, &self.digits, self.ordinal)
            }
        })
    }
}

impl Issuer {
    fn prefix(self) -> Prefix {
        match self {
            Self::Province(province) => Prefix::Sign(province.icp),
            Self::Ministry => Prefix::None,
            Self::MinistryJoint => Prefix::Joint,
        }
    }
}

/// What precedes the classes.
#[derive(Clone, Copy)]
pub(super) enum Prefix {
    Sign(char),
    Joint,
    None,
}

/// Whether this is the number of digits in an old licence.
pub(super) fn is_length(digits: usize) -> bool {
    digits == 6
}

/// Problems that the grammar of old licences finds.
pub(super) fn faults(sign: Option<char>, digits: &str) -> Vec<Problem> {
    let mut faults = Vec::new();
    match sign {
        None => faults.push(Problem::SignMissing),
        Some(sign) => note(
            &mut faults,
            Province::by_icp_sign(sign).is_none(),
            Problem::SignNotIssued,
        ),
    }
    note(
        &mut faults,
        !digits.is_empty() && !is_length(digits.len()),
        Problem::DigitsLength,
    );
    note(&mut faults, is_pattern(digits), Problem::PlaceholderDigits);
    faults
}

/// Problems that the grammar of telecom licences finds. Source of the classes: Catalogue of Telecommunications Services
/// (2015, revised 2019-06); A1 and A2 are basic services, B1 and B2 value-added ones.
pub(super) fn telecom_faults(classes: &str, digits: &str) -> Vec<Problem> {
    let mut faults = Vec::new();
    note(
        &mut faults,
        !classes
            .split('.')
            .all(|class| matches!(class, "A1" | "A2" | "B1" | "B2")),
        Problem::ClassUnknown,
    );
    match (
        digits.len(),
        digits.get(..4).map(str::parse::<u32>),
        digits.get(4..),
    ) {
        (8, Some(Ok(year)), Some(serial)) => {
            note(
                &mut faults,
                !(2000..=2029).contains(&year),
                Problem::YearOutOfRange,
            );
            note(
                &mut faults,
                is_zero(serial) || is_pattern(digits),
                Problem::PlaceholderDigits,
            );
        }
        _ => {
            faults.push(Problem::DigitsLength);
            note(&mut faults, is_pattern(digits), Problem::PlaceholderDigits);
        }
    }
    faults
}

/// The canonical form of an old licence.
pub(super) fn canonical_provincial(
    sign: Option<char>,
    digits: &str,
    ordinal: Option<u32>,
) -> String {
    let mut number = String::new();
    number.extend(sign);
    number.push_str("ICP证");
    number.push_str(digits);
    number.push('号');
    push_ordinal(&mut number, ordinal);
    number
}

/// The canonical form of a telecom licence.
pub(super) fn canonical_telecom(
    prefix: Prefix,
    classes: &str,
    digits: &str,
    ordinal: Option<u32>,
) -> String {
    let mut number = String::new();
    match prefix {
        Prefix::Sign(sign) => number.push(sign),
        Prefix::Joint => number.push_str("合字"),
        Prefix::None => {}
    }
    number.push_str(classes);
    number.push('-');
    number.push_str(digits);
    push_ordinal(&mut number, ordinal);
    number
}
