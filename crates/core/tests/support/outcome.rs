//! What a rule concludes of a snapshot, against what the fixture's name says.

use beian_lens_core::report::OutcomeKind;
use beian_lens_core::snapshot::PageSnapshot;

/// A complaint when the rule's outcome is not the one that the name starts with.
pub(crate) fn other_than_named(rule: &str, name: &str, snapshot: &PageSnapshot) -> Option<String> {
    let report = beian_lens_core::check(snapshot);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .expect("a finding of each rule");
    let word = match finding.outcome {
        OutcomeKind::Passed => "passed-",
        OutcomeKind::Failed => "failed-",
        OutcomeKind::CannotTell => "cannot-tell-",
        OutcomeKind::Inapplicable => "inapplicable-",
    };
    (!name.starts_with(word)).then(|| format!("{rule}/{name}: {}", finding.message.name))
}
