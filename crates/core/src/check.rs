//! Judges a page: the one entry point, and pure.

use crate::host::{self, PageAddress};
use crate::marks;
use crate::report::{
    Applicability, Finding, Mark, Message, Need, OutcomeKind, Report, SCHEMA, Severity, Tool,
    Verdict, Waived, Waiver,
};
use crate::rules::{Outcome, Page, RULES, Rule, message_key};
use crate::snapshot::{PageSnapshot, Unread, UnreadKind};
use crate::snippet::Snippet;

/// Judges a page. It has no clock, network or locale: the caller adds the time, the browser and the timings.
#[must_use]
pub fn check(page: &PageSnapshot) -> Report {
    let address = PageAddress::of(&page.url);
    let applicability = host::applicability(&address, page.server.as_ref());
    let marks::Found {
        marks,
        footer,
        left_out,
    } = marks::find(page, &address.host_name);
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
        host: &address.host_name,
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
        host: address.host_name,
        checked_at: None,
        by: None,
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
        footer,
        unread,
        timings: None,
    }
}

fn finding(rule: &Rule, outcome: Outcome, marks: &[Mark]) -> Finding {
    Finding {
        rule: rule.id.into(),
        element: rule.element,
        outcome: outcome.kind,
        cause: outcome.cause,
        severity: rule.severity,
        selectors: outcome
            .marks
            .iter()
            .filter_map(|mark| marks.get(*mark)?.selector.clone())
            .collect(),
        marks: outcome.marks,
        message: Message {
            name: message_key(rule.id, outcome.kind, outcome.cause),
            args: outcome.args,
        },
        basis: rule.basis.iter().map(|basis| (*basis).into()).collect(),
        remedy: outcome.remedy.as_ref().map(Snippet::html),
        snippet: outcome.remedy,
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
#[allow(clippy::expect_used, reason = "tests")]
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
    fn a_number_that_the_person_keeps_is_nowhere_in_report_or_view() {
        let page = crate::testing::page(
            "<!-- expected-icp: 沪ICP备2021036517号-1 expected-public-security: 沪公网安备31011502400817号 -->\
             <footer><p>京ICP备19044321号-2</p><p>京公网安备11010502000001号</p></footer>",
        );
        let report = check(&page);
        for rule in [
            "icp-number-not-expected",
            "public-security-number-not-expected",
        ] {
            let finding = report.findings.iter().find(|finding| finding.rule == rule);
            let finding = finding.expect("a finding of each rule");
            assert_eq!(finding.outcome, OutcomeKind::Failed, "{rule}");
            assert_eq!(
                (&finding.remedy, &finding.snippet),
                (&None, &None),
                "{rule}"
            );
        }
        let told = serde_json::to_string(&(&report, crate::view::view(&report)));
        let told = told.expect("plain data");
        for kept in ["2021036517", "31011502400817"] {
            assert!(!told.contains(kept), "{told}");
        }
    }

    #[test]
    fn a_page_that_no_web_server_served_has_no_host_and_is_not_live() {
        for url in [
            "file:///home/shop.cn/index.html",
            "file://server/share/index.html",
            "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb/page.html",
            "moz-extension://5a3f2c1e-0000-4000-8000-000000000000/page.html",
            "chrome://version/",
            "about:blank",
        ] {
            let page =
                crate::testing::page(&["<!-- url: ", url, " --><footer>©</footer>"].concat());
            let report = check(&page);
            assert_eq!(report.host, "", "{url}");
            assert_eq!(report.verdict, Verdict::NotRequired, "{url}");
            let finding = report
                .findings
                .iter()
                .find(|finding| finding.rule == "host-not-live");
            let finding = finding.expect("a finding of each rule");
            assert_eq!(
                finding.message.name, "host_not_live_failed_no_host",
                "{url}"
            );
            assert!(
                finding.message.args.is_empty(),
                "{url}: {:?}",
                finding.message.args
            );
        }
    }

    #[test]
    fn the_governments_own_domain_is_a_government_host() {
        for host in ["gov.cn", "www.gov.cn", "beian.miit.gov.cn"] {
            let page = ["<!-- url: https://", host, "/ --><footer>©</footer>"].concat();
            let report = check(&crate::testing::page(&page));
            for rule in ["government-mark-missing", "government-site-code-missing"] {
                let finding = report.findings.iter().find(|finding| finding.rule == rule);
                assert_eq!(
                    finding.map(|finding| finding.outcome),
                    Some(OutcomeKind::Failed),
                    "{rule} on {host}"
                );
            }
        }
    }

    #[test]
    fn an_empty_snapshot_is_judged() {
        assert!(!check(&PageSnapshot::default()).findings.is_empty());
    }
}
