//! Reads and writes CSV (RFC 4180) that is safe to open in a spreadsheet: no cell that we write is read as a formula.

use std::borrow::Cow;

/// A record may span lines inside quotation marks, and is at most so many bytes: a mark that is never closed costs its
/// own line and not the rest of the file.
const LONGEST: usize = 8_192;

/// One record, or a line that is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Line number in the file, from 1.
    pub number: usize,
    /// The text of the record, without its line break.
    pub text: &'a str,
    /// Its cells; `None` when a quotation mark is not closed, or something follows the closing one.
    pub cells: Option<Vec<String>>,
}

/// Writes rows with the line endings of RFC 4180, after the byte order mark by which spreadsheets recognise UTF-8.
pub fn write<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (index, cell) in row.into_iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            push_cell(&mut text, cell);
        }
        text.push_str("\r\n");
    }
    text
}

/// Reads a file; blank lines are skipped.
#[must_use]
pub fn read(text: &str) -> Vec<Line<'_>> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut number = 1;
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let (cells, length) = match record(rest) {
            Some((cells, length)) => (Some(cells), length),
            None => (None, rest.find('\n').map_or(rest.len(), |end| end + 1)),
        };
        let (record, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let text = record.trim_end_matches(['\r', '\n']);
        if !text.trim().is_empty() {
            lines.push(Line {
                number,
                text,
                cells,
            });
        }
        number += record.matches('\n').count();
        rest = after;
    }
    lines
}

/// The first record and its length in bytes, including the line break.
fn record(text: &str) -> Option<(Vec<String>, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum At {
        Start,
        Bare,
        Quoted,
        Closed,
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut at = At::Start;
    for (index, letter) in text.char_indices() {
        if index > LONGEST {
            return None;
        }
        match (at, letter) {
            (At::Quoted, '"') => at = At::Closed,
            (At::Quoted, _) => cell.push(letter),
            (_, ',') => {
                cells.push(plain(std::mem::take(&mut cell)));
                at = At::Start;
            }
            (_, '\n') => {
                if at == At::Bare && cell.ends_with('\r') {
                    cell.pop();
                }
                cells.push(plain(cell));
                return Some((cells, index + 1));
            }
            (At::Start, '"') => at = At::Quoted,
            (At::Closed, '"') => {
                cell.push('"');
                at = At::Quoted;
            }
            (At::Closed, '\r') => {}
            (At::Closed, _) => return None,
            (At::Start | At::Bare, _) => {
                cell.push(letter);
                at = At::Bare;
            }
        }
    }
    cells.push(plain(cell));
    (at != At::Quoted).then_some((cells, text.len()))
}

/// A cell that no spreadsheet takes for a formula: with an apostrophe in front where it needs one.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) {
        ["'", cell].concat().into()
    } else {
        cell.into()
    }
}

fn push_cell(text: &mut String, cell: &str) {
    let needs_quotes = cell.contains(['"', ',', '\n', '\r'])
        || cell.starts_with(char::is_whitespace)
        || cell.ends_with(char::is_whitespace)
        || cell.is_empty();
    if needs_quotes {
        text.push('"');
        text.push_str(&guarded(cell).replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&guarded(cell));
    }
}

/// A cell without the apostrophe that [`push_cell`] adds to formulas.
fn plain(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(bare) if is_formula(&cell) => bare.to_owned(),
        _ => cell,
    }
}

/// Whether a spreadsheet would read this as a formula, now or after a leading apostrophe is removed.
/// The characters are OWASP's ("CSV Injection"), with full-width forms for East Asian spreadsheets; read 2026-11-23.
fn is_formula(cell: &str) -> bool {
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    let bare = cell.trim_start_matches('\'');
    let mut first = bare
        .trim_start_matches(|letter| letter == '\'' || is_blank(letter))
        .chars();
    bare.starts_with(is_blank)
        || first
            .next()
            .is_some_and(|first| "=+-@＝＋－＠|%".contains(first))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_read_as_a_formula() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "'=1",
            "＝1",
            "\r=1",
            " \t@SUM(1)",
            "|1",
        ] {
            let text = write([vec![cell]]);
            let shown = text.trim_start_matches('\u{feff}').trim_start_matches('"');
            assert!(shown.starts_with('\''), "{cell:?}: {text:?}");
        }
        assert_eq!(
            write([vec!["京ICP备1号", "it's"]]),
            "\u{feff}京ICP备1号,it's\r\n"
        );
    }

    #[test]
    fn a_faulty_line_spoils_only_itself() {
        let lines = read("a,b\n\"c,d\ne,\"f\"x\r\n\n\"g\nh\",\"\"\"i\"\"\"\r\nj");
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.number, line.text, line.cells.as_ref().map(Vec::len)))
            .collect();
        assert_eq!(
            told,
            [
                (1, "a,b", Some(2)),
                (2, "\"c,d", None),
                (3, "e,\"f\"x", None),
                (5, "\"g\nh\",\"\"\"i\"\"\"", Some(2)),
                (7, "j", Some(1)),
            ]
        );
        assert_eq!(lines[3].cells.as_ref().unwrap(), &["g\nh", "\"i\""]);
    }

    proptest::proptest! {
        #[test]
        fn what_was_written_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[-=+@',\" \t\r\na京＝é]{0,8}", 1..5), 0..6)
        ) {
            let text = write(rows.iter().map(|row| row.iter().map(String::as_str).collect()));
            let is_blank = |row: &&Vec<String>| row.iter().all(String::is_empty) && row.len() == 1;
            let read: Vec<Vec<String>> = read(&text).into_iter().map(|line| line.cells.unwrap()).collect();
            let rows: Vec<Vec<String>> = rows.iter().map(Clone::clone).collect();
            proptest::prop_assert_eq!(read.iter().filter(|row| !is_blank(row)).collect::<Vec<_>>(),
                rows.iter().filter(|row| !is_blank(row)).collect::<Vec<_>>());
        }

        #[test]
        fn any_text_is_read_without_losing_a_line(text in "\\PC{0,200}|[\",\n\r a]{0,200}") {
            let lines = read(&text);
            let kept: String = lines.iter().flat_map(|line| line.text.chars()).filter(|letter| !letter.is_whitespace()).collect();
            let all: String = text.trim_start_matches('\u{feff}').chars().filter(|letter| !letter.is_whitespace()).collect();
            proptest::prop_assert_eq!(kept, all);
        }
    }
}
