//! Defines the ICP filing number: `<sign>ICP备<digits>号[-<n>[A|X|K]]`.
//!
//! MIIT has issued numbers with eight digits (two for the year, six for the serial) since 2005, and with ten (four for
//! the year) since 2020. Without `-n` it is the subject number, with `-n` a service number.

use std::fmt;

use super::digits::{is_pattern, is_uniform, is_zero};
use super::number::{NumberError, Problem, Service, note, push_ordinal};
use super::province::Province;

/// A well-formed ICP filing number. Well-formed does not mean issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcpFilingNumber {
    province: &'static Province,
    digits: String,
    ordinal: Option<u32>,
    service: Service,
}

impl IcpFilingNumber {
    /// Builds a number from its parts.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the first problem that the grammar finds.
    pub fn new(
        sign: Option<char>,
        digits: &str,
        ordinal: Option<u32>,
        service: Service,
    ) -> Result<Self, NumberError> {
        let province = sign.and_then(Province::by_icp_sign);
        match (faults(sign, digits).first(), province) {
            (Some(&fault), _) => Err(NumberError::Faulty(fault)),
            (None, None) => Err(NumberError::Faulty(Problem::SignMissing)),
            (None, Some(province)) => Ok(Self {
                province,
                digits: digits.to_owned(),
                ordinal,
                service,
            }),
        }
    }

    /// The province that the sign stands for.
    #[must_use]
    pub fn province(&self) -> &'static Province {
        self.province
    }

    /// The digits without the ordinal: eight or ten.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The ordinal: `None` in a subject number, `n` of `-n` in a service number.
    #[must_use]
    pub fn ordinal(&self) -> Option<u32> {
        self.ordinal
    }
}

impl fmt::Display for IcpFilingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&canonical(
            Some(self.province.icp),
            &self.digits,
            self.ordinal,
            self.service,
        ))
    }
}

/// What the grammar refuses in a sign and digits.
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
    let (year, serial) = match digits.len() {
        0 => return faults,
        8 => (digits.get(..2), digits.get(2..)),
        10 => (digits.get(..4), digits.get(4..)),
        _ => {
            faults.push(Problem::DigitsLength);
            (None, None)
        }
    };
    if let (Some(year), Some(serial)) = (year, serial) {
        note(&mut faults, !is_year(year), Problem::YearOutOfRange);
        note(
            &mut faults,
            is_zero(serial) || is_uniform(serial),
            Problem::PlaceholderDigits,
        );
    }
    note(
        &mut faults,
        is_pattern(digits) || digits.starts_with("1234") || digits == "00000001",
        Problem::PlaceholderDigits,
    );
    faults
}

/// Whether a number can be of this year. MII Order 33 has been in force since March 2005; ten digits came in 2020.
/// Eight digits are no longer issued, so their last year is the year in which this was written. Ten digits are accepted
/// for some years to come, with a limit because there is no clock here: change this line before numbers of 2030 appear.
fn is_year(year: &str) -> bool {
    match year.parse::<u32>() {
        Ok(short) if year.len() == 2 => (5..=26).contains(&short),
        Ok(long) => (2020..=2029).contains(&long),
        Err(_) => false,
    }
}

/// The canonical form of a number, well-formed or not.
pub(super) fn canonical(
    sign: Option<char>,
    digits: &str,
    ordinal: Option<u32>,
    service: Service,
) -> String {
    let mut number = String::new();
    number.extend(sign);
    number.push_str("ICP备");
    number.push_str(digits);
    number.push('号');
    push_ordinal(&mut number, ordinal);
    match service {
        Service::App => number.push('A'),
        Service::MiniProgram => number.push('X'),
        Service::QuickApp => number.push('K'),
        Service::Subject | Service::Website => {}
    }
    number
}
