//! Reads telecom licences: the sign, the classes, the digits and the site ordinal.

use crate::filing::licence::Issuer;
use crate::filing::licence::LicenceNumber;
use crate::filing::licence::{Prefix, canonical_telecom, telecom_faults};
use crate::filing::number::{Kind, Problem, note};
use crate::filing::province::Province;

use super::reading::Reading;
use super::sign::{self, Sign, SignKind};
use super::slot;
use super::spelling::Folded;

/// Reads a licence whose classes begin at `place`.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let glued = text.before(place).is_ascii_alphanumeric() && floor < place;
    if glued && text.word_before(place, "icp").is_none() {
        return None;
    }
    let bare = if text.before(place) == ' ' {
        place - 1
    } else {
        place
    };
    let joint = ["合字", "合"]
        .iter()
        .find_map(|word| text.word_before(bare, word))
        .filter(|start| *start >= floor);
    if let Some(start) = joint {
        return read_classes(text, place, start, Prefix::Joint, false);
    }
    let sign = sign::before(text, place, floor);
    match sign.what {
        SignKind::Written(_) | SignKind::SpelledOut(_) => {
            let prefix = sign.icp_glyph().map_or(Prefix::None, Prefix::Sign);
            read_classes(text, place, sign.start, prefix, false)
        }
        SignKind::Parody(_) | SignKind::None => {
            read_classes(text, place, place, Prefix::None, false)
        }
    }
}

/// Reads a licence whose sign precedes another marker (黔ICP证：B2-…).
pub(super) fn read_behind_label(text: &Folded, place: usize, sign: &Sign) -> Option<Reading> {
    read_classes(
        text,
        place,
        sign.start,
        Prefix::Sign(sign.icp_glyph()?),
        true,
    )
}

/// Whether a class begins here: B2, or a letter alone.
fn is_class(text: &Folded, place: usize) -> bool {
    matches!(text.at(place), 'a'..='c')
        && (matches!(text.at(place + 1), '1'..='9') || text.at(place + 1) == '-')
}

/// The classes in canonical form, the position after them, and whether anything but dots joined them.
fn classes(text: &Folded, start: usize) -> (String, usize, bool) {
    let (mut classes, mut end, mut odd) = (String::new(), start, false);
    for _ in 0..6 {
        if !is_class(text, end) {
            break;
        }
        if !classes.is_empty() {
            classes.push('.');
        }
        classes.push(text.at(end).to_ascii_uppercase());
        end += 1;
        // B-2-4-20030004: the class is split by hyphens.
        if text.at(end) == '-' && matches!(text.at(end + 1), '1'..='9') && text.at(end + 2) == '-' {
            end += 1;
            odd = true;
        }
        if text.at(end).is_ascii_digit() {
            classes.push(text.at(end));
            end += 1;
        }
        if text.at(end) == '-'
            && matches!(text.at(end + 1), '1'..='9')
            && text.at(end + 2) == '-'
            && text.at(end + 3).is_ascii_digit()
        {
            end += 2;
            odd = true;
        }
        let gap = text.after_blank(end);
        let joined = matches!(text.at(gap), '.' | '、' | ',' | '/' | '&' | '+' | '·');
        let next = if joined {
            text.after_blank(gap + 1)
        } else {
            end
        };
        if is_class(text, next) {
            odd |= text.at(gap) != '.';
            end = next;
        }
    }
    (classes, end, odd)
}

fn read_classes(
    text: &Folded,
    place: usize,
    start: usize,
    prefix: Prefix,
    behind_label: bool,
) -> Option<Reading> {
    let (classes, end, mut odd) = classes(text, place);
    if classes.is_empty() {
        return None;
    }
    let dash = text.after_blank(end);
    let digits_at =
        (dash..dash + 4).find(|&place| !matches!(text.at(place), '-' | '字' | '第' | ':'))?;
    odd |= digits_at - dash != 1 || text.at(dash) != '-';
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
    let certain = labelled || !matches!(prefix, Prefix::None);
    if digits_at == dash && !certain {
        return None;
    }
    let run = slot::run(text, text.after_blank(digits_at), labelled, |digits| {
        digits == 8
    })?;
    odd |= run.hyphenated;
    let year = run
        .digits
        .get(..4)
        .and_then(|year| year.parse::<u32>().ok())
        .is_some_and(|year| (1999..=2039).contains(&year));
    // Without a sign, B2-… may be a part number and A4-… a paper size.
    let faults = telecom_faults(&classes, &run.digits);
    let plausible = if certain {
        run.digits.len() > 3 || run.masked
    } else {
        !faults.contains(&Problem::ClassUnknown) && (run.digits.len() == 8 && year || run.masked)
    };
    if !plausible || slot::is_quantity(text, run.end) {
        return None;
    }
    let tail = slot::tail(text, &run);
    odd |= tail.odd;
    let sign = if let Prefix::Sign(sign) = prefix {
        Some(sign)
    } else {
        None
    };
    let mut problems = if run.masked {
        vec![Problem::Masked]
    } else {
        faults
    };
    note(
        &mut problems,
        sign::is_unissued(sign),
        Problem::SignNotIssued,
    );
    note(&mut problems, odd, Problem::PunctuationInside);
    note(&mut problems, behind_label, Problem::MarkerVariant);
    let issuer = match (prefix, sign.and_then(Province::by_icp_sign)) {
        (Prefix::Sign(_), Some(province)) => Some(Issuer::Province(province)),
        (Prefix::Sign(_), None) => None,
        (Prefix::Joint, _) => Some(Issuer::MinistryJoint),
        (Prefix::None, _) => Some(Issuer::Ministry),
    };
    let well_formed = issuer.is_some_and(|issuer| {
        LicenceNumber::telecom(issuer, &classes, &run.digits, tail.ordinal).is_ok()
    });
    Some(Reading {
        range: start..tail.end,
        kind: Kind::TelecomLicence,
        sign,
        number: (!run.masked)
            .then(|| canonical_telecom(prefix, &classes, &run.digits, tail.ordinal)),
        digits: run.digits,
        ordinal: tail.ordinal,
        service: None,
        problems,
        valid: well_formed && !run.masked,
        parody: false,
        copied: false,
    })
}
