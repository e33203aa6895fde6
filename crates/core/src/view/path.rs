//! Shows how it was decided whether the site needs to file.

use super::findings::row_finding;
use super::messages::plain;
use super::model::{Row, RowFinding, Tone};
use crate::report::{Element, Finding, Need, OutcomeKind, Report};

/// The questions, each with the rules that answer it.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("card_step_live", &["host-not-live"]),
    (
        "card_step_domain",
        &["host-bare-address", "host-without-custom-domain"],
    ),
    ("card_step_ending", &["host-tld-not-approved"]),
    ("card_step_mainland", &["host-outside-mainland"]),
];
/// Rules on what the page's content may require besides the filings.
const ADVICE: &[&str] = &[
    "content-needs-prior-approval",
    "payment-needs-registered-domain",
    "icp-number-on-foreign-server",
];

/// The results of the host rules in order, then what follows from them, then advice.
pub(super) fn rows(report: &Report) -> Vec<Row> {
    let is_told = |finding: &&Finding| finding.outcome != OutcomeKind::Inapplicable;
    let of = |rules: &'static [&str]| {
        let is_of = move |finding: &&Finding| rules.contains(&finding.rule.as_str());
        report.findings.iter().filter(is_of)
    };
    let mut path = Vec::new();
    for (question, rules) in QUESTIONS {
        let answers: Vec<&Finding> = rules
            .iter()
            .filter_map(|rule| report.findings.iter().find(|finding| finding.rule == *rule))
            .filter(is_told)
            .collect();
        // A "no" settles the question; otherwise the last answer is the most precise.
        let no = answers
            .iter()
            .find(|answer| answer.outcome == OutcomeKind::Failed);
        if let Some(answer) = no.or(answers.last()) {
            let tone = match answer.outcome {
                OutcomeKind::Failed => Tone::NotNeeded,
                OutcomeKind::CannotTell => Tone::CannotTell,
                _ => Tone::Found,
            };
            path.push(step(question, tone, vec![row_finding(answer)]));
        }
    }
    for (filing, need) in [
        ("card_step_icp", report.applicability.icp),
        (
            "card_step_public_security",
            report.applicability.public_security,
        ),
    ] {
        let tone = match need {
            Need::Required => Tone::Found,
            Need::NotRequired => Tone::NotNeeded,
            Need::RequiredIfMainland | Need::CannotTell => Tone::CannotTell,
        };
        path.push(step(filing, tone, Vec::new()));
    }
    let advice = of(ADVICE).filter(|finding| finding.outcome == OutcomeKind::Failed);
    path.extend(
        advice.map(|finding| step("card_step_advice", Tone::Advice, vec![row_finding(finding)])),
    );
    path
}

fn step(title: &str, tone: Tone, findings: Vec<RowFinding>) -> Row {
    Row {
        element: Element::Host.name().into(),
        title: plain(title),
        tone,
        word: answer(tone, findings.is_empty()).into(),
        evidence: None,
        link: None,
        place: None,
        look_up: None,
        findings,
        selectors: Vec::new(),
    }
}

/// The word for an answer: yes or no for a question; needed, not needed or depends for a filing.
fn answer(tone: Tone, is_no_question: bool) -> &'static str {
    match (tone, is_no_question) {
        (Tone::Found, false) => "card_yes",
        (Tone::NotNeeded, false) => "card_no",
        (Tone::Found, true) => "card_needed",
        (Tone::CannotTell, true) => "card_depends",
        (Tone::Advice, _) => "card_mind",
        (tone, _) => tone.word(),
    }
}
