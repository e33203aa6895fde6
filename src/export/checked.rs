//! What the desk reads of a report. The rest is the checker's, and passes through as it is.

use serde::Deserialize;

use crate::report::{Browser, OutcomeKind, Severity, Tool, Verdict, Waived};

/// A report without what the card shows of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// The page's address.
    pub url: String,
    /// Its host.
    pub host: String,
    /// RFC 3339.
    pub checked_at: Option<String>,
    /// Which build said so.
    pub tool: Tool,
    /// Which browser showed the page.
    pub browser: Option<Browser>,
    /// The conclusion.
    pub verdict: Verdict,
    /// One per rule.
    pub findings: Vec<Judged>,
    /// Every filing mark.
    pub marks: Vec<Seen>,
}

/// What a rule said.
#[derive(Clone, Debug, Deserialize)]
pub struct Judged {
    /// The rule's id.
    pub rule: String,
    /// What came of it.
    pub outcome: OutcomeKind,
    /// How much it matters.
    pub severity: Severity,
    /// Ignored by the person, and why.
    pub waived: Option<Waived>,
}

/// Where a mark is.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    /// A person can see it.
    pub shown: bool,
    /// It is at the foot of the page.
    pub footer: bool,
    /// `None` where the page's own scripts cannot reach it either.
    pub selector: Option<String>,
}

impl Checked {
    /// The selector of what a picture of the foot should show: the last number there. `None`: the page's end.
    #[must_use]
    pub fn foot(&self) -> Option<&str> {
        let at_foot = self.marks.iter().filter(|mark| mark.shown && mark.footer);
        at_foot.last()?.selector.as_deref()
    }

    /// As it comes out of the checker.
    #[cfg(test)]
    #[allow(clippy::unwrap_used, reason = "tests")]
    pub(crate) fn of(report: &crate::report::Report) -> Self {
        serde_json::from_value(serde_json::to_value(report).unwrap()).unwrap()
    }
}
