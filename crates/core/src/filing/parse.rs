//! Reads a text that is one number, in any spelling that the scanner reads.

use std::str::FromStr;

use super::icp::IcpFilingNumber;
use super::licence::{Issuer, LicenceNumber};
use super::number::{Kind, Number, NumberError, Problem, Service, Standing};
use super::province::Province;
use super::public_security::PublicSecurityNumber;
use super::scan::find_in;

impl FromStr for IcpFilingNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let number = only_number(text, Kind::IcpFiling)?;
        Self::new(
            sign_of(&number),
            &number.digits,
            number.ordinal,
            number.service.unwrap_or(Service::Subject),
        )
    }
}

impl FromStr for LicenceNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        match only_number(text, Kind::IcpLicence) {
            Ok(number) => Self::provincial(sign_of(&number), &number.digits, number.ordinal),
            Err(_) => {
                let number = only_number(text, Kind::TelecomLicence)?;
                let canonical = number.number.as_deref().unwrap_or_default();
                let (prefix, _) = canonical.split_once('-').unwrap_or_default();
                let issuer = match sign_of(&number) {
                    Some(sign) => Issuer::Province(
                        Province::by_icp_sign(sign)
                            .ok_or(NumberError::Faulty(Problem::SignNotIssued))?,
                    ),
                    None if prefix.starts_with('合') => Issuer::MinistryJoint,
                    None => Issuer::Ministry,
                };
                let classes = prefix.trim_start_matches(|glyph: char| !glyph.is_ascii());
                Self::telecom(issuer, classes, &number.digits, number.ordinal)
            }
        }
    }
}

impl FromStr for PublicSecurityNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let number = only_number(text, Kind::PublicSecurity)?;
        Self::new(sign_of(&number), &number.digits)
    }
}

/// The sign in front of a number.
fn sign_of(number: &Number) -> Option<char> {
    number.sign.as_deref().and_then(|sign| sign.chars().next())
}

/// The one number that a text is.
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
