//! One self-contained page for people: no script, nothing fetched, and a policy that says so.

use std::fmt;
use std::io::{self, Write};

use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use beian_lens_core::html::entity;
use beian_lens_core::report::{Finding, Report};
use beian_lens_core::view;

use super::baseline::Baseline;
use super::text::{serde_name, sign};
use super::{Trend, Writer, numbers};
use crate::catalogue::Catalogue;
use crate::inert;
use crate::run::Outcome;

/// The counts are known last and shown first.
const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
main { display: flex; flex-direction: column; gap: 1rem }
#counts { order: -1; display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; padding: 0; list-style: none }
fieldset { display: flex; flex-wrap: wrap; gap: .5rem 1rem; border: 1px solid; border-radius: .3rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid; overflow-wrap: anywhere }
th:nth-child(1) { width: 18% }
th:nth-child(2) { width: 7rem }
th:nth-child(n + 4) { width: 11rem }
@media (width < 45rem) {
  table, tbody, tr, th, td { display: block; width: auto !important; border: 0; padding: .2rem 0 }
  tr { border-top: 1px solid; padding: .5rem 0 }
  thead { display: none }
}
p { margin: .2rem 0 }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; white-space: pre-wrap }
img { max-width: 100%; border: 1px solid }
.problem { font-weight: bold }
";

/// What the filter lets through, by the class of a row: the verdict as the report names it, or `error`.
const CLASSES: [&str; 5] = [
    "incomplete",
    "needs-review",
    "complete",
    "not-required",
    "error",
];

/// Rows that have one of these can be filtered too, where there is a baseline.
const FILTERED_TRENDS: [&str; 2] = ["new", "fixed"];

/// What is to be mended stands before what is to be looked at, and that before what is good to know.
const ORDER: [&str; 3] = ["✗", "?", "i"];

pub(super) struct Html {
    catalogue: Catalogue,
    baseline: Option<Baseline>,
    pages: [usize; CLASSES.len()],
    trend: [usize; 3],
}

impl Html {
    pub(super) fn new(catalogue: Catalogue, baseline: Option<Baseline>) -> Self {
        Self {
            catalogue,
            baseline,
            pages: Default::default(),
            trend: Default::default(),
        }
    }

    /// A text of the catalogue, as markup.
    fn text(&self, name: &str) -> String {
        Escaped(&self.catalogue.text(name)).to_string()
    }

    fn class_name(&self, class: &str) -> String {
        self.text(&format!("list_{}", class.replace('-', "_")))
    }

    /// The rows of the other classes vanish when one is chosen.
    fn filters(&self, output: &mut dyn Write) -> io::Result<()> {
        let trend = self.baseline.as_ref().map(|_| FILTERED_TRENDS);
        let classes = || CLASSES.into_iter().chain(trend.into_iter().flatten());
        writeln!(output, "<style>")?;
        for class in classes() {
            writeln!(
                output,
                "body:has(#only-{class}:checked) tbody tr:not(.{class}) {{ display: none }}"
            )?;
        }
        writeln!(output, "</style>")?;
        writeln!(
            output,
            "<fieldset><legend>{}</legend>\n<label><input type=\"radio\" name=\"only\" checked> {}</label>",
            self.text("list_filter"),
            self.text("list_all")
        )?;
        for class in classes() {
            writeln!(
                output,
                "<label><input type=\"radio\" name=\"only\" id=\"only-{class}\"> {}</label>",
                self.class_name(class)
            )?;
        }
        writeln!(output, "</fieldset>")
    }

    fn report(&self, output: &mut dyn Write, report: &Report) -> io::Result<()> {
        writeln!(
            output,
            "{}\n<details><summary>{}</summary>\n<p>{}</p>\n<ul>",
            Escaped(&self.catalogue.conclusion(report)),
            self.text("list_findings"),
            Escaped(&report.url)
        )?;
        let mut findings: Vec<_> = report
            .findings
            .iter()
            .filter_map(|finding| Some((sign(finding)?, finding)))
            .collect();
        findings.sort_by_key(|(sign, _)| ORDER.iter().position(|other| other == sign));
        for (sign, finding) in findings {
            self.finding(output, sign, finding)?;
        }
        for note in view::view(report).notes {
            let note = self.catalogue.sentence(&note);
            writeln!(output, "<li>{}</li>", Escaped(&note))?;
        }
        writeln!(output, "</ul>")
    }

    fn finding(&self, output: &mut dyn Write, sign: &str, finding: &Finding) -> io::Result<()> {
        let sentence = self.catalogue.sentence(&finding.message);
        writeln!(
            output,
            "<li>{sign} {} <code>{}</code>",
            Escaped(&sentence),
            Escaped(&finding.rule)
        )?;
        writeln!(
            output,
            "<br><small>{}</small>",
            Escaped(&self.catalogue.basis(&finding.basis))
        )?;
        if let Some(remedy) = &finding.remedy {
            writeln!(output, "<pre>{}</pre>", Escaped(remedy))?;
        }
        writeln!(output, "</li>")
    }

