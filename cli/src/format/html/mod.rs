//! One self-contained page for people: no script, nothing fetched, and a policy that says so. What it looks like is in the
//! templates beside this file; whatever they are given is text, and never markup.

use std::io::{self, Write};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use beian_lens_core::report::{Finding, Report, Verdict};
use beian_lens_core::view;
use beian_lens_desk::export::html::escape;
use minijinja::value::Serde;
use minijinja::{Environment, Output, State, Value};
use serde::Serialize;

use super::baseline::Baseline;
use super::text::{serde_name, sign};
use super::{Trend, Writer, numbers};
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

const BEGIN: &str = include_str!("begin.html");
const ROW: &str = include_str!("row.html");
const END: &str = include_str!("end.html");

/// What the filter lets through, by the class of a row; `None` is a target without a report.
const CLASSES: [Option<Verdict>; 5] = [
    Some(Verdict::Incomplete),
    Some(Verdict::NeedsReview),
    Some(Verdict::Complete),
    Some(Verdict::NotRequired),
    None,
];

/// Rows that have one of these can be filtered too, where there is a baseline.
const FILTERED_TRENDS: [&str; 2] = ["new", "fixed"];

/// What is wrong stands before what needs review, that before what is good to know, and ignored findings stand last.
const ORDER: [&str; 4] = ["✗", "?", "i", "–"];

pub(super) struct Html {
    catalogue: Arc<Catalogue>,
    templates: Environment<'static>,
    baseline: Option<Baseline>,
    pages: [usize; CLASSES.len()],
    trend: [usize; 3],
}

#[derive(Serialize)]
struct Begin<'a> {
    language: &'a str,
    classes: Vec<String>,
    columns: Vec<&'static str>,
}

#[derive(Serialize)]
struct Row<'a> {
    target: &'a str,
    class: String,
    classes: String,
    error: Option<String>,
    conclusion: String,
    url: &'a str,
    findings: Vec<Told<'a>>,
    notes: Vec<String>,
    no_picture: Option<String>,
    picture: Option<String>,
    numbers: Vec<&'a str>,
    compares: bool,
    trend: Vec<Change>,
}

#[derive(Serialize)]
struct Told<'a> {
    sign: &'static str,
    sentence: String,
    rule: &'a str,
    basis: String,
    ignored: Option<&'a str>,
    remedy: Option<String>,
}

#[derive(Serialize)]
struct Change {
    name: &'static str,
    rules: String,
}

#[derive(Serialize)]
struct End {
    all: usize,
    counts: Vec<Count>,
}

#[derive(Serialize)]
struct Count {
    name: String,
    number: usize,
}

impl Html {
    pub(super) fn new(catalogue: Catalogue, baseline: Option<Baseline>) -> Self {
        let catalogue = Arc::new(catalogue);
        let mut templates = Environment::new();
        templates.set_formatter(write_escaped);
        let texts = Arc::clone(&catalogue);
        templates.add_function("text", move |name: &str| texts.text(name));
        let texts = Arc::clone(&catalogue);
        templates.add_function("name", move |class: &str| {
            texts.text(&format!("list_{}", class.replace('-', "_")))
        });
        Self {
            catalogue,
            templates,
            baseline,
            pages: Default::default(),
            trend: Default::default(),
        }
    }

    fn render(
        &self,
        output: &mut dyn Write,
        template: &str,
        content: &impl Serialize,
    ) -> io::Result<()> {
        let page = self
            .templates
            .render_str(template, Value::from(Serde(content)))
            .map_err(io::Error::other)?;
        writeln!(output, "{page}")
    }

    fn row<'a>(&self, outcome: &'a Outcome, trend: Option<&Trend>) -> Row<'a> {
        let class = class_name(class(outcome));
        let mut classes = vec![class.as_str()];
        for (name, rules) in trend
            .into_iter()
            .flat_map(|trend| FILTERED_TRENDS.into_iter().zip([&trend.new, &trend.fixed]))
        {
            if !rules.is_empty() {
                classes.push(name);
            }
        }
        let changes = trend.map(|trend| {
            [
                ("fixed", &trend.fixed),
                ("new", &trend.new),
                ("unchanged", &trend.unchanged),
            ]
        });
        let changes = changes.into_iter().flatten();
        let row = Row {
            target: &outcome.target,
            classes: classes.join(" "),
            class,
            error: None,
            conclusion: String::new(),
            url: "",
            findings: Vec::new(),
            notes: Vec::new(),
            no_picture: None,
            picture: None,
            numbers: Vec::new(),
            compares: self.baseline.is_some(),
            trend: changes
                .filter(|(_, rules)| !rules.is_empty())
                .map(|(name, rules)| Change {
                    name,
                    rules: rules.join(", "),
                })
                .collect(),
        };
        match &outcome.result {
            Ok(report) => {
                let (picture, no_picture) = picture(outcome);
                let notes = view::view(report).notes;
                Row {
                    conclusion: self.catalogue.conclusion(report),
                    url: &report.url,
                    findings: self.findings(report),
                    notes: notes
                        .iter()
                        .map(|note| self.catalogue.sentence(note))
                        .collect(),
                    no_picture,
                    picture,
                    numbers: numbers(report),
                    ..row
                }
            }
            Err(failure) => Row {
                error: Some(failure.to_string()),
                ..row
            },
        }
    }

    fn findings<'a>(&self, report: &'a Report) -> Vec<Told<'a>> {
        let findings = report.findings.iter();
        let mut told: Vec<_> = findings
            .filter_map(|finding| Some(self.told(sign(finding)?, finding)))
            .collect();
        told.sort_by_key(|told| ORDER.iter().position(|sign| *sign == told.sign));
        told
    }

    fn told<'a>(&self, sign: &'static str, finding: &'a Finding) -> Told<'a> {
        Told {
            sign,
            sentence: self.catalogue.sentence(&finding.message),
            rule: &finding.rule,
            basis: self.catalogue.basis(&finding.basis),
            ignored: finding.waived.as_ref().map(|waived| waived.reason.as_str()),
            remedy: finding.remedy.clone(),
        }
    }
}

