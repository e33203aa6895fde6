//! Writes a report as one self-contained HTML file: no script, no requests, and a policy that enforces this.

use serde_json::Value;

use super::plain::{list, message, optional, text, texts as all};
use super::{Proof, Texts, is_new};

const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// What the file needs beside the style of the report, which the extension's own page shows too.
const BASE: &str = "\
:root { color-scheme: light dark; font: 15px/1.5 system-ui, -apple-system, \"Segoe UI\", \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif }\n\
body { margin: 0; font: inherit; background: light-dark(#fff, #1f2023); color: light-dark(#1b1f24, #e8eaed) }\n\
main { max-inline-size: 48rem; margin-inline: auto; padding: 32px 24px }\n\
@media print { :root { color-scheme: light } main { padding: 0 } }\n";
const STYLE: &str = include_str!("../../../../extension/desk/report.css");

/// Writes the whole report. `picture` is a data URL of a PNG, as browsers' screenshots are; any other value is left
/// out.
#[must_use]
pub fn write(proof: Proof<'_>, picture: Option<&str>) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"content-security-policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} – Beian Lens</title>\n<style>{BASE}{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        escape(proof.texts.language()),
        escape(text(proof.report, "host")),
        main(proof, picture),
    )
}

/// Writes only the content of the body, for a page that already has the style.
#[must_use]
pub fn main(proof: Proof<'_>, picture: Option<&str>) -> String {
    let texts = proof.texts;
    let mut html = format!(
        "<main class=\"report\" lang=\"{}\">\n<h1>{}</h1>\n<dl>\n",
        escape(texts.language()),
        escape(&texts.sentence(&message(proof.view, "verdict"))),
    );
    for (label, value) in proof.facts() {
        html.push_str(&format!(
            "<dt>{}</dt><dd dir=\"auto\">{}</dd>\n",
            escape(label),
            escape(&value)
        ));
    }
    html.push_str("</dl>\n");
    let mut told = Vec::new();
    for (title, rows) in proof.sections() {
        html.push_str(&format!("<h2>{}</h2>\n", escape(&title)));
        for row in rows {
            push_row(&mut html, row, texts, &mut told);
        }
    }
    push_picture(&mut html, picture, texts);
    html.push_str("<ul class=\"notes\">\n");
    for note in proof.notes() {
        html.push_str(&format!("<li>{}</li>\n", escape(&note)));
    }
    html.push_str("</ul>\n</main>\n");
    html
}

fn push_row<'a>(html: &mut String, row: &'a Value, texts: Texts<'_>, told: &mut Vec<&'a str>) {
    let tone = text(row, "tone");
    html.push_str(&format!(
        "<section class=\"{}\">\n<h3>{} <span class=\"tone\">{}</span></h3>\n",
        escape(tone),
        escape(&texts.sentence(&message(row, "title"))),
        escape(texts.plain(text(row, "word"))),
    ));
    for evidence in ["evidence", "link"]
        .into_iter()
        .filter_map(|key| optional(row, key))
    {
        html.push_str(&format!(
            "<p class=\"evidence\" lang=\"zh-CN\" dir=\"auto\">{}</p>\n",
            escape(evidence)
        ));
    }
    for finding in list(row, "findings") {
        push_finding(html, finding, texts, told);
    }
    html.push_str("</section>\n");
}

fn push_finding<'a>(
    html: &mut String,
    finding: &'a Value,
    texts: Texts<'_>,
    told: &mut Vec<&'a str>,
) {
    html.push_str(&format!(
        "<p>{} <code>{}</code></p>\n",
        escape(&texts.sentence(&message(finding, "message"))),
        escape(text(finding, "rule"))
    ));
    if let Some(reason) = optional(finding, "waived") {
        html.push_str(&format!(
            "<p class=\"waived\"><strong>{}</strong>: {}</p>\n",
            escape(texts.plain("row_tone_waived")),
            escape(reason)
        ));
    }
    let basis = all(finding, "basis").unwrap_or_default();
    if !basis.is_empty() {
        html.push_str(&format!(
            "<p class=\"basis\">{}</p>\n",
            escape(&texts.joined(&basis))
        ));
    }
    if let Some(remedy) = optional(finding, "remedy").filter(|remedy| is_new(told, remedy)) {
        html.push_str(&format!("<pre>{}</pre>\n", escape(remedy)));
    }
}

fn push_picture(html: &mut String, picture: Option<&str>, texts: Texts<'_>) {
    html.push_str(&format!(
        "<h2>{}</h2>\n",
        escape(texts.plain("export_picture"))
    ));
    match picture.filter(|address| is_png(address)) {
        Some(address) => html.push_str(&format!(
            "<img alt=\"{}\" src=\"{address}\">\n",
            escape(texts.plain("export_picture"))
        )),
        None => html.push_str(&format!(
            "<p>{}</p>\n",
            escape(texts.plain("export_no_picture"))
        )),
    }
}

/// Whether this is a data URL of a PNG with only base64 after it, so that it cannot close an attribute.
fn is_png(address: &str) -> bool {
    address
        .strip_prefix("data:image/png;base64,")
        .is_some_and(|data| {
            data.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        })
}

/// Text that cannot become markup, nor turn what stands after it around.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let inert = text.chars().filter(|letter| !turns_direction(*letter));
    beian_lens_core::html::escape_into(&mut escaped, inert);
    escaped
}

/// Whether this character changes the direction of the text after it.
pub(super) fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::hostile;

    #[test]
    fn page_text_never_becomes_markup() {
        let example = hostile();
        for picture in [None, Some("data:image/png;base64,AA==\"><script>")] {
            let html = write(example.proof(), picture);
            for markup in ["<script", "<img", "<b>", "<a "] {
                assert!(!html.contains(markup), "{markup}: {html}");
            }
            assert!(
                html.contains("&lt;img src=x onerror=alert(1)&gt;"),
                "{html}"
            );
        }
    }

    #[test]
    fn the_file_contains_the_picture_and_its_policy() {
        let example = hostile();
        let html = write(example.proof(), Some("data:image/png;base64,AA=="));
        assert!(html.contains("src=\"data:image/png;base64,AA==\""));
        assert!(html.contains(&format!("content=\"{POLICY}\"")));
    }
}
