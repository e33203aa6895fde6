//! Writes a report for people at a terminal.

use std::io::{self, Write};

use beian_lens_core::report::{Finding, OutcomeKind, Report, Severity, Waived};
use beian_lens_core::view;

use super::Writer;
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

pub(super) struct Text {
    catalogue: Catalogue,
}

impl Text {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }

    fn report(&self, output: &mut dyn Write, report: &Report) -> io::Result<()> {
        writeln!(
            output,
            "  {}",
            inert::line(&self.catalogue.sentence(&view::view(report).verdict))
        )?;
        for finding in &report.findings {
            if let Some(sign) = sign(finding) {
                writeln!(
                    output,
                    "  {sign} {}  [{}]",
                    inert::line(&self.catalogue.sentence(&finding.message)),
                    inert::line(&finding.rule)
                )?;
                self.details(output, finding)?;
            }
        }
        for unread in &report.unread {
            writeln!(
                output,
                "  - unread: {} × {}",
                serde_name(unread.what),
                unread.count
            )?;
        }
        Ok(())
    }

    fn details(&self, output: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        if !finding.basis.is_empty() {
            let basis = self.catalogue.basis(&finding.basis);
            writeln!(output, "      § {}", inert::line(&basis))?;
        }
        if let Some(Waived { reason }) = &finding.waived {
            let ignored = self.catalogue.text("row_tone_waived");
            writeln!(output, "      {ignored}: {}", inert::line(reason))?;
            return Ok(());
        }
        for line in finding.remedy.iter().flat_map(|remedy| remedy.lines()) {
            writeln!(output, "      + {}", inert::line(line))?;
        }
        Ok(())
    }
}

impl Writer for Text {
    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        writeln!(output, "{}", inert::line(&outcome.target))?;
        match &outcome.result {
            Ok(report) => self.report(output, report)?,
            Err(error) => writeln!(output, "  ! {}", inert::line(&error.to_string()))?,
        }
        for file in outcome.screenshot.iter().chain(&outcome.foot) {
            writeln!(output, "  > {}", inert::line(&file.to_string_lossy()))?;
        }
        if let Some(why) = &outcome.no_foot {
            writeln!(
                output,
                "  ! no screenshot of the bottom of the page: {}",
                inert::line(why)
            )?;
        }
        writeln!(output)
    }
}

/// The sign before a finding; `None` when it passed or had nothing to judge.
pub(super) fn sign(finding: &Finding) -> Option<&'static str> {
    match (finding.outcome, finding.severity) {
        (OutcomeKind::Failed | OutcomeKind::CannotTell, _) if finding.waived.is_some() => Some("–"),
        (OutcomeKind::Failed, Severity::Info) => Some("i"),
        (OutcomeKind::Failed, _) => Some("✗"),
        (OutcomeKind::CannotTell, _) => Some("?"),
        (OutcomeKind::Passed | OutcomeKind::Inapplicable, _) => None,
    }
}

/// The name of a value in the report.
pub(super) fn serde_name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{error, report, waived, written};
    use super::*;

    #[test]
    fn an_ignored_finding_says_so_and_why() {
        let output = written(&mut Text::new(Catalogue::default()), &[waived()]);
        assert!(
            !output.contains('✗') && output.contains("\n  – "),
            "{output}"
        );
        assert!(
            output.contains("row_tone_waived: brand guideline"),
            "{output}"
        );
    }

    #[test]
    fn a_failed_rule_is_told_with_its_basis_and_remedy_and_without_control_characters() {
        let output = written(&mut Text::new(Catalogue::default()), &[report(), error()]);
        let finding = "  ✗ no_such_sentence <script>\\u{1b}[2J\\u{9b}m\\u{202e}\\u{a}  [icp-number-missing]\n      \
                       § Order 292, art. 12\n      + <a href=\"https://beian.miit.gov.cn/\">京</a>\n\n";
        assert!(output.starts_with("a.html\n  verdict_"), "{output}");
        assert!(output.contains(finding), "{output}");
        assert!(
            output.ends_with("\n<b>.html\n  ! there is no file <b>.html\n\n"),
            "{output}"
        );
    }
}
