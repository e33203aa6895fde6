//! Reads the sign before a marker: a province's, a parody's, or none.

use crate::filing::province::{
    NOT_MAINLAND, PARODY_SIGNS, PINYIN_SIGNS, PROVINCES, Province, SHARED_PINYIN_SIGNS,
};

use super::spelling::{BLANK, BREAK, END, Folded, is_han};

/// What precedes a marker.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    /// Position where it begins; the position of the marker when there is no sign.
    pub(super) start: usize,
    /// Which kind of sign it is.
    pub(super) what: SignKind,
    /// Whether punctuation separates the sign from the marker.
    pub(super) apart: bool,
    /// Whether it is written in Latin letters: `Beijing`, `Jing`, or pinyin that two provinces share (`Ji`).
    pub(super) in_letters: bool,
}

/// The kinds of sign.
#[derive(Clone, Copy)]
pub(super) enum SignKind {
    /// One character that is a province's sign, or is taken for one.
    Written(char),
    /// The full name of the province, in Chinese or English.
    SpelledOut(&'static Province),
    /// One character that stands for no province: a parody.
    Parody(char),
    /// There is no sign.
    None,
}

impl Sign {
    /// The sign as the communications administrations write it.
    pub(super) fn icp_glyph(&self) -> Option<char> {
        match self.what {
            SignKind::Written(sign) | SignKind::Parody(sign) => Some(sign),
            SignKind::SpelledOut(province) => Some(province.icp),
            SignKind::None => None,
        }
    }

    pub(super) fn is_spelled_out(&self) -> bool {
        matches!(self.what, SignKind::SpelledOut(_))
    }

    pub(super) fn is_parody(&self) -> bool {
        matches!(self.what, SignKind::Parody(_))
    }
}

/// Characters that end a word before a marker without a sign (网站 ICP备…): these are not parodies.
const WORD_ENDS: &str = "号备案站网证为是的及和与或中国省市区县某有无部信用如例即至到在由办查询请名称司社局会院校厅所权版留";

/// Words that end in the sign of a province.
const FALSE_FRIENDS: &[&str] = &[
    "里云", "讯云", "为云", "度云", "牛云", "星云", "东云", "山云", "道云", "动云", "更新", "最新",
    "全新", "刷新", "重新", "翻新", "创新", "隐藏", "收藏", "珍藏", "埋藏", "南京", "东京", "南宁",
    "西宁", "年青",
];

/// Reads the sign before a marker, looking back no further than `floor`.
pub(super) fn before(text: &Folded, marker: usize, floor: usize) -> Sign {
    let none = Sign {
        start: marker,
        what: SignKind::None,
        apart: false,
        in_letters: false,
    };
    let (mut place, mut apart, mut broken) = (marker, false, false);
    for _ in 0..4 {
        if place <= floor {
            return none;
        }
        match text.before(place) {
            BLANK => {}
            BREAK => broken = true,
            '|' | ':' | '-' | '(' | ')' | '[' | ']' | '·' | '.' | '"' | '“' | '”' | '+' => {
                apart = true;
            }
            _ => break,
        }
        place -= 1;
    }
    if place <= floor {
        return none;
    }
    if let Some((start, province)) =
        spelled_out(text, place).filter(|(start, _)| *start >= floor && !broken)
    {
        return Sign {
            start,
            what: SignKind::SpelledOut(province),
            apart,
            in_letters: text.before(place).is_ascii_alphabetic(),
        };
    }
    if let Some(start) = shared_letters(text, place).filter(|start| *start >= floor && !broken) {
        return Sign {
            start,
            what: SignKind::None,
            apart,
            in_letters: true,
        };
    }
    let sign = text.before(place);
    if !is_han(sign) {
        return none;
    }
    let start = place - 1;
    let in_front = if start <= floor {
        END
    } else {
        text.before(start)
    };
    // On the line above, a character is a sign only when it stands alone; otherwise it ends another word.
    if broken && !matches!(in_front, END | BREAK) {
        return none;
    }
    let begins = !is_han(in_front);
    let bracketed = apart && matches!(in_front, '(' | '[');
    let what = if Province::by_sign(sign).is_some() || NOT_MAINLAND.contains(sign) {
        let friend = !begins
            && FALSE_FRIENDS
                .iter()
                .any(|word| text.word_before(place, word).is_some());
        if friend || apart && !begins {
            SignKind::None
        } else {
            SignKind::Written(sign)
        }
    } else if PARODY_SIGNS.contains(sign) && place == marker
        || begins && !broken && !apart && !WORD_ENDS.contains(sign)
    {
        SignKind::Parody(sign)
    } else {
        SignKind::None
    };
    match what {
        SignKind::None => none,
        what => Sign {
            start: if bracketed { start - 1 } else { start },
            what,
            apart,
            in_letters: false,
        },
    }
}

/// Position where pinyin begins that ends at `end` and fits two signs: it cannot be known which one is meant.
fn shared_letters(text: &Folded, end: usize) -> Option<usize> {
    SHARED_PINYIN_SIGNS
        .iter()
        .filter_map(|pinyin| text.word_before(end, pinyin))
        .find(|start| !text.before(*start).is_ascii_alphanumeric())
}

/// The province whose name ends right before a position, and where the name begins.
fn spelled_out(text: &Folded, end: usize) -> Option<(usize, &'static Province)> {
    let alone = |start: &usize| !text.before(*start).is_ascii_alphanumeric();
    if text.before(end).is_ascii_alphabetic() {
        let named = PROVINCES.iter().find_map(|province| {
            Some((text.word_before(end, province.en).filter(alone)?, province))
        });
        return named.or_else(|| {
            PINYIN_SIGNS.iter().find_map(|(pinyin, sign)| {
                Some((
                    text.word_before(end, pinyin).filter(alone)?,
                    Province::by_sign(*sign)?,
                ))
            })
        });
    }
    let bare = if matches!(text.before(end), '省' | '市') {
        end - 1
    } else {
        end
    };
    PROVINCES
        .iter()
        .find_map(|province| Some((text.word_before(bare, province.zh)?, province)))
}

/// Whether a sign is one that no communications administration has.
pub(super) fn is_unissued(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| Province::by_icp_sign(sign).is_none())
}
