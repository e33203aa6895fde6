//! Reads what follows a marker: the digits or what stands in for them, and the ordinal after them.

use crate::filing::number::Service;

use super::spelling::{BLANK, BREAK, END, Folded, is_han};

/// A run of digits, or of characters in their place.
pub(super) struct Run {
    /// The digits of the run.
    pub(super) digits: String,
    /// Whether part of it is masked by X, * or the like.
    pub(super) masked: bool,
    /// Whether there were hyphens between the digits.
    pub(super) hyphenated: bool,
    /// Position after it.
    pub(super) end: usize,
}

/// An ordinal that was read.
#[derive(Clone, Copy)]
pub(super) struct Ordinal {
    /// `-n`; `None` when it is masked.
    pub(super) number: Option<u32>,
    /// What it stands for.
    pub(super) service: Service,
    /// Whether something other than a hyphen introduces it.
    pub(super) odd: bool,
    /// Position after it.
    pub(super) end: usize,
}

/// Maximum number of digits in a run: no number is as long, and page text is hostile.
const MOST_DIGITS: usize = 32;
/// Maximum number of digit groups that are joined over blanks.
const MOST_GROUPS: usize = 16;

/// Reads digits, joining groups when `fits` accepts their total length but not that of the first group.
pub(super) fn run(
    text: &Folded,
    start: usize,
    hyphens: bool,
    fits: fn(usize) -> bool,
) -> Option<Run> {
    let first = group(text, start, fits)?;
    if first.masked {
        return Some(masked_tail(text, first));
    }
    // Every position where the run could end: after the first group, after the second, …
    let mut best: Option<Run> = None;
    let mut digits = first.digits.clone();
    let mut place = first.end;
    let (mut hyphenated, mut broken, mut more) = (false, false, true);
    for _ in 0..MOST_GROUPS {
        let glue = text.at(place);
        let joins = glue == BLANK || glue == BREAK && !broken || hyphens && glue == '-';
        if !joins || !text.at(place + 1).is_ascii_digit() || digits.len() > MOST_DIGITS {
            more = false;
            break;
        }
        hyphenated |= glue == '-';
        broken |= glue == BREAK;
        let Some(next) = group(text, place + 1, fits).filter(|next| !next.masked) else {
            break;
        };
        digits.push_str(&next.digits);
        place = next.end;
        let closed = text.at(if text.at(place) == BLANK {
            place + 1
        } else {
            place
        }) == '号';
        if fits(digits.len()) && (closed || best.is_none() && !fits(first.digits.len())) {
            best = Some(Run {
                digits: digits.clone(),
                masked: false,
                hyphenated,
                end: place,
            });
            if closed {
                return best;
            }
        }
    }
    if fits(first.digits.len()) {
        return Some(first);
    }
    // Several groups followed by more digits are some other number.
    best.filter(|run| !more && run.end == place).or(Some(first))
}

/// Reads one group of digits and masks without blanks.
fn group(text: &Folded, start: usize, fits: fn(usize) -> bool) -> Option<Run> {
    let mut digits = String::new();
    let mut place = start;
    let mut masks = 0;
    let mut end_of_digits = start;
    while place - start < MOST_DIGITS {
        let glyph = text.at(place);
        if glyph.is_ascii_digit() {
            digits.push(glyph);
            end_of_digits = place + 1;
        } else if is_mask(glyph) || digits.is_empty() && is_dotted_mask(glyph) {
            masks += 1;
        } else {
            break;
        }
        place += 1;
    }
    if place == start {
        return None;
    }
    let closed = text.at(place) == '号' || text.at(place) == BLANK && text.at(place + 1) == '号';
    if masks > 0 && !digits.is_empty() {
        // `12345678*` is a footnote, `12345678x2` a quantity.
        let letters = text.at(place).is_ascii_alphabetic();
        if end_of_digits < place && fits(digits.len()) && !closed || letters {
            let whole = digits.len() == end_of_digits - start;
            return whole.then_some(Run {
                digits,
                masked: false,
                hyphenated: false,
                end: end_of_digits,
            });
        }
    } else if masks > 0 {
        let word = text.at(place).is_ascii_alphanumeric();
        if word || masks == 1 && !closed {
            return None;
        }
    }
    Some(Run {
        digits,
        masked: masks > 0,
        hyphenated: false,
        end: place,
    })
}

