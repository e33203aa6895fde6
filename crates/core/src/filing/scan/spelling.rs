//! Normalises the spelling of a text once, so that the grammars handle only one form.
//!
//! Full-width letters and digits become ASCII, traditional characters simplified, and every dash a hyphen; a run of
//! white space becomes one blank, and zero-width characters are dropped. Each glyph records what was changed: the
//! grammars report it as a problem of the number.

use std::ops::Range;

use crate::filing::number::Problem;

/// A folded character: how it reads, what was changed, and where it came from.
#[derive(Clone, Copy)]
struct Glyph {
    /// Byte offset in the text.
    start: u32,
    /// The character (21 bits), its length in bytes (3 bits) and the changes made to it (8 bits).
    packed: u32,
}

const FULLWIDTH: u32 = 1 << 24;
const TRADITIONAL: u32 = 1 << 25;
/// The character is a dash other than the hyphen.
const ODD_DASH: u32 = 1 << 26;
/// A zero-width character precedes it.
const HIDDEN: u32 = 1 << 27;

/// White space inside a line.
pub(super) const BLANK: char = ' ';
/// White space that contains a line break.
pub(super) const BREAK: char = '\n';
/// What is read before the start and after the end of the text.
pub(super) const END: char = '\0';

/// A text, folded.
pub(super) struct Folded {
    glyphs: Vec<Glyph>,
}

impl Folded {
    /// Folds a text. Anything beyond 4 GiB is not read.
    pub(super) fn new(text: &str) -> Self {
        // CJK text has a third as many characters as bytes; ASCII text makes the vector grow twice.
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len() / 3 + 1);
        let mut hidden = 0;
        for (start, raw) in text.char_indices() {
            let Ok(start) = u32::try_from(start) else {
                break;
            };
            if has_no_width(raw) {
                hidden = HIDDEN;
                continue;
            }
            let (folded, form) = fold(raw);
            if (folded == BLANK || folded == BREAK)
                && let Some(last) = glyphs.last_mut()
                && matches!(last.char(), BLANK | BREAK)
            {
                if folded == BREAK {
                    last.packed = BREAK as u32 | last.packed & !0x1F_FFFF;
                }
                continue;
            }
            let length = raw.len_utf8() as u32;
            glyphs.push(Glyph {
                start,
                packed: folded as u32 | length << 21 | form | hidden,
            });
            hidden = 0;
        }
        Self { glyphs }
    }

    /// How many glyphs there are.
    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The glyph at a position; [`END`] beyond the last.
    pub(super) fn at(&self, place: usize) -> char {
        #[cfg(test)]
        LOOKS.with(|looks| looks.set(looks.get() + 1));
        self.glyphs.get(place).map_or(END, |glyph| glyph.char())
    }

    /// The glyph before a position; [`END`] before the first.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or(END, |place| self.at(place))
    }

    /// The byte range that a range of glyphs came from.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self
            .glyphs
            .get(range.start)
            .map_or(0, |glyph| glyph.start as usize);
        let last = range
            .end
            .checked_sub(1)
            .and_then(|last| self.glyphs.get(last));
        start..last.map_or(start, |glyph| {
            glyph.start as usize + (glyph.packed >> 21 & 7) as usize
        })
    }

    /// Adds what folding changed in a range of glyphs as problems. Only `spaced` numbers may have blanks before their
    /// digits and their 号: the register prints them that way.
    pub(super) fn problems(&self, range: &Range<usize>, spaced: bool, problems: &mut Vec<Problem>) {
        let mut forms = 0;
        for place in range.clone() {
            let Some(glyph) = self.glyphs.get(place) else {
                break;
            };
            // Hidden characters before the first glyph are outside the range.
            forms |= if place == range.start {
                glyph.packed & !HIDDEN
            } else {
                glyph.packed
            };
            let usual = spaced
                && glyph.char() == BLANK
                && (self.before(place) == '备' && self.at(place + 1).is_ascii_digit()
                    || self.at(place + 1) == '号');
            if matches!(glyph.char(), BLANK | BREAK) && !usual {
                forms |= HIDDEN;
            }
        }
        let table = [
            (TRADITIONAL, Problem::TraditionalForm),
            (FULLWIDTH, Problem::FullwidthForm),
            (ODD_DASH, Problem::PunctuationInside),
            (HIDDEN, Problem::SpacesInside),
        ];
        problems.extend(
            table
                .iter()
                .filter(|(form, _)| forms & form != 0)
                .map(|(_, problem)| *problem),
        );
    }

    /// Position after one blank or line break, if there is one here.
    pub(super) fn after_blank(&self, place: usize) -> usize {
        if matches!(self.at(place), BLANK | BREAK) {
            place + 1
        } else {
            place
        }
    }

    /// Position after a word that starts here; blanks may separate its characters.
    pub(super) fn word(&self, place: usize, word: &str) -> Option<usize> {
        let mut place = place;
        for (nth, expected) in word.chars().enumerate() {
            if nth > 0 && self.at(place) == BLANK && expected != BLANK {
                place += 1;
            }
            if self.at(place) != expected {
                return None;
            }
            place += 1;
        }
        Some(place)
    }

    /// Position after the first word that starts here; `words` are separated by `|`.
    pub(super) fn any_word(&self, place: usize, words: &str) -> Option<usize> {
        words.split('|').find_map(|word| self.word(place, word))
    }

    /// Position where a word starts that ends right before this position; ASCII case is ignored.
    pub(super) fn word_before(&self, place: usize, word: &str) -> Option<usize> {
        let mut place = place;
        for expected in word.chars().rev() {
            if self.before(place) != expected.to_ascii_lowercase() {
                return None;
            }
            place -= 1;
        }
        Some(place)
    }
}

