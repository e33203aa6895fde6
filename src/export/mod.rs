//! The proof to hand over: a report as Markdown, HTML or JSON, and rows as CSV. Pure: reads the report and the texts of
//! one language. What a page says is data in each format and never its syntax.

pub mod csv;
pub mod html;
pub mod markdown;

use std::collections::BTreeMap;

use crate::overlay_view::{self, OverlayView, Row};
use crate::report::{Message, Report};

/// The texts of one language, by key.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Texts {
    /// BCP 47, such as `zh-CN`.
    pub language: String,
    /// Key to text with `$1` to `$9`.
    pub messages: BTreeMap<String, String>,
}

impl Texts {
    /// The sentence of a message. A key that no catalogue has stands for itself, so that a person can report it.
    #[must_use]
    pub fn sentence(&self, message: &Message) -> String {
        match self.messages.get(&message.name) {
            Some(template) => message.fill(template),
            None => message.name.clone(),
        }
    }

    /// The text of a key without arguments.
    #[must_use]
    pub fn plain<'a>(&'a self, name: &'a str) -> &'a str {
        self.messages.get(name).map_or(name, String::as_str)
    }
}

/// What Markdown and HTML both tell.
struct Proof<'a> {
    report: &'a Report,
    view: OverlayView,
    texts: &'a Texts,
}

impl<'a> Proof<'a> {
    fn new(report: &'a Report, texts: &'a Texts) -> Self {
        Self {
            report,
            view: overlay_view::view(report),
            texts,
        }
    }

    /// What is told, section by section: whether the site needs to file at all, then the groups.
    fn sections(&self) -> Vec<(String, &[Row])> {
        let path = self.texts.plain("card_need_to_file").to_owned();
        let groups = self.view.groups.iter();
        let groups = groups.map(|group| (self.texts.sentence(&group.title), &*group.rows));
        std::iter::once((path, &*self.view.path))
            .chain(groups)
            .collect()
    }

    /// What was not looked at, that the register was not asked, and that this is no home page.
    fn notes(&self) -> Vec<String> {
        notes(&self.view, self.texts)
    }

    /// What was checked, when, and with what: label and value.
    fn facts(&self) -> Vec<(&'a str, String)> {
        let report = self.report;
        let mut facts = vec![(self.texts.plain("export_page"), report.url.clone())];
        if let Some(time) = &report.checked_at {
            facts.push((self.texts.plain("export_time"), time.clone()));
        }
        let mut tool = format!("Beian Lens {}", report.tool.version);
        if let Some(browser) = &report.browser {
            tool.push_str(&format!(", {} {}", browser.name, browser.version));
        }
        facts.push((self.texts.plain("export_tool"), tool));
        facts
    }
}

fn notes(view: &OverlayView, texts: &Texts) -> Vec<String> {
    let inner = view
        .is_inner_page
        .then(|| texts.plain("note_inner_page").to_owned());
    let notes = view.notes.iter().map(|note| texts.sentence(note));
    inner.into_iter().chain(notes).collect()
}

/// The report as JSON, with the notes that every export carries as sentences in `notes`.
#[must_use]
pub fn json(report: &Report, texts: &Texts) -> String {
    let mut value = serde_json::to_value(report).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        let notes = notes(&overlay_view::view(report), texts);
        object.insert("notes".into(), notes.into());
    }
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

/// The element to show in the picture of the foot: the site's own number there, else none and the page's end is shown.
#[must_use]
pub fn foot(report: &Report) -> Option<&str> {
    let at_foot = report.marks.iter().filter(|mark| mark.shown && mark.footer);
    at_foot.last()?.selector.as_deref()
}

/// A file name of this report without its ending: `beian-lens-www.example-shop.cn-2026-11-23`.
#[must_use]
pub fn file_stem(report: &Report) -> String {
    let host: String = report
        .host
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'))
        .take(80)
        .collect();
    let mut stem = format!("beian-lens-{host}");
    if let Some(day) = report.checked_at.as_deref().and_then(|time| time.get(..10)) {
        stem.push('-');
        stem.push_str(day);
    }
    stem
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) mod tests {
    use super::*;

    /// A report whose page texts are markup, and the English texts.
    pub(crate) fn hostile() -> (Report, Texts) {
        let page = "<footer>京ICP备123`45号<br>沪公网安备31011502400817号</footer>";
        let mut report = crate::check(&crate::testing::page(page));
        let evil = "<img src=x onerror=alert(1)>`|[a](javascript:alert(1))\n# Title";
        for mark in &mut report.marks {
            mark.number.raw = evil.into();
            mark.link.href = Some("javascript:alert('<b>')".into());
        }
        for finding in &mut report.findings {
            finding.message.args = vec![evil.into(); 3];
        }
        report.url = "http://www.example-shop.cn/?<script>alert(1)</script>`".into();
        (report, english())
    }

    pub(crate) fn english() -> Texts {
        let text = include_str!("../../extension/_locales/en/messages.json");
        let entries: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(text).unwrap();
        let messages = entries
            .into_iter()
            .map(|(key, mut entry)| (key, entry.remove("message").unwrap()))
            .collect();
        Texts {
            language: "en".into(),
            messages,
        }
    }

    #[test]
    fn every_export_says_what_was_not_looked_at_and_that_no_register_was_asked() {
        let page = "<footer>©</footer><iframe src=\"https://a.example.net/\"></iframe>";
        let report = crate::check(&crate::testing::page(page));
        let texts = english();
        for export in [
            markdown::write(&report, &texts),
            html::write(&report, &texts, None),
            json(&report, &texts),
        ] {
            for sentence in [
                "Not looked at: frames of other sites (1).",
                "It does not ask the register",
            ] {
                assert!(export.contains(sentence), "{sentence}: {export}");
            }
        }
    }

    #[test]
    fn the_json_is_still_a_report() {
        let (report, texts) = hostile();
        let read: Report = serde_json::from_str(&json(&report, &texts)).unwrap();
        assert_eq!((read.url, read.findings), (report.url, report.findings));
    }

    #[test]
    fn a_file_name_is_made_of_harmless_characters() {
        let (mut report, _) = hostile();
        report.host = "../a b\u{202e}.cn".into();
        report.checked_at = Some("2026-11-23T08:00:00Z".into());
        assert_eq!(file_stem(&report), "beian-lens-..ab.cn-2026-11-23");
    }
}
