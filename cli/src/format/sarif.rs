//! Writes SARIF 2.1.0 as a stream: only targets without a report are kept until the end.

use std::io::{self, Write};

use beian_lens_core::report::{Finding, OutcomeKind, Severity};
use beian_lens_core::rules::RULES;
use serde_json::{Value, json};

use super::Writer;
use super::baseline::Baseline;
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

pub(super) struct Sarif {
    catalogue: Catalogue,
    baseline: Option<Baseline>,
    results: usize,
    /// The targets without a report.
    notifications: Vec<Value>,
}

impl Sarif {
    pub(super) fn new(catalogue: Catalogue, baseline: Option<Baseline>) -> Self {
        Self {
            catalogue,
            baseline,
            results: 0,
            notifications: Vec::new(),
        }
    }

    fn result(&self, target: &str, finding: &Finding) -> Value {
        let mut message = self.catalogue.sentence(&finding.message);
        if let Some(remedy) = &finding.remedy {
            message.push_str("\n\n");
            message.push_str(remedy);
        }
        let (kind, level) = match (finding.outcome, finding.severity) {
            (OutcomeKind::CannotTell, _) => ("review", "none"),
            (_, severity) => ("fail", level(severity)),
        };
        let places: Vec<_> = finding
            .selectors
            .iter()
            .map(|selector| json!({"fullyQualifiedName": selector, "kind": "element"}))
            .collect();
        // The person's own word that it does not count.
        let suppressions: Vec<_> = finding
            .waived
            .iter()
            .map(|waived| json!({"kind": "external", "justification": waived.reason}))
            .collect();
        json!({
            "ruleId": finding.rule,
            "suppressions": suppressions,
            "kind": kind,
            "level": level,
            "message": {"text": message},
            "locations": [{
                "physicalLocation": {"artifactLocation": {"uri": uri(target)}, "region": {"startLine": 1}},
                "logicalLocations": places,
            }],
            "partialFingerprints": {"targetAndRule/v1": format!("{target} {}", finding.rule)},
        })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

/// The URI of a target: an address unchanged, a path as a relative reference.
fn uri(target: &str) -> String {
    if target.contains("://") {
        return target.to_owned();
    }
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(target, KEPT).to_string()
}

impl Writer for Sarif {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let rules: Vec<_> = RULES
            .iter()
            .map(|rule| {
                let title = format!("{}_title", rule.id.replace('-', "_"));
                json!({
                    "id": rule.id,
                    "shortDescription": {"text": self.catalogue.text(&title)},
                    "help": {"text": self.catalogue.basis(rule.basis)},
                    "defaultConfiguration": {"level": level(rule.severity)},
                })
            })
            .collect();
        let driver = json!({
            "name": "beian-lens", "version": env!("CARGO_PKG_VERSION"), "language": self.catalogue.language(),
            "rules": rules,
        });
        write!(output, "{{\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        inert::write_json(output, &json!({"driver": driver}))?;
        write!(output, ",\"columnKind\":\"utf16CodeUnits\",\"results\":[")
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let report = match &outcome.result {
            Ok(report) => report,
            Err(error) => {
                self.notifications.push(json!({
                    "level": "error",
                    "message": {"text": error.to_string()},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(&outcome.target)}}}],
                }));
                return Ok(());
            }
        };
        let trend = self
            .baseline
            .as_ref()
            .and_then(|baseline| baseline.trend(outcome));
        let told = report.findings.iter().filter(|finding| {
            matches!(
                finding.outcome,
                OutcomeKind::Failed | OutcomeKind::CannotTell
            )
        });
        for finding in told {
            let mut result = self.result(&outcome.target, finding);
            if let Some(trend) = &trend {
                let state = if trend.new.contains(&finding.rule) {
                    Some("new")
                } else if trend.unchanged.contains(&finding.rule) {
                    Some("unchanged")
                } else {
                    None
                };
                if let (Some(state), Some(result)) = (state, result.as_object_mut()) {
                    result.insert("baselineState".into(), state.into());
                }
            }
            let comma = if self.results == 0 { "" } else { "," };
            writeln!(output, "{comma}")?;
            inert::write_json(output, &result)?;
            self.results += 1;
        }
        Ok(())
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let invocation = json!({
            "executionSuccessful": self.notifications.is_empty(),
            "toolExecutionNotifications": self.notifications,
        });
        write!(output, "\n],\"invocations\":[")?;
        inert::write_json(output, &invocation)?;
        writeln!(output, "]}}]}}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::path::Path;

    use super::super::baseline::tests::baseline;
    use super::super::tests::{error, report, waived, written};
    use super::*;

    fn chinese() -> Catalogue {
        let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extension");
        Catalogue::read(&extension, "zh_CN").unwrap()
    }

    #[test]
    fn the_log_is_valid_by_the_schema_and_says_what_is_new() {
        // The schema's pattern for languages has an extra bracket, which JavaScript reads as a literal character.
        let schema = include_str!("../../tests/schemas/sarif-2.1.0.json")
            .replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        for outcomes in [vec![], vec![report(), error(), report()]] {
            let output = written(&mut Sarif::new(chinese(), Some(baseline())), &outcomes);
            let log: Value = serde_json::from_str(&output).unwrap();
            let errors: Vec<_> = schema
                .iter_errors(&log)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:?}");
            let run = &log["runs"][0];
            let reports = outcomes.iter().filter(|outcome| outcome.result.is_ok());
            assert_eq!(run["results"].as_array().unwrap().len(), reports.count());
            for result in run["results"].as_array().unwrap() {
                assert_eq!(result["ruleId"], "icp-number-missing");
                assert_eq!(result["baselineState"], "new");
            }
        }
    }

    #[test]
    fn an_ignored_finding_is_suppressed_with_its_reason() {
        let output = written(&mut Sarif::new(chinese(), Some(baseline())), &[waived()]);
        let log: Value = serde_json::from_str(&output).unwrap();
        let result = &log["runs"][0]["results"][0];
        let expected = json!([{"kind": "external", "justification": "brand guideline"}]);
        assert_eq!(result["suppressions"], expected);
        assert_eq!(result.get("baselineState"), None);
    }

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(uri("pages/a b<.html"), "pages/a%20b%3C.html");
        assert_eq!(uri("https://a.example.cn/"), "https://a.example.cn/");
    }
}
