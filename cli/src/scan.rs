//! Implements `scan`: finds filing marks in lines of plain text, without a browser.

use std::io::{self, BufRead, Write};

use beian_lens_core::filing::{self, Number};
use serde::Serialize;

use crate::inert;

#[derive(Serialize)]
struct Line {
    line: u64,
    marks: Vec<Number>,
}

/// Reads lines and writes one JSON object for each. `line` continues from call to call, so that the lines of several
/// files are numbered like those of one.
///
/// The two characters `\n` stand for a line break and `&nbsp;` for U+00A0; invalid UTF-8 is replaced.
///
/// # Errors
/// When reading or writing fails.
pub fn scan(mut input: impl BufRead, mut output: impl Write, line: &mut u64) -> io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        *line += 1;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = text.replace("\\n", "\n").replace("&nbsp;", "\u{a0}");
        let marks = filing::find_in(&text)
            .into_iter()
            .map(|found| found.number)
            .collect();
        inert::write_json(&mut output, &Line { line: *line, marks })?;
        output.write_all(b"\n")?;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_line_gives_one_object_and_the_count_goes_on() {
        let (mut output, mut line) = (Vec::new(), 0);
        scan(
            &b"first\n\n\xff broken\r\nno end"[..],
            &mut output,
            &mut line,
        )
        .unwrap();
        scan(&b"second file\n"[..], &mut output, &mut line).unwrap();
        let output = String::from_utf8(output).unwrap();
        let expected: String = (1..=5)
            .map(|line| format!("{{\"line\":{line},\"marks\":[]}}\n"))
            .collect();
        assert_eq!(output, expected);
    }
}
