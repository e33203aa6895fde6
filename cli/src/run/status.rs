//! Determines the exit status of a run.

use beian_lens_core::report::{OutcomeKind, Report, Severity, Verdict};

use super::Outcome;

/// The lowest severity of an outcome that makes the command exit with status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Something that the law requires is missing.
    Fail,
    /// That, or something else needs to be fixed: the verdict is incomplete.
    #[default]
    Warn,
    /// That, or something needs manual review.
    NeedsReview,
}

impl FailOn {
    fn is_met(self, report: &Report) -> bool {
        match self {
            Self::Fail => report.findings.iter().any(|finding| {
                finding.outcome == OutcomeKind::Failed
                    && finding.severity == Severity::Fail
                    && finding.waived.is_none()
            }),
            Self::Warn => report.verdict == Verdict::Incomplete,
            Self::NeedsReview => {
                matches!(report.verdict, Verdict::Incomplete | Verdict::NeedsReview)
            }
        }
    }
}

/// The exit status so far: 0 if nothing failed, 1 if a target is incomplete, 2 if a target could not be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status(u8);

impl Status {
    /// A target could not be checked, or the arguments were wrong.
    pub const NOT_CHECKED: Self = Self(2);

    /// Includes one more outcome.
    pub fn add(&mut self, outcome: &Outcome, fail_on: FailOn) {
        self.0 = self.0.max(match &outcome.result {
            Ok(report) => u8::from(fail_on.is_met(report)),
            Err(_) => Self::NOT_CHECKED.0,
        });
    }

    /// The status as a number.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use beian_lens_core::report::Waived;

    use super::*;
    use crate::targets;

    #[test]
    fn the_worst_outcome_is_the_exit_status() {
        let report = |verdict, severity| {
            let mut report = beian_lens_core::check(&Default::default());
            report.verdict = verdict;
            report.findings.truncate(1);
            for finding in &mut report.findings {
                (finding.outcome, finding.severity) = (OutcomeKind::Failed, severity);
            }
            Outcome::new("x".into(), Ok(report))
        };
        let fine = report(Verdict::Complete, Severity::Info);
        let unsure = report(Verdict::NeedsReview, Severity::Info);
        let warned = report(Verdict::Incomplete, Severity::Warn);
        let failed = report(Verdict::Incomplete, Severity::Fail);
        let error = Outcome::new("x".into(), Err(targets::Error::ListWasRead.into()));
        let mut ignored = report(Verdict::Complete, Severity::Fail);
        for finding in &mut ignored.result.as_mut().unwrap().findings {
            let reason = "brand guideline".into();
            finding.waived = Some(Waived { reason });
        }
        for (outcomes, [fail, warn, needs_review]) in [
            (vec![], [0, 0, 0]),
            (vec![&fine], [0, 0, 0]),
            (vec![&ignored], [0, 0, 0]),
            (vec![&unsure, &fine], [0, 0, 1]),
            (vec![&warned, &fine], [0, 1, 1]),
            (vec![&failed, &fine], [1, 1, 1]),
            (vec![&error, &failed, &fine], [2, 2, 2]),
        ] {
            for (fail_on, expected) in [
                (FailOn::Fail, fail),
                (FailOn::Warn, warn),
                (FailOn::NeedsReview, needs_review),
            ] {
                let mut status = Status::default();
                outcomes
                    .iter()
                    .for_each(|outcome| status.add(outcome, fail_on));
                assert_eq!(status.code(), expected, "{fail_on:?}");
            }
        }
    }
}
