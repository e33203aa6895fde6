//! Judges a page: the one entry point, and pure.

use crate::filing::hosts::Url;
use crate::report::{
    Applicability, Finding, Mark, Message, Need, OutcomeKind, Report, SCHEMA, Severity, Tool,
    Verdict, Waived, Waiver,
};
use crate::rules::{Outcome, Page, RULES, Rule};
use crate::snapshot::{PageSnapshot, Unread, UnreadKind};
use crate::{host, marks};

/// Judges a page. It has no clock, network or locale: the caller adds the time, the browser and the timings.
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
        waived: None,
    }
}

/// Marks the findings that the user ignores on this host, and recomputes the verdict without them. Only findings that
/// failed or could not tell are marked.
pub fn waive(report: &mut Report, waivers: &[Waiver]) {
    for finding in &mut report.findings {
        let waiver = waivers.iter().find(|waiver| waiver.rule == finding.rule);
        let says_something = matches!(
            finding.outcome,
            OutcomeKind::Failed | OutcomeKind::CannotTell
        );
        finding.waived = waiver.filter(|_| says_something).map(|waiver| Waived {
            reason: waiver.reason.clone(),
        });
    }
    report.verdict = verdict(&report.applicability, &report.findings);
}

/// The verdict. Findings of severity info do not change it.
fn verdict(applicability: &Applicability, findings: &[Finding]) -> Verdict {
    if applicability.icp == Need::NotRequired && applicability.public_security == Need::NotRequired
    {
        return Verdict::NotRequired;
    }
    let any = |outcome| {
        findings.iter().any(|finding| {
            finding.outcome == outcome
                && finding.severity >= Severity::Warn
                && finding.waived.is_none()
        })
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
    fn extreme_coordinates_do_not_break_the_check() {
        for far in [i32::MAX, i32::MIN, 90_210_365] {
            let mut page = crate::testing::page(
                "<footer><p>沪ICP备2021036517号 <a href='https://beian.miit.gov.cn/'>x</a></p>\
                 <p>沪公网安备31011502400817号 <img src='beian.png'></p></footer>",
            );
            let place = crate::snapshot::Rect {
                x: far,
                y: far,
                width: far,
                height: far,
            };
            page.runs.iter_mut().for_each(|run| run.place = place);
            page.links.iter_mut().for_each(|link| link.place = place);
            page.images.iter_mut().for_each(|image| image.place = place);
            page.viewport.height = far;
            for surface in &mut page.surfaces {
                surface.last_ink = Some(far);
                surface.content.width = far;
                surface.window = place;
            }
            assert_eq!(check(&page).marks.len(), 2, "{far}");
        }
    }

    #[test]
    fn numbers_beyond_the_maximum_are_reported_as_not_examined() {
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
    fn only_warn_and_fail_change_the_verdict() {
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
    fn a_waived_finding_is_kept_and_does_not_count() {
        let page = "<footer><p><a href=\"https://beian.miit.gov.cn/\">沪ICP备2021036517号</a></p></footer>";
        let mut report = check(&crate::testing::page(page));
        let waiver = |rule: &str| Waiver {
            rule: rule.into(),
            reason: "filed under the parent".into(),
        };
        waive(&mut report, &[waiver("icp-not-centred")]);
        assert_eq!(report.verdict, Verdict::Incomplete);
        waive(
            &mut report,
            &[
                waiver("public-security-number-missing"),
                waiver("icp-number-missing"),
            ],
        );
        assert_eq!(report.verdict, Verdict::Complete);
        let waived: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.waived.is_some())
            .collect();
        assert_eq!(waived.len(), 1, "a finding that passed is not waived");
        assert_eq!(
            waived.first().map(|finding| finding.outcome),
            Some(OutcomeKind::Failed)
        );
    }

    #[test]
    fn an_empty_snapshot_is_judged() {
        assert!(!check(&PageSnapshot::default()).findings.is_empty());
    }
}
