//! Other permits and codes: recognised so that their digits are never taken for a filing's, and not judged.
//!
//! Source of the forms: the rules of the registers named at each row, as shown in public footers; read 2026-11-23.

use super::Kind;
use super::reading::Reading;
use super::spelling::{BREAK, Folded, is_han};

/// Words after which a permit's number stands.
const LABELS: &[&str] = &[
    // Culture, publishing, audio-visual, news, broadcasting, drugs, devices, religion: each a 许可证 or 证书.
    "许可证",
    "资格证",
    "证书",
    "许可",
    "备案凭证",
    // Algorithm and generative AI filings.
    "网信算备",
    "算法备案",
    "大模型备案",
    // Culture and publishing in short.
    "网文",
    "文网",
    "网出证",
    "新出",
    "出版物",
    "广社",
    "广媒",
    // Drugs and devices.
    "药械",
    "网械",
    "药网",
    "械网",
    "药信息",
    "食药",
    // Education, retired.
    "教备",
    "教网备",
    // Party and government.
    "标识码",
    // Business licence.
    "营业执照",
    "信用代码",
    "注册号",
    "工商备",
    // Second-hand forms of 字第…号.
    "字第",
    "备字",
];

/// A permit's number and its label are read this far.
const LONGEST: usize = 64;

/// Reads a permit whose label begins at a place.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let label = text.any_word(place, LABELS)?;
    number_behind(text, label)
        .map(|(digits, end)| reading(label_start(text, place, floor)..end, digits))
}

/// Reads the number of a generative AI filing: `ZheJiang-TongYiQianWen-20230901`.
pub(super) fn read_model(text: &Folded, place: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric() || text.before(place) == '-' {
        return None;
    }
    let mut end = place;
    for _ in 0..2 {
        let word = end;
        while text.at(end).is_ascii_alphanumeric() && end - word < 40 {
            end += 1;
        }
        if end - word < 2
            || text.at(end) != '-'
            || word == place && !text.at(place).is_ascii_alphabetic()
        {
            return None;
        }
        end += 1;
    }
    let digits: String = (end..end + 16)
        .map(|place| text.at(place))
        .take_while(char::is_ascii_digit)
        .collect();
    let dated = digits.len() >= 8 && digits.starts_with("202");
    let provincial = super::province::PROVINCES.iter().any(|province| {
        province
            .en
            .chars()
            .filter(|glyph| *glyph != ' ')
            .enumerate()
            .all(|(nth, glyph)| text.at(place + nth) == glyph.to_ascii_lowercase())
    });
    (dated && provincial).then(|| reading(place..end + digits.len(), digits))
}

/// Reads domain registrars' licences: `浙D3-20210002`. They stand for no filing.
pub(super) fn read_registrar(text: &Folded, place: usize) -> Option<Reading> {
    if text.before(place).is_ascii_alphanumeric()
        || !text.at(place + 1).is_ascii_digit()
        || text.at(place + 2) != '-'
    {
        return None;
    }
    let digits: String = (place + 3..place + 19)
        .map(|place| text.at(place))
        .take_while(char::is_ascii_digit)
        .collect();
    let sign = super::province::Province::by_sign(text.before(place));
    let start = if sign.is_some() { place - 1 } else { place };
    (digits.len() == 8).then(|| reading(start..place + 3 + digits.len(), digits))
}

/// The place where the label's words begin, a few characters back.
fn label_start(text: &Folded, place: usize, floor: usize) -> usize {
    let mut start = place;
    while start > floor
        && place - start < 20
        && (is_han(text.before(start)) && text.before(start) != '号' || bracket(text, start, floor))
    {
        start -= 1;
    }
    start
}

/// `(` or `)` of a bracketed sign in front of a place.
fn bracket(text: &Folded, place: usize, floor: usize) -> bool {
    match text.before(place) {
        ')' | ']' => true,
        '(' | '[' => {
            (place..place + 6).any(|place| matches!(text.at(place), ')' | ']')) && place > floor
        }
        _ => false,
    }
}

/// The digits behind a label, and where the number ends. `None` when something else follows.
fn number_behind(text: &Folded, label: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut end = label;
    let mut place = label;
    let mut digits_seen = false;
    while place < label + LONGEST {
        let glyph = text.at(place);
        match glyph {
            '0'..='9' => {
                digits.push(glyph);
                digits_seen = true;
                end = place + 1;
            }
            // A telecom class or ICP: that number speaks for itself.
            'a'..='d'
                if matches!(text.at(place + 1), '1'..='9')
                    && matches!(text.at(place + 2), '-' | '.' | '、' | ' ') =>
            {
                return None;
            }
            'i' if text.word(place, "icp").is_some() => return None,
            'a'..='z' if digits_seen => end = place + 1,
            'a'..='z' => {}
            '号' if digits_seen => {
                end = place + 1;
                break;
            }
            '(' | ')' | '[' | ']' | ':' | '-' | '号' | '第' | '字' | '编' | '码' | '证' | '书'
            | '文' | '许' | '经' | '营' | '非' | '性' | '备' | '案' | '算' | '网' | '信' | '年'
            | '统' | '一' | '会' | '社' | '用' | '代' | '为' | '是' | '药' | '械' | '息' | '平'
            | '台' | '.' | '/' => {}
            ' ' if digits_seen => {
                // A blank ends the number unless its 号 follows.
                if text.at(place + 1) == '号' {
                    end = place + 2;
                }
                break;
            }
            ' ' => {}
            BREAK if !digits_seen => {}
            _ if is_han(glyph) && !digits_seen && place < label + 8 => {}
            _ => break,
        }
        place += 1;
    }
    (digits.len() > 2).then_some((digits, end))
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
