//! Writes JUnit XML: one suite per target, one test per rule. A rule that cannot tell is a skipped test.

use std::io::{self, Write};

use beian_lens_core::report::{Finding, OutcomeKind, Report, Severity, Waived};
use quick_xml::Writer as Xml;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::Writer;
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

pub(super) struct Junit {
    catalogue: Catalogue,
}

impl Junit {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }

    fn report(
        &self,
        xml: &mut Xml<&mut dyn Write>,
        target: &str,
        report: &Report,
    ) -> io::Result<()> {
        // A rule with nothing to judge has no test.
        let tests: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.outcome != OutcomeKind::Inapplicable)
            .collect();
        let count = |kind| {
            tests
                .iter()
                .filter(|finding| result(finding) == kind)
                .count()
        };
        let counts = [
            tests.len(),
            count(Some("failure")),
            0,
            count(Some("skipped")),
        ];
        suite(xml, target, counts, |xml| {
            for finding in &tests {
                self.test(xml, target, finding)?;
            }
            Ok(())
        })
    }

    fn test(
        &self,
        xml: &mut Xml<&mut dyn Write>,
        target: &str,
        finding: &Finding,
    ) -> io::Result<()> {
        let mut message = self.catalogue.sentence(&finding.message);
        if let Some(Waived { reason }) = &finding.waived {
            let ignored = self.catalogue.text("row_tone_waived");
            message = format!("{ignored}: {reason} ({message})");
        }
        let body = [
            self.catalogue.basis(&finding.basis),
            finding.remedy.clone().unwrap_or_default(),
        ]
        .join("\n");
        case(
            xml,
            &finding.rule,
            target,
            result(finding).map(|kind| (kind, message, body)),
        )
    }
}

/// The element for a finding that did not pass; a finding of severity info does not fail a test.
fn result(finding: &Finding) -> Option<&'static str> {
    match (finding.outcome, finding.severity) {
        // A reader of test results is to see that it was left out, and why.
        (OutcomeKind::Failed | OutcomeKind::CannotTell, _) if finding.waived.is_some() => {
            Some("skipped")
        }
        (OutcomeKind::Failed, Severity::Fail | Severity::Warn) => Some("failure"),
        (OutcomeKind::Failed, Severity::Info) | (OutcomeKind::CannotTell, _) => Some("skipped"),
        (OutcomeKind::Passed | OutcomeKind::Inapplicable, _) => None,
    }
}

fn suite(
    xml: &mut Xml<&mut dyn Write>,
    name: &str,
    counts: [usize; 4],
    cases: impl FnOnce(&mut Xml<&mut dyn Write>) -> io::Result<()>,
) -> io::Result<()> {
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", allowed(name).as_str()));
    for (name, count) in ["tests", "failures", "errors", "skipped"]
        .into_iter()
        .zip(counts)
    {
        start.push_attribute((name, count.to_string().as_str()));
    }
    xml.write_event(Event::Start(start))?;
    cases(xml)?;
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn case(
    xml: &mut Xml<&mut dyn Write>,
    name: &str,
    target: &str,
    result: Option<(&str, String, String)>,
) -> io::Result<()> {
    let name = &*allowed(name);
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("name", name));
    start.push_attribute(("classname", allowed(target).as_str()));
    let Some((kind, message, body)) = result else {
        return xml.write_event(Event::Empty(start));
    };
    xml.write_event(Event::Start(start))?;
    let mut result = BytesStart::new(kind);
    result.push_attribute(("message", allowed(&message).as_str()));
    if kind == "skipped" {
        // The schema allows no text in it.
        xml.write_event(Event::Empty(result))?;
    } else {
        result.push_attribute(("type", name));
        xml.write_event(Event::Start(result))?;
        xml.write_event(Event::Text(BytesText::new(&allowed(&body))))?;
        xml.write_event(Event::End(BytesEnd::new(kind)))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// Removes the characters that XML 1.0 cannot contain, even escaped, and those that control terminals.
fn allowed(text: &str) -> String {
    inert::lines(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

impl Writer for Junit {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(
            output,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"beian-lens\">"
        )
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let mut xml = Xml::new_with_indent(output, b' ', 2);
        match &outcome.result {
            Ok(report) => self.report(&mut xml, &outcome.target, report)?,
            Err(error) => suite(&mut xml, &outcome.target, [1, 0, 1, 0], |xml| {
                let error = ("error", error.to_string(), String::new());
                case(xml, "check", &outcome.target, Some(error))
            })?,
        }
        writeln!(xml.into_inner())
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "</testsuites>")
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]
mod tests {
    use quick_junit::TestCaseStatus;

    use super::super::junit_schema::faults;
    use super::super::tests::{error, report, written};
    use super::*;

    #[test]
    fn every_document_is_as_its_readers_want_it() {
        let mut unsure = report();
        for finding in &mut unsure.result.as_mut().unwrap().findings {
            finding.outcome = OutcomeKind::CannotTell;
        }
        for outcomes in [
            vec![],
            vec![error()],
            vec![report(), error(), unsure, report()],
        ] {
            let output = written(&mut Junit::new(Catalogue::default()), &outcomes);
            assert_eq!(faults(&output), [""; 0], "{output}");
        }
    }

    #[test]
    fn junits_own_reader_finds_every_target_and_every_finding() {
        let output = written(&mut Junit::new(Catalogue::default()), &[report(), error()]);
        let read = quick_junit::Report::deserialize_from_str(&output).unwrap();
        let suites: Vec<_> = read
            .test_suites
            .iter()
            .map(|suite| suite.name.as_str())
            .collect();
        assert_eq!(suites, ["a.html", "<b>.html"]);
        let messages: Vec<_> = read
            .test_suites
            .iter()
            .flat_map(|suite| &suite.test_cases)
            .map(|case| match &case.status {
                TestCaseStatus::NonSuccess { message, .. } => {
                    message.as_ref().unwrap().as_str().to_owned()
                }
                other => panic!("{other:?}"),
            })
            .collect();
        assert!(
            messages[0].starts_with("no_such_sentence <script>"),
            "{output}"
        );
        assert_eq!(messages[1], "there is no file <b>.html");
    }
}
