//! The proof to hand over: what the card shows as Markdown or HTML, and rows as CSV. Pure: reads the view, the head of the
//! report and the texts of one language. What a page says is data in each format and never its syntax.

mod checked;
pub mod csv;
pub mod html;
pub mod markdown;

use std::collections::BTreeMap;

use crate::overlay_view::{OverlayView, Row};
use crate::report::Message;

pub use checked::{Checked, Judged, Seen};

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
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// What was checked.
    pub checked: &'a Checked,
    /// What the card shows of it.
    pub view: &'a OverlayView,
    /// The language to write in.
    pub texts: &'a Texts,
}

impl<'a> Proof<'a> {
    /// What is told, section by section: whether the site needs to file at all, then the groups.
    fn sections(&self) -> Vec<(String, &'a [Row])> {
        let path = self.texts.plain("card_need_to_file").to_owned();
        let groups = self.view.groups.iter();
        let groups = groups.map(|group| (self.texts.sentence(&group.title), &*group.rows));
        std::iter::once((path, &*self.view.path))
            .chain(groups)
            .collect()
    }

    /// What was not looked at, that the register was not asked, and that this is no home page. It is in every export.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let inner = self.view.is_inner_page;
        let inner = inner.then(|| self.texts.plain("note_inner_page").to_owned());
        let notes = self.view.notes.iter();
        let notes = notes.map(|note| self.texts.sentence(note));
        inner.into_iter().chain(notes).collect()
    }

    /// What was checked, when, and with what: label and value.
    fn facts(&self) -> Vec<(&'a str, String)> {
        let checked = self.checked;
        let mut facts = vec![(self.texts.plain("export_page"), checked.url.clone())];
        if let Some(time) = &checked.checked_at {
            facts.push((self.texts.plain("export_time"), time.clone()));
        }
        let mut tool = ["Beian Lens ", &checked.tool.version].concat();
        if let Some(browser) = &checked.browser {
            for word in [", ", &browser.name, " ", &browser.version] {
                tool.push_str(word);
            }
        }
        facts.push((self.texts.plain("export_tool"), tool));
        facts
    }
}

/// A file name of this report without its ending: `beian-lens-www.example-shop.cn-2026-11-23`.
#[must_use]
pub fn file_stem(checked: &Checked) -> String {
    let host: String = checked
        .host
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'))
        .take(80)
        .collect();
    let mut stem = ["beian-lens-", &host].concat();
    if let Some(day) = checked
        .checked_at
        .as_deref()
        .and_then(|time| time.get(..10))
    {
        stem.push('-');
        stem.push_str(day);
    }
    stem
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) mod tests {
    use super::*;
    use crate::overlay_view;

    /// What the checker hands over of a page, and the English texts.
    pub(crate) struct Example {
        pub(crate) checked: Checked,
        pub(crate) view: OverlayView,
        pub(crate) texts: Texts,
    }

    impl Example {
        pub(crate) fn of(report: &crate::report::Report) -> Self {
            Self {
                checked: Checked::of(report),
                view: overlay_view::view(report),
                texts: english(),
            }
        }

        pub(crate) fn proof(&self) -> Proof<'_> {
            Proof {
                checked: &self.checked,
                view: &self.view,
                texts: &self.texts,
            }
        }
    }

    /// A page whose texts are markup.
    pub(crate) fn hostile() -> Example {
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
        Example::of(&report)
    }

    fn english() -> Texts {
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
        let example = Example::of(&crate::check(&crate::testing::page(page)));
        for export in [
            markdown::write(example.proof()),
            html::write(example.proof(), None),
            example.proof().notes().join("\n"),
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
    fn a_file_name_is_made_of_harmless_characters() {
        let mut checked = hostile().checked;
        checked.host = "../a b\u{202e}.cn".into();
        checked.checked_at = Some("2026-11-23T08:00:00Z".into());
        assert_eq!(file_stem(&checked), "beian-lens-..ab.cn-2026-11-23");
    }
}
