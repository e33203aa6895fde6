//! How outcomes are written. A writer is fed one outcome after the other and keeps none.

mod html;
mod jsonl;
mod text;

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

use crate::catalogue::Catalogue;
use crate::run::Outcome;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, at a terminal.
    Text,
    /// One JSON object a line, one line a target.
    Jsonl,
    /// One page for people.
    Html,
}

/// Writes outcomes in one format.
pub trait Writer {
    /// What stands before the first outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn begin(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// One outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()>;

    /// What stands after the last outcome.
    ///
    /// # Errors
    /// When the output cannot be written.
    fn end(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Format {
    /// A writer of this format, with the sentences of `language` from the package in `extension`.
    ///
    /// # Errors
    /// When the sentences are needed and cannot be read.
    pub fn writer(self, extension: &Path, language: &str) -> Result<Box<dyn Writer>> {
        Ok(match self {
            Self::Text => Box::new(text::Text::new(Catalogue::read(extension, language)?)),
            Self::Jsonl => Box::new(jsonl::Jsonl),
            Self::Html => Box::new(html::Html::new(Catalogue::read(extension, language)?)),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use beian_lens::report::{Element, Finding, Message, OutcomeKind, Report, Severity};

    use super::*;

    pub(super) fn written(writer: &mut dyn Writer, outcomes: &[Outcome]) -> String {
        let mut output = Vec::new();
        writer.begin(&mut output).unwrap();
        outcomes
            .iter()
            .for_each(|outcome| writer.outcome(&mut output, outcome).unwrap());
        writer.end(&mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    /// A page on which one rule failed, and whose texts are hostile.
    pub(super) fn report() -> Outcome {
        let hostile = "<script>\u{1b}[2J\n";
        let mut report: Report = beian_lens::check(&Default::default());
        report.target = Some("a.html".into());
        report.url = "http://www.example-shop.cn/".into();
        report.findings = vec![Finding {
            element: Element::IcpNumber,
            rule: "icp-number-missing".into(),
            outcome: OutcomeKind::Failed,
            severity: Severity::Fail,
            marks: Vec::new(),
            selectors: Vec::new(),
            message: Message {
                name: "no_such_sentence".into(),
                args: vec![hostile.into()],
            },
            basis: vec!["Order 292, art. 12".into()],
            remedy: Some("<a href=\"https://beian.miit.gov.cn/\">京</a>".into()),
        }];
        Outcome {
            target: "a.html".into(),
            result: Ok(report),
            screenshot: None,
        }
    }

    pub(super) fn error() -> Outcome {
        Outcome {
            target: "<b>.html".into(),
            result: Err("there is no file <b>.html".into()),
            screenshot: None,
        }
    }
}
