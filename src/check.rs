//! The one pure entry point.

use crate::filing::hosts::Url;
use crate::report::{
    Applicability, Finding, Mark, Message, Need, OutcomeKind, Report, SCHEMA, Severity, Tool,
    Verdict,
};
use crate::rules::{Outcome, Page, RULES, Rule};
use crate::snapshot::{PageSnapshot, Unread, UnreadKind};
use crate::{host, marks};

/// Judges a page. No clock, no network, no locale: the caller puts in when, by what, and how fast.
#[must_use]
pub fn check(page: &PageSnapshot) -> Report {
    let host = Url::split(&page.url)
        .map(|url| url.host)
        .unwrap_or_default();
    let applicability = host::applicability(&page.url, page.server.as_ref());
    let marks::Found { marks, left_out } = marks::find(page);
    let mut unread = page.unread.clone();
    if left_out > 0 {
        unread.push(Unread {
            what: UnreadKind::Candidate,
            count: left_out,
            near_foot: left_out,
        });
    }
    let judged = Page {
        snapshot: page,
        host: &host,
        marks: &marks,
        applicability: &applicability,
    };
    let findings: Vec<Finding> = RULES
        .iter()
        .map(|rule| finding(rule, rule.judge(&judged), &marks))
        .collect();
    Report {
        schema: SCHEMA,
        target: None,
        url: page.url.clone(),
        host,
        checked_at: None,
        tool: Tool {
            name: "beian-lens".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            engine: Default::default(),
        },
        browser: None,
        verdict: verdict(&applicability, &findings),
        applicability,
        marks,
        findings,
        unread,
        timings: None,
    }
}

fn finding(rule: &Rule, outcome: Outcome, marks: &[Mark]) -> Finding {
    let mut name = rule.id.replace('-', "_");
    name.push('_');
    name.push_str(outcome.reason);
    Finding {
        rule: rule.id.into(),
        element: rule.element,
        outcome: outcome.kind,
        severity: rule.severity,
        selectors: outcome
            .marks
            .iter()
            .filter_map(|mark| marks.get(*mark)?.selector.clone())
            .collect(),
        marks: outcome.marks,
        message: Message {
            name,
            args: outcome.args,
        },
        basis: rule.basis.iter().map(|basis| (*basis).into()).collect(),
        remedy: outcome.remedy,
    }
}

/// The conclusion: what is only good to know does not change it.
fn verdict(applicability: &Applicability, findings: &[Finding]) -> Verdict {
    if applicability.icp == Need::NotRequired && applicability.public_security == Need::NotRequired
    {
        return Verdict::NotRequired;
    }
    let any = |outcome| {
        findings
            .iter()
            .any(|finding| finding.outcome == outcome && finding.severity >= Severity::Warn)
    };
    if any(OutcomeKind::Failed) {
        Verdict::Incomplete
    } else if any(OutcomeKind::CannotTell) {
        Verdict::NeedsReview
    } else {
        Verdict::Complete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_the_bound_are_counted_as_not_looked_at() {
        let page = crate::testing::page(&"<p>沪ICP备2021036517号</p>".repeat(1_000));
        let report = check(&page);
        assert_eq!(report.marks.len(), 500);
        assert_eq!(
            report.unread,
            [Unread {
                what: UnreadKind::Candidate,
                count: 500,
                near_foot: 500,
            }]
        );
    }

    #[test]
    fn only_what_weighs_changes_the_verdict() {
        let complete = "<footer><p><a href=\"http://beian.miit.gov.cn/\">沪ICP备2021036517号</a></p>\
            <p><a href=\"https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817\"><img src=\"ghs.png\"> \
            沪公网安备31011502400817号</a></p></footer>";
        assert_eq!(
            check(&crate::testing::page(complete)).verdict,
            Verdict::Complete
        );
        let retired = complete.replace("beian.miit.gov.cn", "www.miitbeian.gov.cn");
        assert_eq!(
            check(&crate::testing::page(&retired)).verdict,
            Verdict::Incomplete
        );
        let unread =
            ["<footer>©</footer><iframe src=\"https://a.example.net/\"></iframe>"].concat();
        assert_eq!(
            check(&crate::testing::page(&unread)).verdict,
            Verdict::NeedsReview
        );
    }

    #[test]
    fn a_snapshot_of_nothing_is_judged() {
        assert!(!check(&PageSnapshot::default()).findings.is_empty());
    }
}
