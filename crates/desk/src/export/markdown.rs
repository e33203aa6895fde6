//! Writes a report as Markdown (CommonMark), to paste into a ticket.

use serde_json::Value;

use super::plain::{list, message, optional, text as plain, texts as all};
use super::{Proof, Texts, is_new};

/// Writes the whole report.
#[must_use]
pub fn write(proof: Proof<'_>) -> String {
    let texts = proof.texts;
    let mut text = format!(
        "# {}\n\n",
        inert(&texts.sentence(&message(proof.view, "verdict")))
    );
    for (label, value) in proof.facts() {
        text.push_str(&format!("- {}: {}\n", inert(label), code(&value)));
    }
    let mut told = Vec::new();
    for (title, rows) in proof.sections() {
        text.push_str(&format!("\n## {}\n\n", inert(&title)));
        for row in rows {
            push_row(&mut text, row, texts, &mut told);
        }
    }
    text.push('\n');
    for note in proof.notes() {
        text.push_str(&format!("> {}\n>\n", inert(&note)));
    }
    text
}

fn push_row<'a>(text: &mut String, row: &'a Value, texts: Texts<'_>, told: &mut Vec<&'a str>) {
    text.push_str(&format!(
        "- **{}**: {}",
        inert(&texts.sentence(&message(row, "title"))),
        inert(texts.plain(plain(row, "word")))
    ));
    for evidence in ["evidence", "link"]
        .into_iter()
        .filter_map(|key| optional(row, key))
    {
        text.push_str(&format!(": {}", code(evidence)));
    }
    text.push('\n');
    for finding in list(row, "findings") {
        push_finding(text, finding, texts, told);
    }
}

fn push_finding<'a>(
    text: &mut String,
    finding: &'a Value,
    texts: Texts<'_>,
    told: &mut Vec<&'a str>,
) {
    text.push_str(&format!(
        "  - {} ({})",
        inert(&texts.sentence(&message(finding, "message"))),
        code(plain(finding, "rule"))
    ));
    let basis = all(finding, "basis").unwrap_or_default();
    if !basis.is_empty() {
        text.push_str(&format!(" — {}", inert(&texts.joined(&basis))));
    }
    text.push('\n');
    if let Some(reason) = optional(finding, "waived") {
        let waived = texts.plain("row_tone_waived");
        text.push_str(&format!("    - {}: {}\n", inert(waived), inert(reason)));
    }
    if let Some(remedy) = optional(finding, "remedy").filter(|remedy| is_new(told, remedy)) {
        let fence = "`".repeat(longest_run(remedy).max(2) + 1);
        text.push_str(&format!("\n    {fence}html\n"));
        for line in remedy.lines() {
            text.push_str(&format!("    {line}\n"));
        }
        text.push_str(&format!("    {fence}\n\n"));
    }
}

/// Escapes text so that Markdown shows it unchanged, on one line.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => inert.push_str("&lt;"),
            '&' => inert.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                inert.push('\\');
                inert.push(letter);
            }
            letter if letter.is_control() || super::html::turns_direction(letter) => {
                inert.push(' ');
            }
            letter => inert.push(letter),
        }
    }
    inert
}

/// A code span that its content cannot close.
fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let content: String = text
        .chars()
        .map(|letter| {
            let is_odd = letter.is_control() || super::html::turns_direction(letter);
            if is_odd { ' ' } else { letter }
        })
        .collect();
    format!("{fence} {content} {fence}")
}

/// Length of the longest run of backticks in a text.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`');
    runs.map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::hostile;

    #[test]
    fn page_text_is_shown_literally() {
        let example = hostile();
        let text = write(example.proof());
        assert!(!text.contains("\n# Title"), "{text}");
        for line in text.lines().filter(|line| line.contains("onerror")) {
            let outside = line.split("``").step_by(2).collect::<String>();
            assert!(
                !outside.contains("<img") && !outside.contains("[a]("),
                "{line}"
            );
        }
        assert!(text.starts_with("# "), "{text}");
    }

    #[test]
    fn code_cannot_close_its_span() {
        assert_eq!(code("a`b``c\nd"), "``` a`b``c d ```");
    }
}
