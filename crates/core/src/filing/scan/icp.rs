//! Reads ICP filings and old ICP licences: the letters, the word after them, the digits, 号 and the ordinal.

use crate::filing::icp::IcpFilingNumber;
use crate::filing::icp::{canonical, faults};
use crate::filing::licence;
use crate::filing::licence::LicenceNumber;
use crate::filing::number::{Kind, Problem, Service, note};
use crate::filing::province::Province;

use super::licence::read_behind_label;
use super::reading::Reading;
use super::sign::{self, Sign, SignKind};
use super::slot::{self, Bridge, Run, Tail};
use super::spelling::Folded;

/// A marker: where it ends and which kind of number it announces.
struct Marker {
    /// Where its letters begin.
    start: usize,
    end: usize,
    kind: MarkerKind,
    /// Whether it differs from exactly ICP备 or ICP证.
    variant: bool,
    /// Whether it is written twice: ICP备ICP备.
    doubled: bool,
    /// Whether the letters are neither ICP nor a typo for it.
    own_letters: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum MarkerKind {
    Filing,
    Licence,
    /// English, where one word means both, or the letters alone: the digits decide.
    Either,
}

/// Reads a number whose marker letters begin at `place`.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let letters = text.word(place, "icp")?;
    read_after(text, &marker(text, place, letters)?, floor)
}

/// Reads a number whose marker has letters other than ICP before the 备 at `place`: a typo (IPC备), or a parody's own
/// letters (SCP备).
pub(super) fn read_other_letters(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    /// Common typos for ICP.
    const SLIPS: &[&str] = &[
        "lcp", "1cp", "|cp", "!cp", "ipc", "icb", "cip", "cpi", "lpc", "icp.", "icp-", "icp:",
        "icp·", "icp|", "icp/",
    ];
    let end = if text.before(place) == ' ' {
        place - 1
    } else {
        place
    };
    let slip = SLIPS.iter().find_map(|slip| text.word_before(end, slip));
    if slip.is_none() && end == place && end > floor && is_bare(text, place) {
        return read_after(
            text,
            &Marker {
                start: place,
                end: place + 1,
                kind: MarkerKind::Filing,
                variant: true,
                doubled: false,
                own_letters: false,
            },
            floor,
        )
        .filter(|reading| reading.valid);
    }
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
        own_letters: slip.is_none(),
        ..marker(text, start, end)?
    };
    read_after(text, &marker, floor).filter(|reading| slip.is_some() || reading.parody)
}

/// Whether ICP was left out before a 备 between the sign of a province and digits (冀备19019165号).
fn is_bare(text: &Folded, place: usize) -> bool {
    Province::by_icp_sign(text.before(place)).is_some() && text.at(place + 1).is_ascii_digit()
}

/// Reads what follows the letters.
fn marker(text: &Folded, start: usize, letters: usize) -> Option<Marker> {
    const LICENCE: &str = "经营许可证|许可证|经营许可|许可|经营证|证";
    let apart = matches!(text.at(letters), '\n' | '-' | '.' | '·' | '|' | ':' | '/')
        && matches!(text.at(letters + 1), '备' | '证');
    let place = text.after_blank(if apart { letters + 1 } else { letters });
    let marker = Marker {
        start,
        end: letters,
        kind: MarkerKind::Either,
        variant: true,
        doubled: false,
        own_letters: false,
    };
    if let Some(filing) = text.any_word(place, "备|网站备|网备|各") {
        let long = text.any_word(filing, "案|按");
        // 各 is easily mistyped for 备, but it also begins other words.
        let slip = text.before(filing) == '各';
        if slip && long.is_none() && !text.at(text.after_blank(filing)).is_ascii_digit() {
            return None;
        }
        let once = long.unwrap_or(filing);
        let mut end = once;
        for _ in 0..3 {
            let Some(again) = text.word(text.after_blank(end), "icp备") else {
                break;
            };
            end = again;
        }
        let plain = !apart && filing - place == 1 && !slip && end == filing;
        return Some(Marker {
            end,
            kind: MarkerKind::Filing,
            variant: !plain,
            doubled: end > once,
            ..marker
        });
    }
    if let Some(end) = text.any_word(place, LICENCE) {
        let plain = !apart && end - place == 1;
        return Some(Marker {
            end,
            kind: MarkerKind::Licence,
            variant: !plain,
            ..marker
        });
    }
    Some(marker)
}

/// English words between ICP and the digits.
const ENGLISH: &str = "filing|file|licence|license|licensed|recordal|recorded|record|registration|registered|register|reg|\
    certificate|cert|preparation|prepared|backup|permit|numbers|number|num|beian|bei an|bei|approval|code|id|no|for|of|the|is";

/// Chinese words between the marker and the digits.
const CHINESE: &str = "编号|序号|登记号|号码|证号|许可证|no|为|是";

