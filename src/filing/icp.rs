//! The ICP filing number: `<sign>ICP备<digits>号[-<n>[A|X|K]]`.
//!
//! MIIT numbers with eight digits (two of the year, six of the serial) were issued from 2005, with ten (four of the
//! year) from 2020. Without `-n` it is the subject's number, with it a service's.

use std::fmt;
use std::str::FromStr;

use super::digits::{is_pattern, is_uniform, is_zero};
use super::province::Province;
use super::reading::{Reading, has_blank, note};
use super::sign::{self, SignKind};
use super::slot::{self, Bridge, Run};
use super::spelling::Folded;
use super::{Kind, LicenceNumber, NumberError, Problem, Service, licence};

/// A well-formed ICP filing number. Says nothing of whether it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcpFilingNumber {
    province: &'static Province,
    digits: String,
    ordinal: Option<u32>,
    service: Service,
}

impl IcpFilingNumber {
    /// Puts a number together; the error is the first thing that the grammar refuses.
    ///
    /// # Errors
    /// [`NumberError::Faulty`] with the problem.
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

    /// The province that issued it.
    #[must_use]
    pub fn province(&self) -> &'static Province {
        self.province
    }

    /// Eight or ten digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// `None` for the subject's number, `-n` for a service's.
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

impl FromStr for IcpFilingNumber {
    type Err = NumberError;

    /// Reads a text that is one number, in any spelling that the scanner reads.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let number = super::only_number(text, Kind::IcpFiling)?;
        let sign = number.sign.as_deref().and_then(|sign| sign.chars().next());
        Self::new(
            sign,
            &number.digits,
            number.ordinal,
            number.service.unwrap_or(Service::Subject),
        )
    }
}

