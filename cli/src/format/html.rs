//! One self-contained page for people: no script, nothing fetched, and a policy that says so.

use std::fmt;
use std::io::{self, Write};

use beian_lens::overlay_view;
use beian_lens::report::{Finding, Report};

use super::Writer;
use super::text::{serde_name, sign};
use crate::catalogue::Catalogue;
use crate::run::Outcome;

const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
article { border-top: 1px solid; padding: .5rem 0 }
h2 { font-size: 1.1rem; overflow-wrap: anywhere }
pre { overflow-x: auto; padding: .5rem; border: 1px solid }
small { opacity: .8 }";

pub(super) struct Html {
    catalogue: Catalogue,
    pages: usize,
    errors: usize,
}

impl Html {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        Self {
            catalogue,
            pages: 0,
            errors: 0,
        }
    }

    fn report(&self, output: &mut dyn Write, report: &Report) -> io::Result<()> {
        let verdict = self.catalogue.sentence(&overlay_view::view(report).verdict);
        writeln!(
            output,
            "<p><strong>{}</strong> <small>{}</small></p>",
            Escaped(&verdict),
            Escaped(&report.url)
        )?;
        writeln!(output, "<ul>")?;
        for finding in &report.findings {
            if let Some(sign) = sign(finding) {
                self.finding(output, sign, finding)?;
            }
        }
        for unread in &report.unread {
            writeln!(
                output,
                "<li>unread: {} × {}</li>",
                Escaped(&serde_name(unread.what)),
                unread.count
            )?;
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
            Escaped(&finding.basis.join("; "))
        )?;
        if let Some(remedy) = &finding.remedy {
            writeln!(output, "<pre>{}</pre>", Escaped(remedy))?;
        }
        writeln!(output, "</li>")
    }
}

impl Writer for Html {
    fn begin(&mut self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(
            output,
            "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>Beian Lens</title>\n<style>{STYLE}</style>\n<h1>Beian Lens</h1>",
            Escaped(self.catalogue.language())
        )
    }

    fn outcome(&mut self, output: &mut dyn Write, outcome: &Outcome) -> io::Result<()> {
        self.pages += 1;
        writeln!(output, "<article>\n<h2>{}</h2>", Escaped(&outcome.target))?;
        match &outcome.result {
            Ok(report) => self.report(output, report)?,
            Err(error) => {
                self.errors += 1;
                writeln!(output, "<p>! {}</p>", Escaped(error))?;
            }
        }
        writeln!(output, "</article>")
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        writeln!(
            output,
            "<footer><p>{} / {}</p></footer>\n</html>",
            self.pages - self.errors,
            self.pages
        )
    }
}

/// Text that cannot become markup.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.0.chars().try_for_each(|character| match character {
            '&' => formatter.write_str("&amp;"),
            '<' => formatter.write_str("&lt;"),
            '>' => formatter.write_str("&gt;"),
            '"' => formatter.write_str("&quot;"),
            '\'' => formatter.write_str("&#39;"),
            character => formatter.write_char(character),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{error, report, written};
    use super::*;

    #[test]
    fn what_a_page_says_never_becomes_markup() {
        let output = written(&mut Html::new(Catalogue::default()), &[report(), error()]);
        assert!(
            output.contains("&lt;script&gt;") && !output.contains("<script"),
            "{output}"
        );
        assert!(
            output.contains("&lt;a href=&quot;https://beian.miit.gov.cn/&quot;&gt;京&lt;/a&gt;"),
            "{output}"
        );
        assert!(output.contains("<h2>&lt;b&gt;.html</h2>"), "{output}");
    }
}
