//! Compares outcomes with an earlier report.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::Result;
use beian_lens_core::report::{OutcomeKind, Report, Severity};

use crate::record;
use crate::run::Outcome;

/// The rules that failed on each target that had a report.
#[derive(Debug, Default)]
pub struct Baseline(HashMap<String, BTreeSet<String>>);

/// What changed on one target, by rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Rules that failed then but no longer do.
    pub fixed: Vec<String>,
    /// Rules that fail now but did not then.
    pub new: Vec<String>,
    /// Rules that failed then and still do.
    pub unchanged: Vec<String>,
}

impl Baseline {
    /// Reads a report in JSON Lines.
    ///
    /// # Errors
    /// When the file cannot be read or is not a report.
    pub fn read(file: &Path) -> Result<Self> {
        let mut baseline = Self::default();
        record::read(file, |outcome| {
            baseline.add(outcome);
            Ok(())
        })?;
        Ok(baseline)
    }

    fn add(&mut self, outcome: Outcome) {
        if let Ok(report) = &outcome.result {
            let rules = failed(report).map(str::to_owned).collect();
            self.0.insert(outcome.target, rules);
        }
    }

    /// What changed; `None` when the target had no report then or has none now.
    #[must_use]
    pub fn trend(&self, outcome: &Outcome) -> Option<Trend> {
        let before = self.0.get(&outcome.target)?;
        let now: BTreeSet<_> = failed(outcome.result.as_ref().ok()?)
            .map(str::to_owned)
            .collect();
        Some(Trend {
            fixed: before.difference(&now).cloned().collect(),
            new: now.difference(before).cloned().collect(),
            unchanged: now.intersection(before).cloned().collect(),
        })
    }
}

/// The rules that failed, weigh, and are not ignored.
pub(super) fn failed(report: &Report) -> impl Iterator<Item = &str> {
    report
        .findings
        .iter()
        .filter(|finding| {
            finding.outcome == OutcomeKind::Failed
                && finding.severity >= Severity::Warn
                && finding.waived.is_none()
        })
        .map(|finding| finding.rule.as_str())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(super) mod tests {
    use super::super::tests::{error, report, waived};
    use super::*;

    /// The page of [`report`] in an earlier state, when a different rule failed.
    pub(in super::super) fn baseline() -> Baseline {
        let mut before = report();
        for finding in &mut before.result.as_mut().unwrap().findings {
            finding.rule = "icp-hidden".into();
        }
        let mut baseline = Baseline::default();
        baseline.add(before);
        baseline
    }

    #[test]
    fn what_is_fixed_new_and_unchanged_is_told_apart() {
        let trend = baseline().trend(&report()).unwrap();
        assert_eq!(
            (trend.fixed, trend.new),
            (vec!["icp-hidden".into()], vec!["icp-number-missing".into()])
        );
        let mut same = Baseline::default();
        same.add(report());
        assert_eq!(
            same.trend(&report()).unwrap().unchanged,
            ["icp-number-missing"]
        );
        assert_eq!(
            baseline().trend(&waived()).unwrap(),
            Trend {
                fixed: vec!["icp-hidden".into()],
                new: vec![],
                unchanged: vec![],
            }
        );
        assert_eq!(baseline().trend(&error()), None);
        assert_eq!(Baseline::default().trend(&report()), None);
    }
}
