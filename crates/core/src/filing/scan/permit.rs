//! Recognises other permits and codes, so that their digits are never taken for a filing number. They are not judged.
//!
//! Source of the forms: the rules of the register named on each row, as shown in public footers; read 2026-11-23.

use crate::filing::number::Kind;
use crate::filing::province::{PROVINCES, Province};

use super::reading::Reading;
use super::spelling::{BREAK, Folded, is_han};

/// Words that precede a permit number.
const LABELS: &[&str] = &[
    // Culture, publishing, audio-visual, news, broadcasting, drugs, devices, religion.
    "许可证|资格证|证书|许可|备案凭证|经营性-",
    // Algorithm and generative AI filings.
    "网信算备|算法备案|大模型备案",
    // Abbreviations for culture and publishing.
    "网文|文网|网出证|新出|广社|广媒",
    // Drugs and devices.
    "药械|网械|药网|械网|药信息|食药",
    // Education, retired.
    "教备|教网备",
    // Party and government; business licences.
    "标识码|营业执照|信用代码|注册号|工商备",
    // Anything else written 字第…号.
    "字第|备字",
];

/// Maximum number of characters read after a label.
const LONGEST: usize = 64;

/// Reads a permit whose label begins at `place`.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let label = LABELS
        .iter()
        .find_map(|words| text.any_word(place, words))?;
    let (digits, end) = number_behind(text, label)?;
    Some(reading(label_start(text, place, floor)..end, digits))
}

/// Reads the number of a generative AI filing: `ZheJiang-TongYiQianWen-20230901`.
pub(super) fn read_model(text: &Folded, place: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric() || text.before(place) == '-' {
        return None;
    }
    let province = word_end(text, place);
    let model = word_end(text, province + 1);
    if text.at(province) != '-' || text.at(model) != '-' || model == province + 1 {
        return None;
    }
    let digits = digits_at(text, model + 1);
    let dated = digits.len() >= 8 && digits.starts_with("202");
    let name = |row: &Province| {
        row.en
            .chars()
            .filter(|glyph| *glyph != ' ')
            .map(|glyph| glyph.to_ascii_lowercase())
    };
    let provincial = dated
        && PROVINCES
            .iter()
            .any(|row| name(row).eq((place..province).map(|place| text.at(place))));
    provincial.then(|| reading(place..model + 1 + digits.len(), digits))
}

/// Reads the licence of a domain registrar: `浙D3-20210002`. It does not replace a filing.
pub(super) fn read_registrar(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric()
        || !text.at(place + 1).is_ascii_digit()
        || text.at(place + 2) != '-'
    {
        return None;
    }
    let digits = digits_at(text, place + 3);
    let signed = place > floor && Province::by_sign(text.before(place)).is_some();
    let start = if signed { place - 1 } else { place };
    (digits.len() == 8).then(|| reading(start..place + 3 + digits.len(), digits))
}

/// Position after a word of ASCII letters and digits; bounded.
fn word_end(text: &Folded, start: usize) -> usize {
    (start..start + 40)
        .find(|&place| !text.at(place).is_ascii_alphanumeric())
        .unwrap_or(start)
}

/// The digits at a position; bounded.
fn digits_at(text: &Folded, start: usize) -> String {
    (start..start + 20)
        .map(|place| text.at(place))
        .take_while(char::is_ascii_digit)
        .collect()
}

/// Position where the words of the label begin, at most a few characters back.
fn label_start(text: &Folded, place: usize, floor: usize) -> usize {
    let mut start = place;
    while start > floor && place - start < 20 {
        let glyph = text.before(start);
        let word = is_han(glyph) && glyph != '号' || matches!(glyph, ')' | ']');
        let bracket = matches!(glyph, '(' | '[')
            && (start..start + 6).any(|place| matches!(text.at(place), ')' | ']'));
        if !word && !bracket {
            break;
        }
        start -= 1;
    }
    start
}

/// The digits after a label and the position where the number ends. `None` when something else follows.
fn number_behind(text: &Folded, label: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let (mut end, mut place) = (label, label);
    let (mut numbered, mut closed) = (false, false);
    while place < label + LONGEST {
        let glyph = text.at(place);
        let begun = !digits.is_empty();
        match glyph {
            '0'..='9' => {
                digits.push(glyph);
                end = place + 1;
            }
            // A marker that another grammar reads.
            'a'..='d'
                if text.at(place + 1).is_ascii_digit()
                    && !text.at(place + 2).is_ascii_alphanumeric() =>
            {
                return None;
            }
            'i' if text.word(place, "icp").is_some() => return None,
            '公' | '网' if text.any_word(place, "公网|公安|网公|网安").is_some() => {
                return None;
            }
            'a'..='z' if begun => end = place + 1,
            'a'..='z' | ':' => {}
            '号' if begun => {
                closed = true;
                end = place + 1;
                break;
            }
            '(' | ')' | '[' | ']' | '第' | '-' | '字' => numbered |= glyph != '-',
            '.' | '/' | '年' if begun => {}
            ' ' if begun => {
                // A blank ends the number unless its 号 follows.
                closed = text.at(place + 1) == '号';
                end = if closed { place + 2 } else { end };
                break;
            }
            ' ' => {}
            BREAK
                if !begun && (text.at(place + 1).is_ascii_digit() || text.at(place + 1) == '(') => {
            }
            _ if is_han(glyph)
                && (!begun && place < label + 12 || "文许字号药械信息备".contains(glyph)) =>
                {}
            _ => break,
        }
        place += 1;
    }
    // `许可 2024` is a year; a permit number is announced as one, or long.
    (digits.len() >= 6 || digits.len() >= 3 && (closed || numbered)).then_some((digits, end))
}

fn reading(range: std::ops::Range<usize>, digits: String) -> Reading {
    Reading {
        range,
        kind: Kind::OtherPermit,
        sign: None,
        digits,
        ordinal: None,
        service: None,
        number: None,
        problems: Vec::new(),
        valid: true,
        parody: false,
        copied: false,
    }
}
