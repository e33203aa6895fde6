//! The public security number: `<sign>公网安备<14 digits>号`, where the platform's newer snippet prints no 号.
//!
//! Fourteen digits are six of the police division, `02`, and six of the serial. The division's first two digits are
//! the province of GB/T 2260; the other four are not, for the police have divisions of their own.

use std::fmt;
use std::str::FromStr;

use super::digits::{is_pattern, is_zero};
use super::province::Province;
use super::reading::{Reading, has_blank, note};
use super::sign::{self, SignKind};
use super::slot;
use super::spelling::{BLANK, Folded};
use super::{Kind, NumberError, Problem};

/// A well-formed public security number of today's form. Says nothing of whether it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSecurityNumber {
    province: &'static Province,
    digits: String,
}

/// Numbers that many templates carry, and that are some well-known site's own.
/// Source: public footers and the template collections they were copied to; read 2026-11-23.
static WELL_KNOWN: &[&str] = &[
    "11000002000001",
    "11010802020134",
    "31010402002252",
    "33010002000078",
];

impl PublicSecurityNumber {
    /// Puts a number together; the error is the first thing that the grammar refuses. Without a sign the division
    /// tells the province.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the problem; an old local form is refused as [`Problem::DigitsLength`].
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

    /// The province of its division, which is its sign's too.
    #[must_use]
    pub fn province(&self) -> &'static Province {
        self.province
    }

    /// Fourteen digits: what a link to the platform carries as its code.
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

impl FromStr for PublicSecurityNumber {
    type Err = NumberError;

    /// Reads a text that is one number, in any spelling that the scanner reads.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let number = super::only_number(text, Kind::PublicSecurity)?;
        Self::new(
            number.sign.as_deref().and_then(|sign| sign.chars().next()),
            &number.digits,
        )
    }
}

/// What the grammar refuses in a sign and digits, the old local forms included in it.
fn faults(sign: Option<char>, digits: &str) -> Vec<Problem> {
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
    // Of an unissued sign too, it is the digits' province that is compared.
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
        // An old number of the first nine of its division: templates count from one.
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
fn canonical(sign: Option<char>, digits: &str) -> String {
    let mut number = String::new();
    number.extend(sign);
    number.push_str("公网安备");
    number.push_str(digits);
    number.push('号');
    number
}

/// A marker and its range.
struct Marker {
    end: usize,
    /// It is 公网安备 to the letter.
    exact: bool,
    english: bool,
}

/// Words between the marker and the digits.
const CHINESE: &[&str] = &["编号", "序号", "登记号", "号码", "证号", "no", "为", "是"];
const ENGLISH: &[&str] = &[
    "network",
    "internet",
    "filing",
    "record",
    "registration",
    "icp",
    "beian",
    "number",
    "no",
    "bureau",
    "license",
    "licence",
    "for",
    "code",
    "of",
    "bei",
    "an",
];

/// The most characters of a marker in front of its 备.
const LONGEST: usize = 16;

/// Reads a number whose marker begins at a place, with 公 or 网.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    read_after(text, place, floor, &marker(text, place)?)
}

/// Reads a number whose marker is English and begins at a place.
pub(super) fn read_english(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric() {
        return None;
    }
    let end = text.any_word(
        place,
        &[
            "public network security",
            "public internet security",
            "public security",
            "psb ",
        ],
    )?;
    read_after(
        text,
        place,
        floor,
        &Marker {
            end,
            exact: false,
            english: true,
        },
    )
}

/// A run of the characters that name the police and their network, then 备: 公网安备, 公安网备, 公安机关备案 and so on.
fn marker(text: &Folded, start: usize) -> Option<Marker> {
    let mut place = start;
    let (mut police, mut network, mut letters) = (false, false, 0);
    while letters < LONGEST {
        if letters > 0 && matches!(text.at(place), ' ' | '|' | '·') {
            place += 1;
        }
        match text.at(place) {
            '公' => police = true,
            '网' => network = true,
            '安' if letters > 0 => {}
            '联' | '机' | '关' | '部' | '局' | '厅' | '互' | '海' | '警' | '支' | '队' | '总'
            | '大' | '信' | '息' | '络' | '国' | '际' | '分' | '站' | '全'
                if letters > 0 => {}
            _ => break,
        }
        letters += 1;
        place += 1;
    }
    let shortened = text.before(place) == '安' && letters == 3 && text.at(place) != '备';
    let place = text.after_blank(place);
    if text.at(place) != '备' && !(shortened && text.at(place).is_ascii_digit()) || letters < 2 {
        return None;
    }
    // 网备 alone names no police; 网安备 does.
    let safe = (start..place).any(|place| text.at(place) == '安');
    if !(police && (network || safe) || network && safe) {
        return None;
    }
    if shortened && text.at(place) != '备' {
        return Some(Marker {
            end: place,
            exact: false,
            english: false,
        });
    }
    let plain = text.word(start, "公网安备") == Some(place + 1);
    let end = text.any_word(place + 1, &["案", "按"]);
    Some(Marker {
        end: end.unwrap_or(place + 1),
        exact: plain && end.is_none(),
        english: false,
    })
}

