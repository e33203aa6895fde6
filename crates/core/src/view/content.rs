//! Builds the row with advice on the page's content.

use super::findings::{self, row_findings};
use super::messages::keyed;
use super::model::{Row, Tone};
use crate::report::{Element, Finding, OutcomeKind, Report, Severity};

/// The row with advice on the page's content, if there is any.
pub(super) fn row(report: &Report) -> Option<Row> {
    let told: Vec<&Finding> = findings::of(report, Element::Content)
        .filter(|finding| {
            matches!(
                finding.outcome,
                OutcomeKind::Failed | OutcomeKind::CannotTell
            )
        })
        .collect();
    let counted = || told.iter().filter(|finding| finding.waived.is_none());
    let mut failed = counted().filter(|finding| finding.outcome == OutcomeKind::Failed);
    let advises = failed.clone().next().is_some();
    let tone = if failed.any(|finding| finding.severity >= Severity::Warn) {
        Tone::Wrong
    } else if advises {
        Tone::Advice
    } else if counted().next().is_some() {
        Tone::CannotTell
    } else {
        Tone::Waived
    };
    (!told.is_empty()).then(|| Row {
        element: Element::Content.name().into(),
        title: keyed("row_", Element::Content),
        tone,
        word: tone.word().into(),
        evidence: None,
        link: None,
        place: None,
        look_up: None,
        findings: row_findings(&told),
        selectors: Vec::new(),
    })
}
