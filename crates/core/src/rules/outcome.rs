//! Names how a rule ended, and the message that says so.

use crate::report::{Cause, OutcomeKind};
use crate::snippet::Snippet;

/// What a rule concludes.
pub struct Outcome {
    /// Passed, failed, cannot tell, inapplicable.
    pub kind: OutcomeKind,
    /// Why: one of those that the rule declares for this kind.
    pub cause: Cause,
    /// The message's arguments.
    pub args: Vec<String>,
    /// Indices of the marks it speaks of.
    pub marks: Vec<usize>,
    /// What to paste; `None` when there is nothing to paste.
    pub remedy: Option<Snippet>,
}

impl Outcome {
    fn new(kind: OutcomeKind, cause: Cause) -> Self {
        Self {
            kind,
            cause,
            args: Vec::new(),
            marks: Vec::new(),
            remedy: None,
        }
    }

    /// Looked, and nothing is wrong.
    pub(super) fn passed() -> Self {
        Self::new(OutcomeKind::Passed, Cause::Plain)
    }

    /// Looked, and there is something to say although nothing is wrong.
    pub(super) fn passed_as(cause: Cause) -> Self {
        Self::new(OutcomeKind::Passed, cause)
    }

    /// Looked, and something is wrong.
    pub(super) fn failed(cause: Cause) -> Self {
        Self::new(OutcomeKind::Failed, cause)
    }

    /// Could not look, or the sources do not settle it.
    pub(super) fn cannot_tell(cause: Cause) -> Self {
        Self::new(OutcomeKind::CannotTell, cause)
    }

    /// Nothing on this page for the rule to judge.
    pub(super) fn inapplicable() -> Self {
        Self::new(OutcomeKind::Inapplicable, Cause::Plain)
    }

    pub(super) fn of(mut self, marks: Vec<usize>) -> Self {
        self.marks = marks;
        self
    }

    pub(super) fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    pub(super) fn remedy(mut self, snippet: Snippet) -> Self {
        self.remedy = Some(snippet);
        self
    }
}

/// The key of the message that says how a rule ended: `icp_number_missing_failed_hidden`. A plain cause adds nothing.
#[must_use]
pub fn message_key(rule: &str, outcome: OutcomeKind, cause: Cause) -> String {
    let mut key = rule.replace('-', "_");
    for word in [outcome.name(), cause.name()] {
        if word != Cause::Plain.name() {
            key.push('_');
            key.push_str(&word.replace('-', "_"));
        }
    }
    key
}
