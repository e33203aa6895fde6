//! Writes and reads lines of a JSON Lines report: to resume an interrupted run, to compare with an earlier run, and to
//! print in another format.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use beian_lens_core::report::Report;
use beian_lens_webdriver::check::Kind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::inert;
use crate::output;
use crate::run::{Failure, Outcome};

#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Report {
        #[serde(flatten)]
        report: &'a Report,
        #[serde(skip_serializing_if = "Option::is_none")]
        screenshot: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        foot: Option<String>,
        #[serde(rename = "footError", skip_serializing_if = "Option::is_none")]
        no_foot: Option<&'a str>,
    },
    Failure {
        target: &'a str,
        error: Told,
    },
}

/// Why a target has no report.
#[derive(Serialize, Deserialize)]
struct Told {
    kind: Kind,
    message: String,
}

/// The same, as it is read: versions before 0.2 wrote the message alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Error {
    Told(Told),
    Message(String),
}

#[derive(Deserialize)]
struct Failed {
    target: String,
    error: Error,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let Told { kind, message } = match error {
            Error::Told(told) => told,
            Error::Message(message) => Told {
                kind: Kind::Unknown,
                message,
            },
        };
        Self::Recorded { kind, message }
    }
}

/// Writes one line.
///
/// # Errors
/// When the output cannot be written.
pub fn write(output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
    let line = match &outcome.result {
        Ok(report) => Line::Report {
            report,
            screenshot: name(outcome.screenshot.as_ref()),
            foot: name(outcome.foot.as_ref()),
            no_foot: outcome.no_foot.as_deref(),
        },
        Err(failure) => Line::Failure {
            target: &outcome.target,
            error: Told {
                kind: failure.kind(),
                message: failure.to_string(),
            },
        },
    };
    inert::write_json(output, &line)?;
    output.write_all(b"\n")
}

fn name(file: Option<&PathBuf>) -> Option<String> {
    file.map(|file| file.display().to_string())
}

fn parse(line: &[u8]) -> serde_json::Result<Outcome> {
    let value: Value = serde_json::from_slice(line)?;
    if value.get("error").is_some() {
        let Failed { target, error } = serde_json::from_value(value)?;
        return Ok(Outcome::new(target, Err(error.into())));
    }
    let text = |name| value.get(name).and_then(Value::as_str);
    let (screenshot, foot) = (
        text("screenshot").map(PathBuf::from),
        text("foot").map(PathBuf::from),
    );
    let no_foot = text("footError").map(str::to_owned);
    let report: Report = serde_json::from_value(value)?;
    let target = report.target.clone().unwrap_or_else(|| report.url.clone());
    Ok(Outcome {
        screenshot,
        foot,
        no_foot,
        ..Outcome::new(target, Ok(report))
    })
}

/// Passes every line of a finished report to `each`.
///
/// # Errors
/// When the file cannot be read or is not a report.
pub fn read(file: &Path, each: impl FnMut(Outcome) -> Result<()>) -> Result<()> {
    let name = file.display();
    let open = File::open(file).with_context(|| format!("cannot read {name}"))?;
    let lines = Lines::of(open, each).with_context(|| format!("{name} is not a report"))?;
    match lines.torn {
        Some(number) => {
            bail!(
                "{name}: line {number} is incomplete; run the same command again with --resume to repair it"
            )
        }
        None => Ok(()),
    }
}

/// Opens the report of an interrupted run to write on, without a torn last line, and gives the lines that it holds to
/// `each`. A report that is not there yet is begun. Nobody else can write on it until the file is closed.
///
/// # Errors
/// When the file cannot be read or written, another run is writing it, or it is not a report.
pub fn resume(file: &Path, each: impl FnMut(Outcome) -> Result<()>) -> Result<File> {
    let name = file.display();
    let mut open = output::lock(file)?;
    let lines = Lines::of(&open, each).with_context(|| format!("{name} is not a report"))?;
    open.set_len(lines.end)
        .and_then(|()| open.seek(SeekFrom::Start(lines.end)))
        .with_context(|| format!("cannot write {name}"))?;
    Ok(open)
}

/// The result of reading.
struct Lines {
    /// Where the last complete line ends, in bytes.
    end: u64,
    /// The number of an incomplete last line.
    torn: Option<u64>,
}

impl Lines {
    fn of(input: impl io::Read, mut each: impl FnMut(Outcome) -> Result<()>) -> Result<Self> {
        let mut input = BufReader::new(input);
        let (mut line, mut number) = (Vec::new(), 0);
        let mut lines = Self { end: 0, torn: None };
        loop {
            line.clear();
            let length = input.read_until(b'\n', &mut line)?;
            if length == 0 {
                return Ok(lines);
            }
            if let Some(torn) = lines.torn {
                // Only the end of a file can be incomplete: this line is something else.
                bail!("line {torn} is not a report on a page");
            }
            number += 1;
            match parse(&line) {
                Ok(outcome) if line.ends_with(b"\n") => {
                    each(outcome)?;
                    lines.end += u64::try_from(length)?;
                }
                _ => lines.torn = Some(number),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::format::tests::{error, report};

    fn names(file: &Path) -> (Vec<String>, Result<File>) {
        let mut names = Vec::new();
        let open = resume(file, |outcome| {
            names.push(outcome.target);
            Ok(())
        });
        (names, open)
    }

    #[test]
    fn what_was_written_is_read_again() {
        let mut with_picture = report();
        with_picture.screenshot = Some("pictures/a.png".into());
        with_picture.foot = Some("pictures/a-foot.png".into());
        let mut without_foot = report();
        without_foot.no_foot = Some("no screenshot".into());
        for outcome in [report(), error(), with_picture, without_foot] {
            let mut line = Vec::new();
            write(&mut line, &outcome).unwrap();
            let again = parse(&line).unwrap();
            assert_eq!(again.target, outcome.target);
            assert_eq!(again.screenshot, outcome.screenshot);
            assert_eq!(again.foot, outcome.foot);
            assert_eq!(again.no_foot, outcome.no_foot);
            assert_eq!(again.result, outcome.result);
        }
    }

    #[test]
    fn a_record_of_an_earlier_version_is_read_and_a_kind_of_a_later_one_too() {
        for (error, kind) in [
            (r#""no such host""#, Kind::Unknown),
            (
                r#"{"kind":"unreachable","message":"no such host"}"#,
                Kind::Unreachable,
            ),
            (
                r#"{"kind":"eclipse","message":"no such host"}"#,
                Kind::Unknown,
            ),
        ] {
            let line = format!(r#"{{"target":"a","error":{error}}}"#);
            let failure = parse(line.as_bytes()).unwrap().result.unwrap_err();
            assert_eq!(failure.kind(), kind, "{error}");
            assert_eq!(failure.to_string(), "no such host");
        }
    }

    #[test]
    fn a_torn_last_line_is_cut_off_wherever_it_was_torn() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.jsonl");
        let mut whole = Vec::new();
        write(&mut whole, &report()).unwrap();
        let first = whole.len();
        write(&mut whole, &error()).unwrap();
        for length in first..whole.len() {
            std::fs::write(&file, whole.get(..length).unwrap()).unwrap();
            let (names, open) = names(&file);
            write(&mut open.unwrap(), &error()).unwrap();
            assert_eq!(names, ["a.html"]);
            assert_eq!(std::fs::read(&file).unwrap(), whole, "torn at {length}");
        }
    }

    #[test]
    fn another_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("letter.txt");
        let letter = "Dear all,\nthis is no report.\n";
        std::fs::write(&file, letter).unwrap();
        assert!(names(&file).1.is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), letter);
    }
}
