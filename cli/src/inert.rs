//! Makes text harmless and shows everything in it: control characters give commands to terminals, and characters that
//! reorder or hide text can make an address look like another one.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Whether a character is not shown as itself: C0 and C1 controls (U+009B begins a terminal command, as ESC [ does),
/// line and paragraph separators, the directional and invisible format characters of UAX #9 and Unicode TR36, and tags.
fn is_odd(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// Text with every odd character, including line breaks, replaced by its number: `\u{202e}`.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    numbered(text, is_odd)
}

/// The same, except that line breaks and tabs are kept.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    numbered(text, |letter| is_odd(letter) && !"\n\t".contains(letter))
}

/// Writes a value as JSON in which every odd character is escaped; readers get the same value.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn write_json<W: ?Sized + Write>(
    output: &mut W,
    value: &impl Serialize,
) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(output, Json))?;
    Ok(())
}

fn numbered(text: &str, is_odd: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_odd) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_odd(letter) {
            // Writing to a string cannot fail.
            let _ = write!(plain, "\\u{{{:x}}}", u32::from(letter));
        } else {
            plain.push(letter);
        }
    }
    plain.into()
}

struct Json;

impl Formatter for Json {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((before, letter)) = rest.find(is_odd).and_then(|at| {
            let (before, after) = rest.split_at_checked(at)?;
            Some((before, after.chars().next()?))
        }) {
            writer.write_all(before.as_bytes())?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = rest
                .get(before.len() + letter.len_utf8()..)
                .unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_commands_turns_or_hides_is_shown_as_its_number() {
        for (text, expected) in [
            ("\u{1b}[2J", r"\u{1b}[2J"),
            ("\u{9b}2J\u{7f}\r\n", r"\u{9b}2J\u{7f}\u{d}\u{a}"),
            ("a\u{202e}nc.b", r"a\u{202e}nc.b"),
            (
                "\u{2066}\u{2069}\u{200f}\u{61c}",
                r"\u{2066}\u{2069}\u{200f}\u{61c}",
            ),
            (
                "\u{2028}\u{200b}\u{feff}\u{e0041}",
                r"\u{2028}\u{200b}\u{feff}\u{e0041}",
            ),
            ("京ICP备 18032457号 👍é", "京ICP备 18032457号 👍é"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn json_keeps_every_character_and_shows_no_odd_one() {
        let text = "京\u{0}\u{1b}[2J\u{9b}1m\u{7f}\u{202e}\"\\\n\u{2028}\u{e0041}\u{200b}👍";
        let mut json = Vec::new();
        write_json(&mut json, &text).unwrap();
        let json = String::from_utf8(json).unwrap();
        assert!(!json.contains(is_odd), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
