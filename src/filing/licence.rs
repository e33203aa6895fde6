//! Licences that stand for an ICP filing: the old provincial `<sign>ICP证<6 digits>号[-n]`, and the telecom licence
//! `<sign|合字><classes>-<8 digits>[-n]`, where the ministry's own carries no sign.

use std::fmt;
use std::str::FromStr;

use super::digits::{is_pattern, is_zero};
use super::icp::tail;
use super::province::Province;
use super::reading::{Reading, has_blank, note};
use super::sign::{self, Sign, SignKind};
use super::slot;
use super::spelling::Folded;
use super::{Kind, NumberError, Problem};

/// A well-formed licence number of either kind. Says nothing of whether it was issued.
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
    /// The ministry, for a business in several provinces: no sign, …
    Ministry,
    /// … or 合字 for a foreign-invested or joint licence.
    MinistryJoint,
}

impl LicenceNumber {
    /// An old provincial licence; the error is the first thing that the grammar refuses.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the problem.
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

    /// A telecom licence; `classes` as in `A2.B1.B2`. The error is the first thing that the grammar refuses.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the problem.
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

    /// Six digits of an old licence, eight of a telecom one.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The site's number under the licence.
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

impl FromStr for LicenceNumber {
    type Err = NumberError;

    /// Reads a text that is one number, in any spelling that the scanner reads.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let sign_of =
            |number: &super::Number| number.sign.as_deref().and_then(|sign| sign.chars().next());
        match super::only_number(text, Kind::IcpLicence) {
            Ok(number) => Self::provincial(sign_of(&number), &number.digits, number.ordinal),
            Err(_) => {
                let number = super::only_number(text, Kind::TelecomLicence)?;
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

impl Issuer {
    fn prefix(self) -> Prefix {
        match self {
            Self::Province(province) => Prefix::Sign(province.icp),
            Self::Ministry => Prefix::None,
            Self::MinistryJoint => Prefix::Joint,
        }
    }
}

/// What stands in front of the classes.
#[derive(Clone, Copy)]
enum Prefix {
    Sign(char),
    Joint,
    None,
}

/// The digits of an old licence.
pub(super) fn is_length(digits: usize) -> bool {
    digits == 6
}

/// What the grammar of old licences refuses.
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

/// What the grammar of telecom licences refuses. Source of the classes: Catalogue of Telecommunications Services
/// (2015, revised 2019-06); A1 and A2 are basic services, B1 and B2 value-added ones.
fn telecom_faults(classes: &str, digits: &str) -> Vec<Problem> {
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
    super::push_ordinal(&mut number, ordinal);
    number
}

/// The canonical form of a telecom licence.
fn canonical_telecom(prefix: Prefix, classes: &str, digits: &str, ordinal: Option<u32>) -> String {
    let mut number = String::new();
    match prefix {
        Prefix::Sign(sign) => number.push(sign),
        Prefix::Joint => number.push_str("合字"),
        Prefix::None => {}
    }
    number.push_str(classes);
    number.push('-');
    number.push_str(digits);
    super::push_ordinal(&mut number, ordinal);
    number
}

/// Reads a telecom licence whose classes begin at a place.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric() && floor < place {
        return read_glued(text, place, floor);
    }
    read_classes(text, place, place, floor, None)
}

/// `icpb2-…`: no letter may stand in front of the class but ICP.
fn read_glued(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    text.word_before(place, "icp")?;
    read_classes(text, place, place, floor, None)
}

/// Reads a telecom licence that carries its sign in front of another marker (`黔ICP证：B2-…`).
pub(super) fn read_class_behind(text: &Folded, place: usize, sign: &Sign) -> Option<Reading> {
    read_classes(text, place, sign.start, sign.start, Some(sign))
}

/// A letter of a class.
fn is_class(text: &Folded, place: usize) -> bool {
    matches!(text.at(place), 'a'..='d')
        && (matches!(text.at(place + 1), '1'..='9') || text.at(place + 1) == '-')
}

fn read_classes(
    text: &Folded,
    place: usize,
    start: usize,
    floor: usize,
    inherited: Option<&Sign>,
) -> Option<Reading> {
    let mut classes = String::new();
    let mut end = place;
    let mut odd = false;
    for _ in 0..6 {
        if !is_class(text, end) {
            break;
        }
        if !classes.is_empty() {
            classes.push('.');
        }
        classes.push(text.at(end).to_ascii_uppercase());
        end += 1;
        if text.at(end).is_ascii_digit() {
            classes.push(text.at(end));
            end += 1;
        }
        let gap = text.after_blank(end);
        let separator = matches!(text.at(gap), '.' | '、' | ',' | '/' | '&' | '+' | '·');
        let next = if separator {
            text.after_blank(gap + 1)
        } else {
            gap
        };
        if (separator || next == end) && is_class(text, next) {
            odd |= text.at(gap) != '.';
            end = next;
        }
    }
    if classes.is_empty() {
        return None;
    }
    let own = sign::before(text, place, floor);
    let joint = ["合字", "合"].iter().find_map(|word| {
        text.word_before(
            if text.before(place) == ' ' {
                place - 1
            } else {
                place
            },
            word,
        )
    });
    let (sign, prefix, begins, parody) = match (inherited, joint) {
        (Some(sign), _) => (canonical_sign(sign), None, start, false),
        (None, Some(joint)) if joint >= floor => (None, Some(Prefix::Joint), joint, false),
        _ => match own.what {
            SignKind::Parody(_) | SignKind::None => (None, None, place, false),
            _ => (canonical_sign(&own), None, own.start, false),
        },
    };
    let prefix = prefix.unwrap_or(sign.map_or(Prefix::None, Prefix::Sign));
    // 浙D3-…: a domain registrar's licence, which stands for no filing.
    if classes.starts_with('D') {
        return None;
    }
    let hyphens = (end..end + 4)
        .take_while(|&place| text.at(text.after_blank(place)) == '-')
        .count();
    let dash = text.after_blank(end);
    let mut digits_at = dash;
    while text.at(digits_at) == '-' && digits_at - dash < 4 {
        digits_at += 1;
    }
    let dashes = digits_at - dash;
    let digits_at = text.after_blank(digits_at);
    let certain = !matches!(prefix, Prefix::None) || inherited.is_some();
    let labelled = text
        .word_before(
            if text.before(place) == ' ' {
                place - 1
            } else {
                place
            },
            "icp",
        )
        .is_some();
    if dashes == 0 && !(certain || labelled) {
        return None;
    }
    let fits = |digits: usize| digits == 8;
    let run = slot::run(text, digits_at, labelled, fits)?;
    let year = run
        .digits
        .get(..4)
        .and_then(|year| year.parse::<u32>().ok())
        .is_some_and(|year| (1999..=2039).contains(&year));
    if !(certain
        || labelled
        || run.digits.len() == 8 && year
        || run.masked && run.digits.is_empty())
    {
        return None;
    }
    if !run.masked && run.digits.len() < 4 {
        return None;
    }
    // A single class without a number (蜀C-…) wants a sign to be taken for a licence.
    let tail = tail(text, &run);
    let range = begins..tail.end;
    let mut problems = telecom_faults(&classes, &run.digits);
    if run.masked {
        problems = vec![Problem::Masked];
    }
    note(
        &mut problems,
        sign.is_some_and(|sign| Province::by_icp_sign(sign).is_none()),
        Problem::SignNotIssued,
    );
    note(&mut problems, tail.swapped, Problem::SuffixSwapped);
    note(
        &mut problems,
        has_blank(text, range.clone()),
        Problem::SpacesInside,
    );
    note(
        &mut problems,
        odd || hyphens > 1 || dashes != 1 || run.hyphenated,
        Problem::PunctuationInside,
    );
    note(&mut problems, inherited.is_some(), Problem::MarkerVariant);
    let issuer = match (prefix, sign.and_then(Province::by_icp_sign)) {
        (Prefix::Sign(_), Some(province)) => Some(Issuer::Province(province)),
        (Prefix::Sign(_), None) => None,
        (Prefix::Joint, _) => Some(Issuer::MinistryJoint),
        (Prefix::None, _) => Some(Issuer::Ministry),
    };
    let valid = !run.masked
        && !tail.swapped
        && issuer.is_some_and(|issuer| {
            LicenceNumber::telecom(issuer, &classes, &run.digits, tail.ordinal).is_ok()
        });
    Some(Reading {
        range,
        kind: Kind::TelecomLicence,
        sign,
        number: (!run.masked)
            .then(|| canonical_telecom(prefix, &classes, &run.digits, tail.ordinal)),
        digits: run.digits,
        ordinal: tail.ordinal,
        service: None,
        problems,
        valid,
        parody,
        copied: false,
    })
}

fn canonical_sign(sign: &Sign) -> Option<char> {
    match sign.what {
        SignKind::Written(sign) => Some(sign),
        SignKind::SpelledOut(province) => Some(province.icp),
        SignKind::Parody(_) | SignKind::None => None,
    }
}