/// Reads the rest of `XX XX XX`.
fn masked_tail(text: &Folded, mut run: Run) -> Run {
    for _ in 0..MOST_GROUPS {
        if text.at(run.end) != BLANK {
            break;
        }
        let Some(next) = group(text, run.end + 1, |_| false).filter(|next| next.masked) else {
            break;
        };
        run.digits.push_str(&next.digits);
        run.end = next.end;
    }
    run
}

fn is_mask(glyph: char) -> bool {
    matches!(glyph, 'x' | '*' | '〇')
}

/// Whether this is a mask that is also punctuation: it counts only at the start.
fn is_dotted_mask(glyph: char) -> bool {
    matches!(glyph, '?' | '…' | '_' | '#' | '.' | '·' | 'n')
}

/// Reads `-1`, `- 2A` or `—3X`, and only the ordinal from `-1360安全`.
pub(super) fn ordinal(text: &Folded, start: usize) -> Option<Ordinal> {
    let mut place = text.after_blank(start);
    let mut spaced = place > start;
    let broken = text.at(start) == BREAK;
    let hyphen = place;
    while is_hyphen(text, place) && place - hyphen < 4 {
        place += 1;
    }
    if place == hyphen {
        return None;
    }
    let odd = place - hyphen > 1 || text.at(hyphen) != '-';
    let after = text.after_blank(place);
    let broken = broken || text.at(place) == BREAK;
    spaced |= after > place;
    let place = after;
    let mut digits = 0;
    while text.at(place + digits).is_ascii_digit() && digits < MOST_DIGITS {
        digits += 1;
    }
    if digits == 0 {
        let masked =
            is_mask(text.at(place)) && !text.at(place + 1).is_ascii_alphanumeric() && !spaced;
        return masked.then_some(Ordinal {
            number: None,
            service: Service::Website,
            odd: false,
            end: place + 1,
        });
    }
    if broken && (digits > 2 || is_han(text.at(place + digits))) {
        return None;
    }
    let taken = ordinal_length(text, place, digits, spaced)?;
    let mut number = 0;
    for nth in 0..taken {
        number = number * 10 + text.at(place + nth).to_digit(10)?;
    }
    let end = place + taken;
    if number == 0 {
        return None;
    }
    // `- 2 A` at the end of a line is an ordinal; `-1 A股` is not.
    let spaced_letter = text.at(end) == BLANK && matches!(text.at(end + 2), END | BREAK);
    let letter = if spaced_letter { end + 1 } else { end };
    let service = match text.at(letter) {
        _ if taken < digits || text.at(letter + 1).is_ascii_alphanumeric() => None,
        'a' => Some(Service::App),
        'x' => Some(Service::MiniProgram),
        'k' => Some(Service::QuickApp),
        _ => None,
    };
    let end = if service.is_some() { letter + 1 } else { end };
    Some(Ordinal {
        number: Some(number),
        service: service.unwrap_or(Service::Website),
        odd,
        end,
    })
}

/// Whether there is a dash; `一`, `_` and `~` count as one between 号 and a digit.
fn is_hyphen(text: &Folded, place: usize) -> bool {
    match text.at(place) {
        '-' => true,
        '一' | '_' | '~' | '～' => text.at(text.after_blank(place + 1)).is_ascii_digit(),
        _ => false,
    }
}

