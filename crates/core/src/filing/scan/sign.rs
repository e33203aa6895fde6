//! The sign in front of a marker: the province's, a joke's, or none.

use crate::filing::province::{
    NOT_MAINLAND, PARODY_SIGNS, PINYIN_SIGNS, PROVINCES, Province, SHARED_PINYIN_SIGNS,
};

use super::spelling::{BLANK, BREAK, END, Folded, is_han};

/// What stands in front of a marker.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    /// Where it begins; the marker's own place when there is none.
    pub(super) start: usize,
    /// What it is.
    pub(super) what: SignKind,
    /// Punctuation stood between sign and marker.
    pub(super) apart: bool,
    /// Whether it is written in letters: `Beijing`, `Jing`, and those that two provinces share (`Ji`).
    pub(super) in_letters: bool,
}

/// What a sign is.
#[derive(Clone, Copy)]
pub(super) enum SignKind {
    /// One character that is, or was taken for, a province's.
    Written(char),
    /// The province's name in full, in Chinese or in English.
    SpelledOut(&'static Province),
    /// One character that stands for no province: a joke.
    Parody(char),
    /// There is none.
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

/// Characters that end a word in front of a marker without sign (网站 ICP备…): no joke is meant.
const WORD_ENDS: &str = "号备案站网证为是的及和与或中国省市区县某有无部信用如例即至到在由办查询请名称司社局会院校厅所权版留";

/// Words that end in a province's sign.
const FALSE_FRIENDS: &[&str] = &[
    "里云", "讯云", "为云", "度云", "牛云", "星云", "东云", "山云", "道云", "动云", "更新", "最新",
    "全新", "刷新", "重新", "翻新", "创新", "隐藏", "收藏", "珍藏", "埋藏", "南京", "东京", "南宁",
    "西宁", "年青",
];

/// Reads the sign in front of a marker, not reaching back beyond `floor`.
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
    // On a line above, a sign stands alone or is another word's end.
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

/// Where letters begin that end at a place and leave two signs: which one is meant cannot be told.
fn shared_letters(text: &Folded, end: usize) -> Option<usize> {
    SHARED_PINYIN_SIGNS
        .iter()
        .filter_map(|pinyin| text.word_before(end, pinyin))
        .find(|start| !text.before(*start).is_ascii_alphanumeric())
}

/// The province whose name ends right in front of a place, and where it begins.
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
