//! Writes outcomes in the output formats. A writer receives one outcome at a time and keeps no reports.

mod baseline;
mod csv;
mod html;
mod jsonl;
mod junit;
#[cfg(test)]
mod junit_schema;
mod markdown;
mod sarif;
mod text;

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use beian_lens_core::filing::Standing;
use beian_lens_core::report::Report;

pub use baseline::{Baseline, Trend};

use crate::catalogue::Catalogue;
use crate::run::Outcome;

/// The output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people, at a terminal.
    #[default]
    Text,
    /// One JSON object per line, one line per target.
    Jsonl,
    /// A single HTML page, for people.
    Html,
    /// A table with one row per target.
    Csv,
    /// A table to paste into an issue or a wiki.
    Markdown,
    /// SARIF 2.1.0, for tools that show findings in a code review.
    Sarif,
    /// JUnit XML, for tools that show test results: one suite per target, one test per rule.
    Junit,
}

/// Writes outcomes in one format.
pub trait Writer {
    /// Writes what comes before the first outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn begin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Writes one outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()>;

    /// Writes what comes after the last outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn end(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Format {
    /// The format for a file name, by its extension; `None` for an unknown one.
    #[must_use]
    pub fn of_file(file: &Path) -> Option<Self> {
        Some(match file.extension()?.to_str()? {
            "txt" => Self::Text,
            "jsonl" => Self::Jsonl,
            "html" => Self::Html,
            "csv" => Self::Csv,
            "md" => Self::Markdown,
            "sarif" => Self::Sarif,
            "xml" => Self::Junit,
            _ => return None,
        })
    }

    /// A writer of this format, with the texts of `language` from the package in `extension`. Formats that show a trend
    /// compare with `baseline`.
    ///
    /// # Errors
    /// When the texts are needed and cannot be read.
    pub fn writer(
        self,
        extension: &Path,
        language: &str,
        baseline: Option<Baseline>,
    ) -> Result<Box<dyn Writer>> {
        if self == Self::Jsonl {
            return Ok(Box::new(jsonl::Jsonl));
        }
        let catalogue = Catalogue::read(extension, language)?;
        Ok(match self {
            Self::Text => Box::new(text::Text::new(catalogue)),
            Self::Jsonl => Box::new(jsonl::Jsonl),
            Self::Html => Box::new(html::Html::new(catalogue, baseline)),
            Self::Csv => Box::new(csv::Csv::new(catalogue, baseline)),
            Self::Markdown => Box::new(markdown::Markdown::new(catalogue, baseline)),
            Self::Sarif => Box::new(sarif::Sarif::new(catalogue, baseline)),
            Self::Junit => Box::new(junit::Junit::new(catalogue)),
        })
    }
}

/// The site's own numbers, in canonical form.
fn numbers(report: &Report) -> Vec<&str> {
    report
        .marks
        .iter()
        .filter(|mark| mark.number.standing == Standing::Own)
        .filter_map(|mark| mark.number.number.as_deref())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) mod tests {
    use beian_lens_core::report::{
        Cause, Element, Finding, Message, OutcomeKind, Severity, Waived,
    };
    use beian_lens_webdriver::check::Kind;
    use clap::ValueEnum;

    use super::*;
    use crate::run::Failure;

    pub(crate) fn written(writer: &mut dyn Writer, outcomes: &[Outcome]) -> String {
        let mut output = Vec::new();
        writer.begin(&mut output).unwrap();
        outcomes
            .iter()
            .for_each(|outcome| writer.outcome(&mut output, outcome).unwrap());
        writer.end(&mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn no_format_lets_a_text_command_a_terminal_or_turn_another_around() {
        const HOSTILE: &str = "\u{1b}[2J\u{9b}1m\u{7}\u{202e}\u{2066}\u{200b}\u{e0041}";
        let mut found = report();
        let report = found.result.as_mut().unwrap();
        report.url.push_str(HOSTILE);
        for finding in &mut report.findings {
            finding.rule.push_str(HOSTILE);
            finding.basis.push(HOSTILE.into());
            finding.selectors.push(HOSTILE.into());
            finding.remedy = Some(HOSTILE.into());
        }
        let mut lost = error();
        lost.result = Err(crate::targets::Error::NoFile(HOSTILE.into()).into());
        for outcome in [&mut found, &mut lost] {
            outcome.target.push_str(HOSTILE);
            outcome.screenshot = Some(HOSTILE.into());
        }
        let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extension");
        for format in Format::value_variants() {
            let mut writer = format.writer(&extension, "zh_CN", None).unwrap();
            let output = written(&mut *writer, &[found.clone(), lost.clone()]);
            let text = output.trim_start_matches('\u{feff}');
            assert_eq!(crate::inert::lines(text), text, "{format:?}");
            assert!(text.contains("202e"), "{format:?} hides it: {text}");
        }
    }

    /// A page on which one rule failed and whose texts are hostile.
    pub(crate) fn report() -> Outcome {
        let hostile = "<script>\u{1b}[2J\u{9b}m\u{202e}\n";
        let mut report: Report = beian_lens_core::check(&Default::default());
        report.target = Some("a.html".into());
        report.url = "http://www.example-shop.cn/".into();
        report.findings = vec![Finding {
            element: Element::IcpNumber,
            rule: "icp-number-missing".into(),
            outcome: OutcomeKind::Failed,
            cause: Cause::Plain,
            severity: Severity::Fail,
            marks: Vec::new(),
            selectors: Vec::new(),
            message: Message {
                name: "no_such_sentence".into(),
                args: vec![hostile.into()],
            },
            basis: vec!["Order 292, art. 12".into()],
            remedy: Some("<a href=\"https://beian.miit.gov.cn/\">京</a>".into()),
            snippet: None,
            waived: None,
        }];
        Outcome {
            target: "a.html".into(),
            result: Ok(report),
            screenshot: None,
            foot: None,
            no_foot: None,
        }
    }

    /// The same, and the person ignores the rule.
    pub(crate) fn waived() -> Outcome {
        let mut outcome = report();
        for finding in &mut outcome.result.as_mut().unwrap().findings {
            let reason = "brand guideline".into();
            finding.waived = Some(Waived { reason });
        }
        outcome
    }

    pub(crate) fn error() -> Outcome {
        Outcome {
            target: "<b>.html".into(),
            result: Err(Failure::Recorded {
                kind: Kind::NoTarget,
                message: "there is no file <b>.html".into(),
            }),
            screenshot: None,
            foot: None,
            no_foot: None,
        }
    }
}