impl Glyph {
    fn char(self) -> char {
        char::from_u32(self.packed & 0x1F_FFFF).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

#[cfg(test)]
std::thread_local! {
    /// How many times a glyph was read: lets a test check without a clock that the scan is linear.
    static LOOKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Maximum number of reads per glyph that the tests allow; a text of markers alone needed 83 when this was written.
#[cfg(test)]
pub(super) const LOOKS_PER_GLYPH: u64 = 200;

/// The result of a function, and how many glyphs it read.
#[cfg(test)]
pub(super) fn counting_looks<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = LOOKS.with(std::cell::Cell::get);
    let result = work();
    (result, LOOKS.with(std::cell::Cell::get) - before)
}

/// Whether this is a Chinese character. Punctuation is not.
pub(super) fn is_han(glyph: char) -> bool {
    matches!(glyph, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether this is a zero-width character.
pub(super) fn has_no_width(raw: char) -> bool {
    matches!(raw, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// How a character reads, and what was changed.
fn fold(raw: char) -> (char, u32) {
    match raw {
        '-' => ('-', 0),
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (BREAK, 0),
        _ if raw.is_ascii() => (
            if raw.is_ascii_whitespace() {
                BLANK
            } else {
                raw.to_ascii_lowercase()
            },
            0,
        ),
        '\u{2800}' | '\u{3164}' => (BLANK, 0),
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(raw as u32 - 0xFEE0)
                .unwrap_or(raw)
                .to_ascii_lowercase();
            // Full-width punctuation is normal in Chinese; full-width letters, digits and hyphens are not.
            (
                narrow,
                if narrow.is_ascii_alphanumeric() || narrow == '-' {
                    FULLWIDTH
                } else {
                    0
                },
            )
        }
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2015}'
        | '\u{2043}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{30FC}' | '\u{FE58}'
        | '\u{FE63}' | '\u{FF70}' => ('-', ODD_DASH),
        // Mathematical digits.
        '\u{1D7CE}'..='\u{1D7FF}' => (
            char::from_digit((raw as u32 - 0x1D7CE) % 10, 10).unwrap_or(raw),
            FULLWIDTH,
        ),
        '︰' | '∶' | '﹕' | 'ː' => (':', 0),
        '【' | '〔' | '〖' | '『' | '「' | '《' | '〈' | '﹝' | '︵' => ('[', 0),
        '】' | '〕' | '〗' | '』' | '」' | '》' | '〉' | '﹞' | '︶' => (']', 0),
        '×' | '✕' | '✖' | '╳' | '●' | '○' | '◯' | '•' | '□' | '■' | '△' | '▲' | '※' | '∗' | '⁎'
        | '﹡' => ('*', 0),
        '丨' | '│' | '┃' | '¦' | '∣' | '┊' => ('|', 0),
        _ if raw.is_whitespace() => (BLANK, 0),
        _ => match TRADITIONAL_FORMS.binary_search_by_key(&raw, |row| row.0) {
            Ok(row) => (
                TRADITIONAL_FORMS.get(row).map_or(raw, |row| row.1),
                TRADITIONAL,
            ),
            Err(_) => (raw, 0),
        },
    }
}

/// The traditional form of each character that the grammars use, with its simplified form.
/// Source: Unihan `kSimplifiedVariant` (Unicode 16.0, 2024-09); the province signs also in the project's table of
/// regions. Sorted for binary search.
pub(super) static TRADITIONAL_FORMS: &[(char, char)] = &[
    ('備', '备'),
    ('內', '内'),
    ('務', '务'),
    ('國', '国'),
    ('報', '报'),
    ('寧', '宁'),
    ('審', '审'),
    ('屆', '届'),
    ('廣', '广'),
    ('廳', '厅'),
    ('慶', '庆'),
    ('據', '据'),
    ('晉', '晋'),
    ('暫', '暂'),
    ('東', '东'),
    ('機', '机'),
    ('滬', '沪'),
    ('無', '无'),
    ('營', '营'),
    ('瓊', '琼'),
    ('碼', '码'),
    ('粵', '粤'),
    ('經', '经'),
    ('網', '网'),
    ('編', '编'),
    ('聯', '联'),
    ('聽', '听'),
    ('肅', '肃'),
    ('臺', '台'),
    ('蘇', '苏'),
    ('號', '号'),
    ('補', '补'),
    ('視', '视'),
    ('許', '许'),
    ('證', '证'),
    ('識', '识'),
    ('貴', '贵'),
    ('贛', '赣'),
    ('遼', '辽'),
    ('閩', '闽'),
    ('關', '关'),
    ('陝', '陕'),
    ('隊', '队'),
    ('際', '际'),
    ('隴', '陇'),
    ('雲', '云'),
    ('電', '电'),
    ('魯', '鲁'),
    ('黃', '黄'),
    ('龍', '龙'),
];
