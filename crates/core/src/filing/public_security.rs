//! Defines the public security number: `<sign>公网安备<14 digits>号`. The platform's newer snippet omits 号.
//!
//! The fourteen digits are six for the police division, `02`, and six for the serial. The first two digits of the
//! division are the province in GB/T 2260; the other four are not from GB/T 2260, because the police number their own
//! divisions.

use std::fmt;

use super::digits::{is_pattern, is_zero};
use super::number::{NumberError, Problem, note};
use super::province::Province;

/// A well-formed public security number in the current form. Well-formed does not mean issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSecurityNumber {
    province: &'static Province,
    digits: String,
}

/// Numbers of well-known sites that many templates have copied.
/// Source: public footers and the template collections they were copied to; read 2026-11-23.
static WELL_KNOWN: &[&str] = &[
    "11000002000001",
    "11010802020134",
    "31010402002252",
    "33010002000078",
];

impl PublicSecurityNumber {
    /// Builds a number from its parts. Without a sign, the division determines the province.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the first problem that the grammar finds; an old local form is refused as
    /// [`Problem::DigitsLength`].
    pub fn new(sign: Option<char>, digits: &str) -> Result<Self, NumberError> {
        if digits.len() != 14 {
            return Err(NumberError::Faulty(Problem::DigitsLength));
        }
        match (faults(sign, digits).first(), Province::by_division(digits)) {
            (Some(&fault), _) => Err(NumberError::Faulty(fault)),
            (None, None) => Err(NumberError::Faulty(Problem::SignAndDivisionDisagree)),
            (None, Some(province)) => Ok(Self {
                province,
                digits: digits.to_owned(),
            }),
        }
    }

    /// The province of the division, which is also the province of the sign.
    #[must_use]
    pub fn province(&self) -> &'static Province {
        self.province
    }

    /// The fourteen digits, which a link to the platform carries as its code.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }
}

impl fmt::Display for PublicSecurityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&canonical(
            Some(self.province.public_security),
            &self.digits,
        ))
    }
}

/// What the grammar refuses in a sign and digits, the old local forms included in it.
pub(super) fn faults(sign: Option<char>, digits: &str) -> Vec<Problem> {
    let mut faults = Vec::new();
    note(
        &mut faults,
        sign.is_some_and(|sign| Province::by_public_security_sign(sign).is_none()),
        Problem::SignNotIssued,
    );
    if digits.is_empty() {
        return faults;
    }
    let division = Province::by_division(digits);
    // The digits are compared with the province of an unissued sign as well.
    let signed = sign.and_then(Province::by_sign);
    let disagrees = match (sign, signed, division) {
        (_, _, None) => true,
        (Some(_), Some(signed), Some(division)) => signed != division,
        (Some(_), None, _) => true,
        (None, ..) => false,
    };
    note(
        &mut faults,
        disagrees && matches!(digits.len(), 10 | 12 | 14),
        Problem::SignAndDivisionDisagree,
    );
    match digits.len() {
        14 => {
            let serial = digits.get(8..).unwrap_or_default();
            note(
                &mut faults,
                digits.get(6..8) != Some("02"),
                Problem::DivisionSeparator,
            );
            note(&mut faults, is_zero(serial), Problem::PlaceholderDigits);
        }
        // An old number whose serial is below ten: templates count from one.
        12 => note(
            &mut faults,
            digits.get(6..11).is_some_and(is_zero),
            Problem::PlaceholderDigits,
        ),
        10 => {}
        _ => faults.push(Problem::DigitsLength),
    }
    note(&mut faults, is_pattern(digits), Problem::PlaceholderDigits);
    faults
}

/// The canonical form of a number, well-formed or not.
pub(super) fn canonical(sign: Option<char>, digits: &str) -> String {
    let mut number = String::new();
    number.extend(sign);
    number.push_str("公网安备");
    number.push_str(digits);
    number.push('号');
    number
}

/// Whether these are the digits of a well-known site's number that many templates have copied.
pub(super) fn is_well_known(digits: &str) -> bool {
    WELL_KNOWN.contains(&digits)
}