    fn trend(&self, output: &mut dyn Write, trend: &Trend) -> io::Result<()> {
        for (name, rules) in [
            ("fixed", &trend.fixed),
            ("new", &trend.new),
            ("unchanged", &trend.unchanged),
        ] {
            if !rules.is_empty() {
                let rules = rules.join(", ");
                writeln!(
                    output,
                    "<p><b>{}</b> {}</p>",
                    self.class_name(name),
                    Escaped(&rules)
                )?;
            }
        }
        Ok(())
    }

    /// The picture of the foot, or else of the page, inside this one. One that could not be taken, or is gone, is said to be
    /// missing.
    fn picture(&self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let file = outcome.foot.as_ref().or(outcome.screenshot.as_ref());
        let picture = file.map(std::fs::read);
        let gone = picture
            .as_ref()
            .and_then(|picture| Some(picture.as_ref().err()?.to_string()));
        if let Some(why) = gone.as_ref().or(outcome.no_foot.as_ref()) {
            writeln!(
                output,
                "<p>! {} ({})</p>",
                self.text("export_no_picture"),
                Escaped(why)
            )?;
        }
        if let Some(Ok(picture)) = picture {
            writeln!(
                output,
                "<img loading=\"lazy\" alt=\"{}\" src=\"data:image/png;base64,{}\">",
                Escaped(&outcome.target),
                Base64Display::new(&picture, &STANDARD)
            )?;
        }
        Ok(())
    }

    fn row(
        &self,
        output: &mut dyn Write,
        outcome: &Outcome,
        trend: Option<&Trend>,
    ) -> io::Result<()> {
        let (class, found) = match &outcome.result {
            Ok(report) => (serde_name(report.verdict), numbers(report)),
            Err(_) => ("error".to_owned(), Vec::new()),
        };
        let mut classes = class.clone();
        for (name, rules) in trend
            .into_iter()
            .flat_map(|trend| FILTERED_TRENDS.into_iter().zip([&trend.new, &trend.fixed]))
        {
            if !rules.is_empty() {
                classes.push(' ');
                classes.push_str(name);
            }
        }
        writeln!(
            output,
            "<tr class=\"{classes}\"><th scope=\"row\">{}</th><td>{}</td><td>",
            Escaped(&outcome.target),
            self.class_name(&class)
        )?;
        match &outcome.result {
            Ok(report) => {
                self.report(output, report)?;
                self.picture(output, outcome)?;
                writeln!(output, "</details>")?;
            }
            Err(error) => writeln!(output, "<p>! {}</p>", Escaped(&error.to_string()))?,
        }
        writeln!(output, "</td><td>")?;
        for number in found {
            writeln!(output, "<p>{}</p>", Escaped(number))?;
        }
        writeln!(output, "</td>")?;
        if self.baseline.is_some() {
            writeln!(output, "<td>")?;
            if let Some(trend) = trend {
                self.trend(output, trend)?;
            }
            writeln!(output, "</td>")?;
        }
        writeln!(output, "</tr>")
    }
}

impl Writer for Html {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let title = self.text("list_title");
        writeln!(
            output,
            "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<main>",
            Escaped(self.catalogue.language())
        )?;
        self.filters(output)?;
        let mut columns = vec![
            "list_target",
            "list_verdict",
            "list_findings",
            "list_numbers",
        ];
        columns.extend(self.baseline.as_ref().map(|_| "list_trend"));
        write!(output, "<table><thead><tr>")?;
        for column in columns {
            write!(output, "<th scope=\"col\">{}</th>", self.text(column))?;
        }
        writeln!(output, "</tr></thead>\n<tbody>")
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        let class = outcome
            .result
            .as_ref()
            .map_or("error".to_owned(), |report| serde_name(report.verdict));
        for (count, _) in self
            .pages
            .iter_mut()
            .zip(CLASSES)
            .filter(|(_, name)| *name == class)
        {
            *count += 1;
        }
        let trend = self
            .baseline
            .as_ref()
            .and_then(|baseline| baseline.trend(outcome));
        if let Some(trend) = &trend {
            for (sum, rules) in
                self.trend
                    .iter_mut()
                    .zip([&trend.fixed, &trend.new, &trend.unchanged])
            {
                *sum += rules.len();
            }
        }
        self.row(output, outcome, trend.as_ref())
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "</tbody></table>\n<ul id=\"counts\">")?;
        let all: usize = self.pages.iter().sum();
        writeln!(output, "<li>{} <b>{all}</b></li>", self.text("list_all"))?;
        let trend = ["fixed", "new", "unchanged"].into_iter().zip(self.trend);
        let counts = CLASSES.into_iter().zip(self.pages);
        for (name, count) in counts.chain(trend.filter(|_| self.baseline.is_some())) {
            writeln!(output, "<li>{} <b>{count}</b></li>", self.class_name(name))?;
        }
        writeln!(output, "</ul>\n</main>\n</html>")
    }
}

/// Text that cannot become markup, nor turn what stands after it around.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        inert::lines(self.0)
            .chars()
            .try_for_each(|character| match entity(character) {
                Some(entity) => formatter.write_str(entity),
                None => formatter.write_char(character),
            })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::baseline::tests::baseline;
    use super::super::tests::{error, report, written};
    use super::*;

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