/// How many digits of a run belong to the ordinal: the highest ordinal seen has two digits, and other text often
/// follows without a separator (`号-1360安全`).
fn ordinal_length(text: &Folded, place: usize, digits: usize, spaced: bool) -> Option<usize> {
    /// Names and telephone numbers that begin with digits and often follow a filing number in a footer.
    const NEIGHBOURS: &str = "360|12377|12315|12318|12321|12345|110|400|163|2345";
    let behind = text.at(place + digits);
    let glued = is_han(behind) || behind.is_ascii_alphabetic();
    match digits {
        0 => None,
        1 | 2 => Some(digits),
        // `-010-1234…` is a telephone number.
        _ if text.at(place) == '0' || behind == '-' => None,
        3 if !glued => Some(3),
        4 if spaced
            || text
                .word(place, "20")
                .or_else(|| text.word(place, "19"))
                .is_some() =>
        {
            None
        }
        _ if spaced => None,
        _ => {
            let splits = [1, 2]
                .into_iter()
                .find(|split| text.any_word(place + split, NEIGHBOURS).is_some());
            splits.or(Some(1))
        }
    }
}

/// What lies between a marker and its digits.
#[derive(Default)]
pub(super) struct Bridge {
    /// Position after it.
    pub(super) end: usize,
    /// Whether it contains a line break.
    pub(super) broken: bool,
    /// Whether it contains words or punctuation that are not part of a number.
    pub(super) odd: bool,
    /// Whether it announces a number: 号, 编号 or a colon.
    pub(super) announces: bool,
    /// Position after the first 号.
    pub(super) suffix: Option<usize>,
}

/// Skips what may stand between a marker and its digits.
pub(super) fn bridge(text: &Folded, start: usize, words: &str) -> Bridge {
    let mut bridge = Bridge {
        end: start,
        ..Bridge::default()
    };
    for _ in 0..16 {
        let place = bridge.end;
        match text.at(place) {
            BLANK => bridge.end += 1,
            BREAK if !bridge.broken => {
                bridge.broken = true;
                bridge.end += 1;
            }
            ':' | '=' => {
                bridge.announces = true;
                bridge.odd = true;
                bridge.end += 1;
            }
            '号' => {
                bridge.announces = true;
                bridge.odd = true;
                bridge.end += 1;
                bridge.suffix.get_or_insert(bridge.end);
            }
            '(' => match domain(text, place) {
                Some(end) => {
                    bridge.odd = true;
                    bridge.end = end;
                }
                None if begins_digits(text, place + 1) => {
                    bridge.odd = true;
                    bridge.end += 1;
                }
                None => break,
            },
            '-' | '.' | '/' | '|' | '#' | '№' | '[' | '第' | '字' | '"' | '“' | ',' | '+' => {
                // The dots may themselves be the mask.
                if text.at(place) == '.' && text.at(place + 1) == '.'
                    || text.at(place) == '#' && text.at(place + 1) == '#'
                {
                    break;
                }
                bridge.odd = true;
                bridge.end += 1;
            }
            _ => match text.any_word(place, words) {
                Some(end) => {
                    bridge.odd = true;
                    bridge.announces = true;
                    bridge.end = end;
                }
                None => break,
            },
        }
    }
    bridge
}

fn begins_digits(text: &Folded, place: usize) -> bool {
    let place = text.after_blank(place);
    text.at(place).is_ascii_digit() || is_mask(text.at(place))
}

/// Position after a domain in brackets: some sites write theirs into the number.
fn domain(text: &Folded, open: usize) -> Option<usize> {
    let mut dots = 0;
    for place in open + 1..open + 80 {
        match text.at(place) {
            '.' => dots += 1,
            ')' => return (dots > 0).then_some(place + 1),
            glyph
                if glyph.is_ascii_alphanumeric()
                    || glyph == '-'
                    || glyph == BLANK
                    || is_han(glyph) => {}
            _ => return None,
        }
    }
    None
}

/// Whether no word or number continues here.
pub(super) fn is_boundary(glyph: char) -> bool {
    glyph == END
        || glyph == BLANK
        || glyph == BREAK
        || !is_han(glyph) && !glyph.is_ascii_alphanumeric() && glyph != ':'
}

