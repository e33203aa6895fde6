//! Reduces the findings of an element to a tone and to what its row shows.

use super::model::{Preview, RowFinding, Tone};
use crate::report::{Cause, Element, Finding, OutcomeKind, Report, Severity};
use crate::rules::{Fault, fault_of};

pub(super) fn of(report: &Report, element: Element) -> impl Iterator<Item = &Finding> {
    report
        .findings
        .iter()
        .filter(move |finding| finding.element == element)
}

/// How many findings that weigh the person ignores on this host.
pub(super) fn waived(report: &Report) -> usize {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.waived.is_some() && finding.severity >= Severity::Warn)
        .count()
}

/// A finding that only points at what the page speaks of.
pub(super) fn is_of_a_mention(finding: &Finding) -> bool {
    finding.outcome == OutcomeKind::Failed && finding.cause == Cause::Mention
}

/// The tone of an element. Findings of severity info do not count.
pub(super) fn tone(findings: &[&Finding]) -> Tone {
    let is_waived = findings.iter().any(|finding| finding.waived.is_some());
    let weighs =
        |finding: &&&Finding| finding.severity >= Severity::Warn && finding.waived.is_none();
    let failed = || {
        findings
            .iter()
            .filter(weighs)
            .filter(|finding| finding.outcome == OutcomeKind::Failed)
    };
    if failed().any(|finding| finding.rule.ends_with("-missing") && finding.cause != Cause::Hidden)
    {
        Tone::Missing
    } else if failed().next().is_some() {
        Tone::Wrong
    } else if findings
        .iter()
        .filter(weighs)
        .any(|finding| finding.outcome == OutcomeKind::CannotTell)
    {
        Tone::CannotTell
    } else if is_waived {
        Tone::Waived
    } else {
        Tone::Found
    }
}

/// Failed findings, then those that could not tell, each by severity; when there are none, the first that passed.
pub(super) fn row_findings(findings: &[&Finding]) -> Vec<RowFinding> {
    let mut told = Vec::new();
    for outcome in [OutcomeKind::Failed, OutcomeKind::CannotTell] {
        for severity in [Severity::Fail, Severity::Warn, Severity::Info] {
            let such = findings
                .iter()
                .filter(|finding| finding.outcome == outcome && finding.severity == severity);
            told.extend(such.map(|finding| row_finding(finding)));
        }
    }
    if told.is_empty() {
        let passed = findings
            .iter()
            .find(|finding| finding.outcome == OutcomeKind::Passed);
        told.extend(passed.map(|finding| row_finding(finding)));
    }
    told
}

/// The message key of a law's name: the report cites it in English, the card shows it in the user's language.
#[must_use]
pub fn basis_key(basis: &str) -> String {
    let mut key = String::from("basis");
    for word in basis.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            key.push('_');
            key.push_str(&word.to_ascii_lowercase());
        }
    }
    key
}

pub(super) fn row_finding(finding: &Finding) -> RowFinding {
    RowFinding {
        rule: finding.rule.clone(),
        tone: match finding.outcome {
            _ if finding.waived.is_some() => Tone::Waived,
            OutcomeKind::Failed if fault_of(&finding.rule) == Fault::Missing => Tone::Missing,
            OutcomeKind::Failed if finding.severity == Severity::Info => Tone::Advice,
            OutcomeKind::Failed => Tone::Wrong,
            OutcomeKind::CannotTell => Tone::CannotTell,
            OutcomeKind::Passed => Tone::Found,
            OutcomeKind::Inapplicable => Tone::NotNeeded,
        },
        message: finding.message.clone(),
        basis: finding.basis.iter().map(|basis| basis_key(basis)).collect(),
        preview: finding.snippet.as_ref().map(Preview::of),
        remedy: finding.remedy.clone(),
        waived: finding.waived.as_ref().map(|waived| waived.reason.clone()),
    }
}
