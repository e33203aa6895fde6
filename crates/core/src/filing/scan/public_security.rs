//! Reads public security numbers: the sign, the marker in its many spellings, and the digits.

use crate::filing::number::{Kind, Problem, note};
use crate::filing::province::Province;
use crate::filing::public_security::PublicSecurityNumber;
use crate::filing::public_security::{canonical, faults, is_well_known};

use super::reading::Reading;
use super::sign::{self, SignKind};
use super::slot::{self, Bridge, Run};
use super::spelling::Folded;

/// A marker that was read.
struct Marker {
    start: usize,
    end: usize,
    /// Whether it is exactly 公网安备.
    exact: bool,
    english: bool,
}

/// Words between the marker and the digits.
const CHINESE: &str = "编号|序号|登记号|号码|证号|no|为|是";
const ENGLISH: &str = "network|internet|filing|record|registration|icp|beian|number|no|bureau|license|licence|for|code|of|bei|an";

/// Maximum number of marker characters before 备.
const LONGEST: usize = 16;

/// Reads a number whose marker begins at `place` with 公 or 网.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    read_after(text, &marker(text, place)?, floor)
}

/// Reads a number whose English marker begins at `place`.
pub(super) fn read_english(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    /// In English and in pinyin.
    const MARKERS: &str = "public network security|public internet security|public security|psb |\
        gong wang an bei|gongwanganbei|gongwang anbei|gong'an bei'an|gongan beian|gong an bei an";
    if text.before(place).is_ascii_alphanumeric() {
        return None;
    }
    let end = text.any_word(place, MARKERS)?;
    read_after(
        text,
        &Marker {
            start: place,
            end,
            exact: false,
            english: true,
        },
        floor,
    )
}

/// Reads a run of the characters that name the police and their network, then 备: 公网安备, 公安网备, 公安机关备案 and so on.
fn marker(text: &Folded, start: usize) -> Option<Marker> {
    const LETTERS: &str = "安联机关部局厅互海警支队总大信息络国际分站全公网监中心";
    let (mut place, mut letters) = (start, 0);
    let (mut police, mut network, mut security, mut supervision) = (false, false, false, false);
    while letters < LONGEST {
        let next = if letters > 0 && matches!(text.at(place), ' ' | '|' | '·') {
            place + 1
        } else {
            place
        };
        let glyph = text.at(next);
        if !LETTERS.contains(glyph) {
            break;
        }
        police |= glyph == '公';
        network |= glyph == '网';
        security |= glyph == '安';
        supervision |= glyph == '监';
        letters += 1;
        place = next + 1;
    }
    // 网备 alone does not name the police; 公网备, 公安备, 网安备 and 网监 do.
    let named = [police, network, security, supervision];
    if named.into_iter().filter(|named| *named).count() < 2 {
        return None;
    }
    let marker = Marker {
        start,
        end: place,
        exact: false,
        english: false,
    };
    let filed = text.after_blank(place);
    if text.at(filed) == '备' {
        let exact = text.word(start, "公网安备") == Some(filed + 1);
        let long = text.any_word(filed + 1, "案|按");
        return Some(Marker {
            end: long.unwrap_or(filed + 1),
            exact: exact && long.is_none(),
            ..marker
        });
    }
    // 公网安 and then digits: 备 was forgotten.
    (letters == 3 && police && network && text.at(filed).is_ascii_digit()).then_some(marker)
}

