//! Writes a table to paste into an issue or a wiki: GitHub's Markdown, with page text escaped.

use std::io::{self, Write};

use super::baseline::{Baseline, failed};
use super::{Writer, numbers};
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

pub(super) struct Markdown {
    catalogue: Catalogue,
    baseline: Option<Baseline>,
}

impl Markdown {
    pub(super) fn new(catalogue: Catalogue, baseline: Option<Baseline>) -> Self {
        Self {
            catalogue,
            baseline,
        }
    }
}

impl Writer for Markdown {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let mut names = vec!["list_target", "list_verdict", "list_numbers", "list_failed"];
        if self.baseline.is_some() {
            names.extend(["list_fixed", "list_new"]);
        }
        row(output, names.iter().map(|name| self.catalogue.text(name)))?;
        row(output, names.iter().map(|_| "---".to_owned()))
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let mut cells = vec![outcome.target.clone()];
        match &outcome.result {
            Ok(report) => cells.extend([
                self.catalogue.conclusion(report),
                numbers(report).join(" "),
                failed(report).collect::<Vec<_>>().join(" "),
            ]),
            Err(error) => cells.extend([error.to_string(), String::new(), String::new()]),
        }
        if let Some(baseline) = &self.baseline {
            let trend = baseline.trend(outcome);
            let (fixed, new) = trend
                .map(|trend| (trend.fixed, trend.new))
                .unwrap_or_default();
            cells.extend([fixed.join(" "), new.join(" ")]);
        }
        row(output, cells.iter().map(|cell| escaped(cell)))
    }
}

fn row(output: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for cell in cells {
        write!(output, "| {cell} ")?;
    }
    writeln!(output, "|")
}

/// Escapes text: a backslash before any ASCII punctuation removes its meaning, also that of `:` and `.` in addresses,
/// which would otherwise become links.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let text = text.replace(char::is_control, " ");
    for letter in inert::line(&text).chars() {
        if letter.is_ascii_punctuation() && letter != '-' {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::baseline::tests::baseline;
    use super::super::tests::{error, report, written};
    use super::*;

    #[test]
    fn every_outcome_is_one_row_of_plain_text() {
        let mut hostile = error();
        hostile.target = "a|b\n# [x](https://a.example/) <b> `c` www.a.example".into();
        let output = written(
            &mut Markdown::new(Catalogue::default(), Some(baseline())),
            &[report(), hostile],
        );
        let lines: Vec<_> = output.lines().collect();
        assert_eq!(lines.len(), 4, "{output}");
        assert!(
            lines
                .get(2)
                .is_some_and(|line| line
                    .ends_with("| icp-number-missing | icp-hidden | icp-number-missing |")),
            "{output}"
        );
        let expected = r"| a\|b \# \[x\]\(https\:\/\/a\.example\/\) \<b\> \`c\` www\.a\.example |";
        assert!(
            lines.get(3).is_some_and(|line| line.starts_with(expected)),
            "{output}"
        );
    }
}