/// What the grammar refuses in a sign and digits.
fn faults(sign: Option<char>, digits: &str) -> Vec<Problem> {
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

/// MII Order 33 has been in force since March 2005; the ten digits came in 2020 and no province issued eight after
/// 2022. Years to come are bounded because there is no clock here: a number of 2030 will need this line changed.
fn is_year(year: &str) -> bool {
    match year.parse::<u32>() {
        Ok(short) if year.len() == 2 => (5..=22).contains(&short),
        Ok(long) => (2020..=2029).contains(&long),
        Err(_) => false,
    }
}

/// The canonical form of a number, well-formed or not.
fn canonical(sign: Option<char>, digits: &str, ordinal: Option<u32>, service: Service) -> String {
    let mut number = String::new();
    number.extend(sign);
    number.push_str("ICP备");
    number.push_str(digits);
    number.push('号');
    super::push_ordinal(&mut number, ordinal);
    match service {
        Service::App => number.push('A'),
        Service::MiniProgram => number.push('X'),
        Service::QuickApp => number.push('K'),
        Service::Subject | Service::Website => {}
    }
    number
}

/// A marker: the letters, and which kind of number they announce.
struct Marker {
    end: usize,
    /// 备 or 证 is written, or a word of English for one.
    kind: MarkerKind,
    /// Another spelling than ICP备 or ICP证.
    variant: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum MarkerKind {
    Filing,
    Licence,
    /// English, where one word serves for both: the digits tell.
    Either,
}

/// Reads a number whose marker's letters begin at a place.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let letters = text.word(place, "icp")?;
    let marker = marker(text, letters)?;
    read_after(text, place, floor, marker, false)
}

/// Reads a number whose marker has other letters than ICP in front of the 备 at a place: a slip (IPC备), or a joke's
/// own (SCP备).
pub(super) fn read_other_letters(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    /// How ICP is mistyped.
    const SLIPS: &[&str] = &[
        "lcp", "1cp", "|cp", "ipc", "icb", "cip", "lpc", "icp.", "icp-", "icp:", "icp·", "icp|",
    ];
    let end = if text.before(place) == ' ' {
        place - 1
    } else {
        place
    };
    let slip = SLIPS.iter().find_map(|slip| text.word_before(end, slip));
    let start = slip.unwrap_or_else(|| {
        let mut start = end;
        while start > floor && end - start < 5 && text.before(start).is_ascii_alphabetic() {
            start -= 1;
        }
        start
    });
    if start < floor || !(2..=4).contains(&(end - start)) {
        return None;
    }
    let marker = Marker {
        variant: true,
        ..marker(text, end)?
    };
    let parody = slip.is_none();
    read_after(text, start, floor, marker, parody)
        .filter(|reading| slip.is_some() || reading.parody)
}

/// What follows the letters.
fn marker(text: &Folded, letters: usize) -> Option<Marker> {
    const LICENCE: &[&str] = &["经营许可证", "许可证", "经营许可", "许可", "经营证", "证"];
    let mut place = letters;
    if matches!(text.at(place), ' ' | '\n' | '-' | '.' | '·' | '|' | ':')
        && matches!(text.at(place + 1), '备' | '证')
    {
        place += 1;
    }
    let variant = place > letters && text.at(letters) != ' ';
    if let Some(filing) = text.any_word(text.after_blank(place), &["备", "网站备案", "网备", "各"])
    {
        let long = text.any_word(filing, &["案", "按"]);
        let slip = text.before(filing) != '备';
        if slip
            && !text.at(text.after_blank(filing)).is_ascii_digit()
            && long.is_none()
            && text.before(filing) != '案'
        {
            return None;
        }
        let end = long.unwrap_or(filing);
        // The marker again: ICP备ICP备.
        let mut again = end;
        for _ in 0..3 {
            let Some(next) = text.word(text.after_blank(again), "icp备") else {
                break;
            };
            again = next;
        }
        return Some(Marker {
            end: again,
            kind: MarkerKind::Filing,
            variant: variant || slip || again > end || long.is_some(),
        });
    }
    if let Some(end) = text.any_word(text.after_blank(place), LICENCE) {
        return Some(Marker {
            end,
            kind: MarkerKind::Licence,
            variant: variant || text.before(end) != '证' || end - place > 2,
        });
    }
    Some(Marker {
        end: letters,
        kind: MarkerKind::Either,
        variant: true,
    })
}

/// Words of English between ICP and the digits.
const ENGLISH: &[&str] = &[
    "filing",
    "file",
    "licence",
    "license",
    "licensed",
    "record",
    "recordal",
    "registration",
    "registered",
    "register",
    "reg",
    "certificate",
    "cert",
    "permit",
    "number",
    "numbers",
    "num",
    "beian",
    "bei an",
    "bei",
    "approval",
    "code",
    "id",
    "no",
    "for",
    "of",
    "the",
    "is",
];

/// Words of Chinese between the marker and the digits.
const CHINESE: &[&str] = &[
    "编号",
    "序号",
    "登记号",
    "号码",
    "证号",
    "许可证",
    "no",
    "为",
    "是",
];

/// Reads a number behind its marker. `parody`: the letters are a joke's.
fn read_after(
    text: &Folded,
    letters: usize,
    floor: usize,
    marker: Marker,
    parody: bool,
) -> Option<Reading> {
    let sign = sign::before(text, letters, floor);
    let english = marker.kind == MarkerKind::Either;
    if english && text.before(letters).is_ascii_alphanumeric() {
        return None;
    }
    let words = if english { ENGLISH } else { CHINESE };
    let bridge = slot::bridge(text, marker.end, words);
    if let SignKind::Written(_) | SignKind::SpelledOut(_) = sign.what
        && let Some(reading) = licence::read_class_behind(text, bridge.end, &sign)
    {
        return Some(reading);
    }
    let fits = match marker.kind {
        MarkerKind::Filing => is_filing_length,
        MarkerKind::Licence => licence::is_length,
        MarkerKind::Either => is_either_length,
    };
    let run = slot::run(text, bridge.end, false, fits);
    let signed = !matches!(sign.what, SignKind::None);
    let mut problems = Vec::new();
    note(&mut problems, marker.variant, Problem::MarkerVariant);
    note(
        &mut problems,
        matches!(sign.what, SignKind::SpelledOut(_)),
        Problem::MarkerVariant,
    );
    note(
        &mut problems,
        bridge.odd || sign.apart,
        Problem::PunctuationInside,
    );
    let (sign_char, is_parody) = match sign.what {
        SignKind::Written(sign) => (Some(sign), parody),
        SignKind::SpelledOut(province) => (Some(province.icp), parody),
        SignKind::Parody(sign) => (Some(sign), true),
        SignKind::None => (None, false),
    };
    let Some(run) = run else {
        let end = empty(text, &marker, &bridge, signed)?;
        problems.push(Problem::DigitsMissing);
        note(&mut problems, sign_char.is_none(), Problem::SignMissing);
        note(
            &mut problems,
            sign_char.is_some_and(|sign| Province::by_icp_sign(sign).is_none()),
            Problem::SignNotIssued,
        );
        let range = sign.start..end;
        note(
            &mut problems,
            has_blank(text, range.clone()),
            Problem::SpacesInside,
        );
        return Some(Reading {
            range,
            kind: if marker.kind == MarkerKind::Licence {
                Kind::IcpLicence
            } else {
                Kind::IcpFiling
            },
            sign: sign_char,
            digits: String::new(),
            ordinal: None,
            service: (marker.kind != MarkerKind::Licence).then_some(Service::Subject),
            number: None,
            problems,
            valid: false,
            parody: is_parody,
            copied: false,
        });
    };
    let tail = tail(text, &run);
    if !is_credible(text, &run, &tail, &bridge, signed, english, fits) {
        return None;
    }
    let licence = match marker.kind {
        MarkerKind::Licence => !(english || matches!(run.digits.len(), 8 | 10) && !signed),
        MarkerKind::Filing => false,
        MarkerKind::Either => run.digits.len() == 6,
    };
    let range = sign.start..tail.end;
    note(&mut problems, tail.swapped, Problem::SuffixSwapped);
    note(
        &mut problems,
        !tail.suffix && bridge.suffix.is_none() && !english,
        Problem::SuffixMissing,
    );
    note(
        &mut problems,
        has_blank(text, range.clone()),
        Problem::SpacesInside,
    );
    note(&mut problems, run.masked || tail.masked, Problem::Masked);
    let doubled = text.at(marker.end.saturating_sub(1)) == '备'
        && marker.kind == MarkerKind::Filing
        && (letters + 4..marker.end).any(|place| text.at(place) == 'i');
    let whole = !(run.masked || tail.masked || tail.swapped || doubled);
    let (number, valid, service) = if licence {
        problems.extend(licence::faults(sign_char, &run.digits));
        let valid = LicenceNumber::provincial(sign_char, &run.digits, tail.ordinal).is_ok();
        (
            licence::canonical_provincial(sign_char, &run.digits, tail.ordinal),
            valid,
            None,
        )
    } else {
        problems.extend(faults(sign_char, &run.digits));
        let valid =
            IcpFilingNumber::new(sign_char, &run.digits, tail.ordinal, tail.service).is_ok();
        (
            canonical(sign_char, &run.digits, tail.ordinal, tail.service),
            valid,
            Some(tail.service),
        )
    };
    Some(Reading {
        range,
        kind: if licence {
            Kind::IcpLicence
        } else {
            Kind::IcpFiling
        },
        sign: sign_char,
        number: (!run.masked && !run.digits.is_empty()).then_some(number),
        digits: run.digits,
        ordinal: tail.ordinal,
        service,
        problems,
        valid: valid && whole,
        parody: is_parody,
        copied: false,
    })
}

fn is_filing_length(digits: usize) -> bool {
    matches!(digits, 8 | 10)
}

fn is_either_length(digits: usize) -> bool {
    matches!(digits, 6 | 8 | 10)
}

/// Where a marker's empty slot ends, when it is one and not a mere label.
fn empty(text: &Folded, marker: &Marker, bridge: &Bridge, signed: bool) -> Option<usize> {
    if marker.kind == MarkerKind::Either {
        return None;
    }
    if let Some(end) = slot::filler(text, bridge.end, signed || bridge.announces) {
        return Some(end);
    }
    // ICP备号, ICP备-号: an end to a number that is not there. ICP备案号 is a label.
    let end = bridge.suffix?;
    let label =
        !signed && text.before(marker.end) == '案' && end - marker.end < 2 || text.at(end) == ':';
    (!label
        && slot::is_boundary(text.at(end))
        && !text.at(text.after_blank(end)).is_ascii_alphanumeric())
    .then_some(end)
}

/// What follows the digits.
pub(super) struct Tail {
    pub(super) end: usize,
    pub(super) suffix: bool,
    pub(super) swapped: bool,
    pub(super) masked: bool,
    pub(super) ordinal: Option<u32>,
    pub(super) service: Service,
}

/// Reads 号 and the ordinal in either order.
pub(super) fn tail(text: &Folded, run: &Run) -> Tail {
    let mut tail = Tail {
        end: run.end,
        suffix: false,
        swapped: false,
        masked: false,
        ordinal: None,
        service: Service::Subject,
    };
    if let Some(end) = suffix(text, tail.end) {
        tail.suffix = true;
        tail.end = end;
    }
    if let Some(ordinal) = slot::ordinal(text, tail.end) {
        tail.end = ordinal.end;
        tail.ordinal = ordinal.number;
        tail.masked = ordinal.number.is_none();
        tail.service = ordinal.service;
        if let Some(end) = suffix(text, tail.end) {
            tail.end = end;
            tail.swapped = !tail.suffix;
            tail.suffix = true;
        }
    }
    tail
}

/// The place behind a 号 that closes a number. 号码 begins something else.
fn suffix(text: &Folded, place: usize) -> Option<usize> {
    let place = text.after_blank(place);
    let place = if matches!(text.at(place), ']' | ')') && text.at(place + 1) == '号' {
        place + 1
    } else {
        place
    };
    (text.at(place) == '号' && text.at(place + 1) != '码').then_some(place + 1)
}

/// Whether digits behind a marker are a number's and not a year, a price or a telephone's.
fn is_credible(
    text: &Folded,
    run: &Run,
    tail: &Tail,
    bridge: &Bridge,
    signed: bool,
    english: bool,
    fits: fn(usize) -> bool,
) -> bool {
    let behind = text.at(text.after_blank(run.end));
    let digits = run.digits.len();
    if run.masked {
        return true;
    }
    if matches!(
        behind,
        '年' | '月' | '日' | '元' | '个' | '天' | '万' | '家' | '条' | '%'
    ) || text.at(run.end) == '.' && text.at(run.end + 1).is_ascii_digit()
    {
        return false;
    }
    if bridge.broken {
        return fits(digits);
    }
    if english {
        return fits(digits) || signed && digits > 5;
    }
    if signed {
        digits > 1 || tail.suffix
    } else {
        fits(digits) || digits > 4 && (tail.suffix || bridge.announces)
    }
}