/// Reads the number after its marker.
fn read_after(text: &Folded, marker: &Marker, floor: usize) -> Option<Reading> {
    let sign = sign::before(text, marker.start, floor);
    // 文保网安备: an unknown sign makes a parody only before the exact marker.
    let parody = sign.is_parody() && marker.exact;
    let glyph = match sign.what {
        SignKind::Written(glyph) => Some(glyph),
        SignKind::SpelledOut(province) => Some(province.public_security),
        SignKind::Parody(glyph) if parody => Some(glyph),
        SignKind::Parody(_) | SignKind::None => None,
    };
    let start = if glyph.is_some() {
        sign.start
    } else {
        marker.start
    };
    let bridge = slot::bridge(
        text,
        marker.end,
        if marker.english { ENGLISH } else { CHINESE },
    );
    let mut problems = Vec::new();
    note(
        &mut problems,
        marker.english && (sign.in_letters || matches!(sign.what, SignKind::None)),
        Problem::Translated,
    );
    note(
        &mut problems,
        !marker.exact || sign.is_spelled_out(),
        Problem::MarkerVariant,
    );
    note(&mut problems, glyph.is_none(), Problem::SignMissing);
    note(
        &mut problems,
        bridge.odd || glyph.is_some() && sign.apart,
        Problem::PunctuationInside,
    );
    let reading = match slot::run(text, bridge.end, true, |digits| digits == 14) {
        Some(run) => with_digits(text, marker, glyph, run, &bridge, problems)?,
        None => without_digits(text, marker, glyph, &bridge, problems)?,
    };
    Some(Reading {
        range: start..reading.range.end,
        parody,
        ..reading
    })
}

/// Reads a number with digits, some of which may be masked.
fn with_digits(
    text: &Folded,
    marker: &Marker,
    sign: Option<char>,
    run: Run,
    bridge: &Bridge,
    mut problems: Vec<Problem>,
) -> Option<Reading> {
    let suffix = slot::suffix(text, run.end);
    let digits = run.digits.len();
    let announced = suffix.is_some() || bridge.announces;
    let credible = run.masked
        || matches!(digits, 10 | 12 | 14)
        || !bridge.broken
            && !marker.english
            && (sign.is_some() && (digits > 4 || suffix.is_some()) || digits > 7 && announced);
    if !credible || slot::is_quantity(text, run.end) {
        return None;
    }
    // The remaining digits of a masked number mean nothing.
    let faults = faults(sign, if run.masked { "" } else { &run.digits });
    let old = matches!(digits, 10 | 12) && !run.masked;
    let well_known = is_well_known(&run.digits);
    let copied = well_known && faults.contains(&Problem::SignAndDivisionDisagree);
    let well_formed =
        faults.is_empty() && (old || PublicSecurityNumber::new(sign, &run.digits).is_ok());
    problems.extend(faults);
    note(&mut problems, run.masked, Problem::Masked);
    note(&mut problems, run.hyphenated, Problem::PunctuationInside);
    note(&mut problems, old, Problem::OldLocalForm);
    note(&mut problems, well_known, Problem::WellKnownNumber);
    let province = || Province::by_division(&run.digits).map(|province| province.public_security);
    Some(Reading {
        range: marker.start..suffix.unwrap_or(run.end),
        kind: Kind::PublicSecurity,
        sign,
        number: (!run.masked).then(|| canonical(sign.or_else(province), &run.digits)),
        ordinal: None,
        service: None,
        valid: well_formed && !run.masked,
        copied,
        digits: run.digits,
        problems,
        parody: false,
    })
}

/// Reads a marker without digits. `None` when it is only a label.
fn without_digits(
    text: &Folded,
    marker: &Marker,
    sign: Option<char>,
    bridge: &Bridge,
    mut problems: Vec<Problem>,
) -> Option<Reading> {
    if marker.english {
        return None;
    }
    let end = slot::filler(text, bridge.end, sign.is_some() || bridge.announces).or_else(|| {
        // 京公网安备号 is a number without its digits, unless the digits follow nearby.
        let end = bridge.suffix.filter(|_| sign.is_some() && marker.exact)?;
        let followed = (end..end + 24).any(|place| text.at(place).is_ascii_digit());
        (!followed && slot::is_boundary(text.at(end))).then_some(end)
    })?;
    problems.push(Problem::DigitsMissing);
    problems.extend(faults(sign, ""));
    Some(Reading {
        range: marker.start..end,
        kind: Kind::PublicSecurity,
        sign,
        digits: String::new(),
        ordinal: None,
        service: None,
        number: None,
        problems,
        valid: false,
        parody: false,
        copied: false,
    })
}