/// The picture of the foot, or else of the page, for inside this one. For one that could not be taken, or is gone, why.
fn picture(outcome: &Outcome) -> (Option<String>, Option<String>) {
    let file = outcome.foot.as_ref().or(outcome.screenshot.as_ref());
    match file.map(std::fs::read) {
        Some(Ok(picture)) => (
            Some(BASE64_STANDARD.encode(picture)),
            outcome.no_foot.clone(),
        ),
        Some(Err(why)) => (None, Some(why.to_string())),
        None => (None, outcome.no_foot.clone()),
    }
}

fn class(outcome: &Outcome) -> Option<Verdict> {
    let report = outcome.result.as_ref().ok();
    report.map(|report| report.verdict)
}

fn class_name(class: Option<Verdict>) -> String {
    class.map_or_else(|| "error".to_owned(), serde_name)
}

/// Whatever a template prints is text: it cannot become markup, nor turn what stands after it around.
fn write_escaped(
    output: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    let text = value.to_string();
    output.write_str(&escape(&inert::lines(&text)))?;
    Ok(())
}

impl Writer for Html {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let mut columns = vec![
            "list_target",
            "list_verdict",
            "list_findings",
            "list_numbers",
        ];
        let mut classes: Vec<_> = CLASSES.into_iter().map(class_name).collect();
        if self.baseline.is_some() {
            columns.push("list_trend");
            classes.extend(FILTERED_TRENDS.map(str::to_owned));
        }
        let begin = Begin {
            language: self.catalogue.language(),
            classes,
            columns,
        };
        self.render(output, BEGIN, &begin)
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let class = class(outcome);
        let pages = self.pages.iter_mut().zip(CLASSES);
        for (count, _) in pages.filter(|(_, other)| *other == class) {
            *count += 1;
        }
        let baseline = self.baseline.as_ref();
        let trend = baseline.and_then(|baseline| baseline.trend(outcome));
        if let Some(trend) = &trend {
            let rules = [&trend.fixed, &trend.new, &trend.unchanged];
            for (sum, rules) in self.trend.iter_mut().zip(rules) {
                *sum += rules.len();
            }
        }
        let row = self.row(outcome, trend.as_ref());
        self.render(output, ROW, &row)
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let counts = CLASSES.into_iter().map(class_name).zip(self.pages);
        let trend = ["fixed", "new", "unchanged"].map(str::to_owned);
        let trend = trend.into_iter().zip(self.trend);
        let end = End {
            all: self.pages.iter().sum(),
            counts: counts
                .chain(trend.filter(|_| self.baseline.is_some()))
                .map(|(name, number)| Count { name, number })
                .collect(),
        };
        self.render(output, END, &end)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::format::baseline::tests::baseline;
    use crate::format::tests::{error, report, written};

    #[test]
    fn what_a_page_says_never_becomes_markup() {
        let output = written(
            &mut Html::new(Catalogue::default(), None),
            &[report(), error()],
        );
        assert!(
            output.contains("&lt;script&gt;") && !output.contains("<script"),
            "{output}"
        );
        assert!(
            output.contains("&lt;a href=&quot;https://beian.miit.gov.cn/&quot;&gt;京&lt;/a&gt;"),
            "{output}"
        );
        assert!(
            output.contains("<th scope=\"row\">&lt;b&gt;.html</th>"),
            "{output}"
        );
    }

    #[test]
    fn sites_are_counted_and_compared_with_the_baseline() {
        let output = written(
            &mut Html::new(Catalogue::default(), Some(baseline())),
            &[report(), error()],
        );
        for count in [
            "list_all <b>2</b>",
            "list_error <b>1</b>",
            "list_fixed <b>1</b>",
            "list_new <b>1</b>",
            "list_unchanged <b>0</b>",
        ] {
            assert!(
                output.contains(&format!("<li>{count}</li>")),
                "{count}: {output}"
            );
        }
        assert!(
            output.contains(" new fixed\"><th scope=\"row\">a.html</th>"),
            "{output}"
        );
    }

    #[test]
    fn a_picture_is_inside_the_page() {
        let folder = tempfile::tempdir().unwrap();
        let mut outcome = report();
        outcome.screenshot = Some(folder.path().join("a.png"));
        outcome.foot = Some(folder.path().join("a-foot.png"));
        std::fs::write(folder.path().join("a.png"), "whole").unwrap();
        std::fs::write(folder.path().join("a-foot.png"), "picture").unwrap();
        let output = written(&mut Html::new(Catalogue::default(), None), &[outcome]);
        assert!(
            output.contains("src=\"data:image/png;base64,cGljdHVyZQ==\"")
                && output.matches("<img").count() == 1
                && !output.contains("export_no_picture"),
            "{output}"
        );
    }

    #[test]
    fn a_picture_that_could_not_be_taken_or_is_gone_is_said_to_be_missing() {
        let mut not_taken = report();
        not_taken.no_foot = Some("the page cannot be scrolled".into());
        let mut gone = report();
        gone.foot = Some("no-such-folder/a-foot.png".into());
        for (outcome, why) in [(not_taken, "be scrolled"), (gone, "os error")] {
            let output = written(&mut Html::new(Catalogue::default(), None), &[outcome]);
            let (_, said) = output.split_once("<p>! export_no_picture (").unwrap();
            assert!(said.contains(why) && !output.contains("<img"), "{output}");
        }
    }
}
