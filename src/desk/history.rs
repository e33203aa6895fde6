//! History: the last checks, in this browser alone, off until it is switched on.

use serde::{Deserialize, Serialize};

use super::stored::Kept;
use crate::export::csv;
use crate::export::{Checked, Judged};
use crate::report::{OutcomeKind, Severity, Verdict};

/// So many checks are kept.
const MOST: usize = 500;
/// A longer address is cut.
const LONGEST_URL: usize = 1_000;
const HEADER: [&str; 8] = [
    "checked_at",
    "url",
    "host",
    "verdict",
    "missing",
    "failed",
    "cannot_tell",
    "waived",
];

/// One check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// RFC 3339.
    pub checked_at: String,
    /// The page's address.
    pub url: String,
    /// Its host.
    pub host: String,
    /// The conclusion.
    pub verdict: Verdict,
    /// How many elements were missing.
    pub missing: usize,
    /// The rules that failed and weigh.
    pub failed: Vec<String>,
    /// The rules that could not tell and weigh.
    pub cannot_tell: Vec<String>,
    /// The rules that were waived.
    pub waived: Vec<String>,
}

/// The last checks, the latest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct History {
    /// Are checks noted.
    pub on: bool,
    /// At most [`MOST`].
    pub rows: Vec<Entry>,
}

impl Kept for History {
    const KEY: &'static str = "history";
    type Row = Entry;

    fn rows(&mut self) -> &mut Vec<Entry> {
        &mut self.rows
    }
}

impl History {
    /// Notes a check, and forgets the oldest beyond [`MOST`].
    pub(super) fn record(&mut self, checked: &Checked, missing: usize) {
        let rules = |is_such: &dyn Fn(&Judged) -> bool| -> Vec<String> {
            let such = checked.findings.iter().filter(|finding| is_such(finding));
            such.map(|finding| finding.rule.clone()).collect()
        };
        let weighs = |finding: &Judged, outcome| {
            finding.outcome == outcome
                && finding.severity >= Severity::Warn
                && finding.waived.is_none()
        };
        let entry = Entry {
            checked_at: checked.checked_at.clone().unwrap_or_default(),
            url: checked.url.chars().take(LONGEST_URL).collect(),
            host: checked.host.clone(),
            verdict: checked.verdict,
            missing,
            failed: rules(&|finding| weighs(finding, OutcomeKind::Failed)),
            cannot_tell: rules(&|finding| weighs(finding, OutcomeKind::CannotTell)),
            waived: rules(&|finding| finding.waived.is_some()),
        };
        self.rows.insert(0, entry);
        self.rows.truncate(MOST);
    }

    /// The checks in which all words of a query occur: in the address, the time, the verdict or a rule's id.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<&Entry> {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let matches = |entry: &&Entry| {
            let text = entry.cells().join(" ").to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.rows.iter().filter(matches).collect()
    }

    /// All checks as a CSV file.
    #[must_use]
    pub fn csv(&self) -> String {
        let rows: Vec<[String; 8]> = self.rows.iter().map(Entry::cells).collect();
        let rows = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect());
        csv::write(std::iter::once(HEADER.to_vec()).chain(rows))
    }
}

impl Entry {
    fn cells(&self) -> [String; 8] {
        let verdict = match self.verdict {
            Verdict::Complete => "complete",
            Verdict::Incomplete => "incomplete",
            Verdict::NeedsReview => "needs-review",
            Verdict::NotRequired => "not-required",
        };
        [
            self.checked_at.clone(),
            self.url.clone(),
            self.host.clone(),
            verdict.into(),
            self.missing.to_string(),
            self.failed.join(" "),
            self.cannot_tell.join(" "),
            self.waived.join(" "),
        ]
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::desk::{Order, run};
    use serde_json::Map;

    fn checked(url: &str) -> Checked {
        let mut report = crate::check(&crate::testing::page("<footer>©</footer>"));
        report.url = url.into();
        Checked::of(&report)
    }

    #[test]
    fn the_last_500_are_kept_and_can_be_found() {
        let mut history = History::default();
        for number in 0..=MOST {
            history.record(&checked(&format!("http://a-shop.cn/{number}/")), 5);
        }
        assert_eq!(history.rows.len(), MOST);
        assert_eq!(history.rows[0].url, "http://a-shop.cn/500/");
        assert_eq!(history.search("A-SHOP incomplete /77/").len(), 1);
        assert_eq!(history.search("/0/").len(), 0);
        assert_eq!(csv::read(&history.csv()).len(), MOST + 1);
    }

    #[test]
    fn nothing_is_noted_unless_it_is_on_or_in_a_private_window() {
        for (on, private, noted) in [(false, false, 0), (true, true, 0), (true, false, 1)] {
            let stored = run(&Map::new(), Order::SetHistory { on }, "").write;
            let order = Order::Record {
                report: Box::new(checked("http://a-shop.cn/")),
                missing: 5,
                private,
            };
            let done = run(&stored, order, "");
            let rows = done
                .write
                .get("history")
                .and_then(|history| history["rows"].as_array().map(Vec::len));
            assert_eq!(rows.unwrap_or_default(), noted, "{on} {private}");
        }
    }
}