/// Reads the number after its marker.
fn read_after(text: &Folded, marker: &Marker, floor: usize) -> Option<Reading> {
    let english = marker.kind == MarkerKind::Either;
    let sign = sign::before(text, marker.start, floor);
    let glued = text.before(marker.start).is_ascii_alphanumeric();
    if english && glued && !sign.in_letters {
        return None;
    }
    let bridge = slot::bridge(text, marker.end, if english { ENGLISH } else { CHINESE });
    if !matches!(sign.what, SignKind::None)
        && let Some(reading) = read_behind_label(text, bridge.end, &sign)
    {
        return Some(reading);
    }
    let fits = match marker.kind {
        MarkerKind::Filing => is_filing_length,
        MarkerKind::Licence => licence::is_length,
        MarkerKind::Either => is_either_length,
    };
    let mut problems = Vec::new();
    note(&mut problems, sign.in_letters, Problem::Translated);
    note(
        &mut problems,
        marker.variant || sign.is_spelled_out(),
        Problem::MarkerVariant,
    );
    note(
        &mut problems,
        bridge.odd || sign.apart,
        Problem::PunctuationInside,
    );
    match slot::run(text, bridge.end, false, fits) {
        Some(run) => {
            let tail = slot::tail(text, &run);
            let credible = is_credible(
                text,
                &run,
                &tail,
                &bridge,
                &sign,
                english,
                fits(run.digits.len()),
            );
            credible.then(|| with_digits(marker, &sign, run, &tail, &bridge, problems))
        }
        None => without_digits(text, marker, &sign, &bridge, problems),
    }
}

/// Reads a number with digits, some of which may be masked.
fn with_digits(
    marker: &Marker,
    sign: &Sign,
    run: Run,
    tail: &Tail,
    bridge: &Bridge,
    mut problems: Vec<Problem>,
) -> Reading {
    let english = marker.kind == MarkerKind::Either;
    let licence = match marker.kind {
        MarkerKind::Licence => true,
        MarkerKind::Filing => false,
        MarkerKind::Either => run.digits.len() == 6,
    };
    let masked = run.masked || tail.masked;
    note(&mut problems, tail.swapped, Problem::SuffixSwapped);
    note(
        &mut problems,
        !tail.suffix && bridge.suffix.is_none() && !english,
        Problem::SuffixMissing,
    );
    note(&mut problems, masked, Problem::Masked);
    note(&mut problems, tail.odd, Problem::PunctuationInside);
    let glyph = sign.icp_glyph();
    // The remaining digits of a masked number mean nothing.
    let judged = if run.masked { "" } else { run.digits.as_str() };
    let (number, well_formed) = if licence {
        problems.extend(licence::faults(glyph, judged));
        let well_formed = LicenceNumber::provincial(glyph, &run.digits, tail.ordinal).is_ok();
        (
            licence::canonical_provincial(glyph, &run.digits, tail.ordinal),
            well_formed,
        )
    } else {
        problems.extend(faults(glyph, judged));
        let well_formed =
            IcpFilingNumber::new(glyph, &run.digits, tail.ordinal, tail.service).is_ok();
        (
            canonical(glyph, &run.digits, tail.ordinal, tail.service),
            well_formed,
        )
    };
    Reading {
        range: sign.start..tail.end,
        kind: if licence {
            Kind::IcpLicence
        } else {
            Kind::IcpFiling
        },
        sign: glyph,
        // A parody's own letters have no canonical form.
        number: (!run.masked && !marker.own_letters).then_some(number),
        digits: run.digits,
        ordinal: tail.ordinal,
        service: (!licence).then_some(tail.service),
        problems,
        // A 号 after the ordinal and a doubled marker are not spelling variants: the register never prints them.
        valid: well_formed && !masked && !tail.swapped && !marker.doubled,
        parody: marker.own_letters || sign.is_parody(),
        copied: false,
    }
}

/// Reads a marker without digits. `None` when it is only a label.
fn without_digits(
    text: &Folded,
    marker: &Marker,
    sign: &Sign,
    bridge: &Bridge,
    mut problems: Vec<Problem>,
) -> Option<Reading> {
    if marker.kind == MarkerKind::Either {
        return None;
    }
    let announced = bridge.announces || !matches!(sign.what, SignKind::None);
    let end = match slot::filler(text, bridge.end, announced) {
        Some(end) => end,
        // ICP备号 and ICP备-号 are numbers without digits. ICP备案号 is a label, and so is anything that a number follows.
        None => {
            let end = bridge.suffix?;
            let followed = (end..end + 24)
                .any(|place| text.word(place, "icp").is_some() || text.at(place).is_ascii_digit());
            (text.before(marker.end) != '案' && !followed && slot::is_boundary(text.at(end)))
                .then_some(end)?
        }
    };
    let licence = marker.kind == MarkerKind::Licence;
    let glyph = sign.icp_glyph();
    problems.push(Problem::DigitsMissing);
    problems.extend(faults(glyph, ""));
    Some(Reading {
        range: sign.start..end,
        kind: if licence {
            Kind::IcpLicence
        } else {
            Kind::IcpFiling
        },
        sign: glyph,
        digits: String::new(),
        ordinal: None,
        service: (!licence).then_some(Service::Subject),
        number: None,
        problems,
        valid: false,
        parody: sign.is_parody(),
        copied: false,
    })
}

fn is_filing_length(digits: usize) -> bool {
    matches!(digits, 8 | 10)
}

fn is_either_length(digits: usize) -> bool {
    matches!(digits, 6 | 8 | 10)
}

/// Whether the digits after a marker are a filing number rather than a year, a price or a telephone number.
fn is_credible(
    text: &Folded,
    run: &Run,
    tail: &Tail,
    bridge: &Bridge,
    sign: &Sign,
    english: bool,
    fits: bool,
) -> bool {
    if run.masked {
        return true;
    }
    let digits = run.digits.len();
    let signed = !matches!(sign.what, SignKind::None);
    if slot::is_quantity(text, run.end) {
        false
    } else if bridge.broken {
        fits
    } else if english {
        fits || signed && digits > 5
    } else if signed {
        digits > 1 || tail.suffix
    } else {
        fits || digits > 4 && (tail.suffix || bridge.announces)
    }
}