/// Reads what a template has in place of digits: a word, or a variable of its template language.
/// Returns the position after it and its 号.
pub(super) fn filler(text: &Folded, start: usize, announced: bool) -> Option<usize> {
    /// Words for "no number yet" or "insert the number here".
    const WORDS: &str = "示例|待补充|待填|待定|待更新|待备案|待办|待审|\
        备案后|申请中|审核中|备案中|办理中|处理中|暂无|占位|样例|例子|测试|填写|输入|此处|未备案|尚未|正在|省略|某某|若干";
    /// Words that also begin other text: they count only when 号 follows.
    const WITH_SUFFIX: &str = "你的|您的|备案号|号码|编号|数字|无|空|某";
    if matches!(text.at(start), '{' | '$' | '%' | '<')
        || text.before(start) == '[' && !begins_digits(text, start)
    {
        return variable(text, start);
    }
    if let Some(end) = text.any_word(start, WORDS) {
        let suffix = (end..end + 3)
            .find(|&place| text.at(place) == '号')
            .map(|place| place + 1);
        return (announced || suffix.is_some()).then_some(suffix.unwrap_or(end));
    }
    if let Some(end) = text.any_word(start, WITH_SUFFIX) {
        return (end..end + 2)
            .find(|&place| text.at(place) == '号' && is_boundary(text.at(place + 1)))
            .map(|place| place + 1);
    }
    None
}

/// Position after a template variable, its brackets and a 号 right after them.
fn variable(text: &Folded, start: usize) -> Option<usize> {
    let closes = |place: &usize| matches!(text.at(*place), '}' | '>' | '%' | ']') && *place > start;
    let mut end = (start..start + 40)
        .take_while(|&place| text.at(place) != BREAK)
        .find(closes)?
        + 1;
    while matches!(text.at(end), '}' | '>' | ']') {
        end += 1;
    }
    let suffix = text.after_blank(end);
    Some(if text.at(suffix) == '号' {
        suffix + 1
    } else {
        end
    })
}

/// What follows the digits.
pub(super) struct Tail {
    /// Position after it.
    pub(super) end: usize,
    /// Whether there is a 号.
    pub(super) suffix: bool,
    /// Whether the 号 comes after the ordinal.
    pub(super) swapped: bool,
    /// Whether the ordinal is masked.
    pub(super) masked: bool,
    /// Whether something other than a hyphen introduces the ordinal.
    pub(super) odd: bool,
    /// The ordinal.
    pub(super) ordinal: Option<u32>,
    /// What the ordinal stands for; [`Service::Subject`] when there is none.
    pub(super) service: Service,
}

/// Reads 号 and the ordinal in either order.
pub(super) fn tail(text: &Folded, run: &Run) -> Tail {
    let first = suffix(text, run.end);
    let end = first.unwrap_or(run.end);
    let Some(ordinal) = ordinal(text, end) else {
        let service = Service::Subject;
        return Tail {
            end,
            suffix: first.is_some(),
            swapped: false,
            masked: false,
            odd: false,
            ordinal: None,
            service,
        };
    };
    let last = suffix(text, ordinal.end);
    Tail {
        end: last.unwrap_or(ordinal.end),
        suffix: first.is_some() || last.is_some(),
        swapped: first.is_none() && last.is_some(),
        masked: ordinal.number.is_none(),
        odd: ordinal.odd || first.is_some() && last.is_some(),
        ordinal: ordinal.number,
        service: ordinal.service,
    }
}

/// Position after a 号 that closes a number; 号码 begins something else.
pub(super) fn suffix(text: &Folded, place: usize) -> Option<usize> {
    let place = text.after_blank(place);
    let place = if matches!(text.at(place), ']' | ')') && text.at(place + 1) == '号' {
        place + 1
    } else {
        place
    };
    match text.at(place) {
        '号' => (text.at(place + 1) != '码').then_some(place + 1),
        'h' => text
            .word(place, "hao")
            .filter(|end| !text.at(*end).is_ascii_alphabetic()),
        _ => None,
    }
}

/// Whether what follows some digits makes them a year, a price or a share.
pub(super) fn is_quantity(text: &Folded, end: usize) -> bool {
    let unit = text.at(if text.at(end) == BLANK { end + 1 } else { end });
    matches!(
        unit,
        '年' | '月' | '日' | '元' | '个' | '天' | '万' | '家' | '条' | '%'
    ) || text.at(end) == '.' && text.at(end + 1).is_ascii_digit()
}
