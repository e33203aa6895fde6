//! Records the last checks, only in this browser, and only when the user turns history on.

use serde_json::{Map, Value};

use super::stored::{Kept, Row};
use crate::export::csv;
use crate::export::plain::{list, object, optional, text, texts};

/// Maximum number of checks that are kept.
const MOST: usize = 500;
/// Maximum length of an address, in characters; a longer one is cut.
const LONGEST_URL: usize = 1_000;
/// The verdicts, as [`beian_lens_core::report::Verdict`] is serialised.
const VERDICTS: [&str; 4] = ["complete", "incomplete", "needs-review", "not-required"];
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

/// One recorded check.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// RFC 3339.
    pub checked_at: String,
    /// The page's address.
    pub url: String,
    /// Its host.
    pub host: String,
    /// The verdict, as in the report.
    pub verdict: String,
    /// How many elements were missing.
    pub missing: u64,
    /// The rules of severity warn or fail that failed.
    pub failed: Vec<String>,
    /// The rules of severity warn or fail that could not tell.
    pub cannot_tell: Vec<String>,
    /// The rules that were waived.
    pub waived: Vec<String>,
}

/// The last checks, the latest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Whether checks are recorded.
    pub on: bool,
    /// The checks, at most [`MOST`].
    pub rows: Vec<Entry>,
}

impl Kept for History {
    const KEY: &'static str = "history";
    type Row = Entry;

    fn rows(&self) -> &[Entry] {
        &self.rows
    }

    fn rows_mut(&mut self) -> &mut Vec<Entry> {
        &mut self.rows
    }

    fn read_settings(&mut self, stored: &Value) -> Option<()> {
        self.on = stored.get("on")?.as_bool()?;
        Some(())
    }

    fn write_settings(&self, stored: &mut Map<String, Value>) {
        stored.insert("on".into(), self.on.into());
    }
}

impl Row for Entry {
    fn read(stored: &Value) -> Option<Self> {
        let text = |key| optional(stored, key).map(str::to_owned);
        let verdict = text("verdict").filter(|verdict| VERDICTS.contains(&verdict.as_str()));
        Some(Self {
            checked_at: text("checkedAt")?,
            url: text("url")?,
            host: text("host")?,
            verdict: verdict?,
            missing: stored.get("missing")?.as_u64()?,
            failed: texts(stored, "failed")?,
            cannot_tell: texts(stored, "cannotTell")?,
            waived: texts(stored, "waived")?,
        })
    }

    fn write(&self) -> Value {
        object([
            ("checkedAt", self.checked_at.as_str().into()),
            ("url", self.url.as_str().into()),
            ("host", self.host.as_str().into()),
            ("verdict", self.verdict.as_str().into()),
            ("missing", self.missing.into()),
            ("failed", self.failed.clone().into()),
            ("cannotTell", self.cannot_tell.clone().into()),
            ("waived", self.waived.clone().into()),
        ])
    }
}

impl History {
    /// Records a check, and drops the oldest beyond [`MOST`].
    pub(super) fn record(&mut self, report: &Value, missing: u64) {
        let rules = |is_such: &dyn Fn(&Value) -> bool| -> Vec<String> {
            let findings = list(report, "findings").iter();
            let such = findings.filter(|finding| is_such(finding));
            such.map(|finding| text(finding, "rule").to_owned())
                .collect()
        };
        let is_waived = |finding: &Value| finding.get("waived").is_some_and(Value::is_object);
        let weighs = |finding: &Value, outcome| {
            text(finding, "outcome") == outcome
                && text(finding, "severity") != "info"
                && !is_waived(finding)
        };
        let entry = Entry {
            checked_at: text(report, "checkedAt").into(),
            url: text(report, "url").chars().take(LONGEST_URL).collect(),
            host: text(report, "host").into(),
            verdict: text(report, "verdict").into(),
            missing,
            failed: rules(&|finding| weighs(finding, "failed")),
            cannot_tell: rules(&|finding| weighs(finding, "cannot-tell")),
            waived: rules(&is_waived),
        };
        self.rows.insert(0, entry);
        self.rows.truncate(MOST);
    }

    /// The checks that contain all words of a query: in the address, the time, the verdict or the id of a rule.
    #[must_use]
    #[allow(
        clippy::disallowed_methods,
        reason = "a person searches in any script, and the desk is in no page"
    )]
    pub fn search(&self, query: &str) -> Vec<&Entry> {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let matches = |entry: &&Entry| {
            let text = entry.cells().join(" ").to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.rows.iter().filter(matches).collect()
    }

    /// All checks as CSV.
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
        [
            self.checked_at.clone(),
            self.url.clone(),
            self.host.clone(),
            self.verdict.clone(),
            self.missing.to_string(),
            self.failed.join(" "),
            self.cannot_tell.join(" "),
            self.waived.join(" "),
        ]
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::run;
    use serde_json::json;

    fn report(url: &str) -> Value {
        let mut report =
            beian_lens_core::check(&beian_lens_core::testing::page("<footer>©</footer>"));
        report.url = url.into();
        serde_json::to_value(report).unwrap()
    }

    #[test]
    fn the_last_500_checks_are_kept_and_can_be_searched() {
        let mut history = History::default();
        for number in 0..=MOST {
            history.record(&report(&format!("http://a-shop.cn/{number}/")), 5);
        }
        assert_eq!(history.rows.len(), MOST);
        assert_eq!(history.rows[0].url, "http://a-shop.cn/500/");
        assert_eq!(history.search("A-SHOP incomplete /77/").len(), 1);
        assert_eq!(history.search("/0/").len(), 0);
        assert_eq!(csv::read(&history.csv()).len(), MOST + 1);
    }

    #[test]
    fn nothing_is_recorded_when_off_or_in_a_private_window() {
        for (on, private, noted) in [(false, false, 0), (true, true, 0), (true, false, 1)] {
            let order = json!({ "do": "set-history", "on": on });
            let stored = run(&Map::new(), &order, "").unwrap().write;
            let report = report("http://a-shop.cn/");
            let order =
                json!({ "do": "record", "report": report, "missing": 5, "private": private });
            let done = run(&stored, &order, "").unwrap();
            let rows = done
                .write
                .get("history")
                .and_then(|history| history["rows"].as_array().map(Vec::len));
            assert_eq!(rows.unwrap_or_default(), noted, "{on} {private}");
        }
    }
}