fn is_length(digits: usize) -> bool {
    matches!(digits, 10 | 12 | 14)
}

fn is_whole(digits: usize) -> bool {
    digits == 14
}

fn read_after(text: &Folded, start: usize, floor: usize, marker: &Marker) -> Option<Reading> {
    let sign = sign::before(text, start, floor);
    let bridge = slot::bridge(
        text,
        marker.end,
        if marker.english { ENGLISH } else { CHINESE },
    );
    let run = slot::run(text, bridge.end, true, is_whole);
    let mut problems = Vec::new();
    let (sign_char, parody) = match sign.what {
        SignKind::Written(sign) => (Some(sign), false),
        SignKind::SpelledOut(province) => (Some(province.public_security), false),
        // 文保网安备: only in front of the marker as it is does a stranger's sign make a joke.
        SignKind::Parody(sign) if marker.exact => (Some(sign), true),
        SignKind::Parody(_) | SignKind::None => (None, false),
    };
    let begins = if sign_char.is_some() {
        sign.start
    } else {
        start
    };
    note(
        &mut problems,
        !marker.exact || matches!(sign.what, SignKind::SpelledOut(_)),
        Problem::MarkerVariant,
    );
    note(&mut problems, sign_char.is_none(), Problem::SignMissing);
    note(
        &mut problems,
        bridge.odd || begins < start && sign.apart,
        Problem::PunctuationInside,
    );
    let Some(run) = run else {
        if marker.english {
            return None;
        }
        let end = match slot::filler(text, bridge.end, sign_char.is_some() || bridge.announces) {
            Some(end) => end,
            None => {
                let end = bridge
                    .suffix
                    .filter(|_| sign_char.is_some() && marker.exact)?;
                (slot::is_boundary(text.at(end))
                    && !text.at(text.after_blank(end)).is_ascii_digit())
                .then_some(end)?
            }
        };
        problems.push(Problem::DigitsMissing);
        problems.extend(faults(sign_char, ""));
        return Some(Reading {
            range: begins..end,
            kind: Kind::PublicSecurity,
            sign: sign_char,
            digits: String::new(),
            ordinal: None,
            service: None,
            number: None,
            problems,
            valid: false,
            parody,
            copied: false,
        });
    };
    let digits = run.digits.len();
    let after = text.after_blank(run.end);
    let suffix = text.at(after) == '号' && text.at(after + 1) != '码';
    let signed = sign_char.is_some();
    let credible = run.masked
        || is_length(digits)
        || !bridge.broken
            && !marker.english
            && (signed && (digits > 4 || suffix) || digits > 7 && (suffix || bridge.announces));
    if !credible || matches!(text.at(after), '年' | '月' | '日' | '元' | '个') {
        return None;
    }
    let end = if suffix { after + 1 } else { run.end };
    let range = begins..end;
    if run.masked {
        problems.push(Problem::Masked);
        note(
            &mut problems,
            sign_char.is_some_and(|sign| Province::by_public_security_sign(sign).is_none()),
            Problem::SignNotIssued,
        );
    } else {
        problems.extend(faults(sign_char, &run.digits));
    }
    note(&mut problems, run.hyphenated, Problem::PunctuationInside);
    note(
        &mut problems,
        spaces_inside(text, marker.end, &range, &run),
        Problem::SpacesInside,
    );
    let refused = faults(sign_char, &run.digits);
    let old = matches!(digits, 10 | 12) && !run.masked;
    note(&mut problems, old, Problem::OldLocalForm);
    let well_known = WELL_KNOWN.contains(&run.digits.as_str());
    note(&mut problems, well_known, Problem::WellKnownNumber);
    let canonical_sign = sign_char
        .or_else(|| Province::by_division(&run.digits).map(|province| province.public_security));
    Some(Reading {
        range,
        kind: Kind::PublicSecurity,
        sign: sign_char,
        number: (!run.masked).then(|| canonical(canonical_sign, &run.digits)),
        ordinal: None,
        service: None,
        valid: !run.masked
            && refused.is_empty()
            && (old || PublicSecurityNumber::new(sign_char, &run.digits).is_ok()),
        copied: well_known && refused.contains(&Problem::SignAndDivisionDisagree),
        digits: run.digits,
        problems,
        parody,
    })
}

/// Blanks other than the one in front of the digits and the one in front of 号, which belong to the common form.
fn spaces_inside(
    text: &Folded,
    marker_end: usize,
    range: &std::ops::Range<usize>,
    run: &slot::Run,
) -> bool {
    let first = if text.at(marker_end) == BLANK {
        marker_end + 1
    } else {
        marker_end
    };
    has_blank(text, range.start..marker_end) || has_blank(text, first..run.end)
}
