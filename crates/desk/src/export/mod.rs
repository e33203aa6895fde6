//! Exports the card as Markdown or HTML, and rows as CSV. Pure: reads the view, the report and the texts of one
//! language. Page text is treated as data in every format, never as syntax.

pub mod csv;
pub mod html;
pub mod markdown;
pub(crate) mod plain;

use serde_json::Value;

use beian_lens_core::report::Message;
use plain::{is, list, message, optional, text};

/// The texts of one language: `{language, messages}`, where `language` is a BCP 47 tag and `messages` maps keys to
/// texts with `$1` to `$9`.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a>(pub &'a Value);

impl<'a> Texts<'a> {
    /// The BCP 47 tag, such as `zh-CN`.
    #[must_use]
    pub fn language(self) -> &'a str {
        text(self.0, "language")
    }

    /// The text of a message. An unknown key is returned as it is, so that users can report it.
    #[must_use]
    pub fn sentence(self, message: &Message) -> String {
        match self.text(&message.name) {
            Some(template) => message.fill(template),
            None => message.name.clone(),
        }
    }

    /// The text of a key without arguments.
    #[must_use]
    pub fn plain(self, name: &'a str) -> &'a str {
        self.text(name).unwrap_or(name)
    }

    /// The texts of several keys without arguments, joined on one line.
    fn joined(self, names: &[String]) -> String {
        let texts: Vec<&str> = names
            .iter()
            .map(|name| self.text(name).unwrap_or(name))
            .collect();
        texts.join(self.plain("card_list_separator"))
    }

    fn text(self, name: &str) -> Option<&'a str> {
        optional(self.0.get("messages")?, name)
    }
}

/// What the Markdown and HTML exports share.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The report ([`beian_lens_core::report::Report`]) as JSON.
    pub report: &'a Value,
    /// The view that the card shows ([`beian_lens_core::view::OverlayView`]) as JSON.
    pub view: &'a Value,
    /// The texts in the language of the export.
    pub texts: Texts<'a>,
}

impl<'a> Proof<'a> {
    /// The sections: whether the site needs to file, then the groups.
    fn sections(&self) -> Vec<(String, &'a [Value])> {
        let path = self.texts.plain("card_need_to_file").to_owned();
        let groups = list(self.view, "groups").iter();
        let groups = groups.map(|group| {
            let title = self.texts.sentence(&message(group, "title"));
            (title, list(group, "rows"))
        });
        std::iter::once((path, list(self.view, "path")))
            .chain(groups)
            .collect()
    }

    /// What was not examined, that the register was not queried, and that this is not the home page. Part of every
    /// export.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let inner = is(self.view, "isInnerPage");
        let inner = inner.then(|| self.texts.plain("note_inner_page").to_owned());
        let notes = list(self.view, "notes").iter();
        let notes = notes.map(|note| self.texts.sentence(&plain::to_message(note)));
        inner.into_iter().chain(notes).collect()
    }

    /// What was checked, when and with what, as labels and values.
    fn facts(&self) -> Vec<(&'a str, String)> {
        let report = self.report;
        let mut facts = vec![(
            self.texts.plain("export_page"),
            text(report, "url").to_owned(),
        )];
        if let Some(time) = optional(report, "checkedAt") {
            facts.push((self.texts.plain("export_time"), readable(time)));
        }
        let version = |of: &str| text(report.get(of).unwrap_or(&Value::Null), "version").to_owned();
        let mut tool = ["Beian Lens ", &version("tool")].concat();
        if let Some(browser) = report.get("browser").filter(|browser| browser.is_object()) {
            for word in [", ", text(browser, "name"), " ", &version("browser")] {
                tool.push_str(word);
            }
        }
        facts.push((self.texts.plain("export_tool"), tool));
        facts
    }
}

/// Formats a time from the browser (RFC 3339, in UTC) for people.
fn readable(time: &str) -> String {
    match (time.get(..10), time.get(11..19)) {
        (Some(day), Some(clock)) if time.ends_with('Z') => [day, " ", clock, " UTC"].concat(),
        _ => time.to_owned(),
    }
}

/// Whether a remedy has not been shown yet: a remedy that several rows share is shown once.
fn is_new<'a>(told: &mut Vec<&'a str>, remedy: &'a str) -> bool {
    let is_new = !told.contains(&remedy);
    if is_new {
        told.push(remedy);
    }
    is_new
}

/// The selector of what a picture of the footer should show, as the report has it. `None`: the page's end.
#[must_use]
pub fn foot(report: &Value) -> Option<&str> {
    optional(report.get("footer")?, "selector")
}

/// The file name of this report without its extension: `beian-lens-www.example-shop.cn-2026-11-23`.
#[must_use]
pub fn file_stem(report: &Value) -> String {
    let host: String = text(report, "host")
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'))
        .take(80)
        .collect();
    let mut stem = ["beian-lens-", &host].concat();
    if let Some(day) = text(report, "checkedAt").get(..10) {
        stem.push('-');
        stem.push_str(day);
    }
    stem
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) mod tests {
    use super::*;
    use serde_json::{Map, json, to_value};

    /// What the checker returns for a page, and the English texts.
    pub(crate) struct Example {
        pub(crate) report: Value,
        view: Value,
        texts: Value,
    }

    impl Example {
        pub(crate) fn of(report: &beian_lens_core::report::Report) -> Self {
            Self {
                report: to_value(report).unwrap(),
                view: to_value(beian_lens_core::view::view(report)).unwrap(),
                texts: english(),
            }
        }

        pub(crate) fn proof(&self) -> Proof<'_> {
            Proof {
                report: &self.report,
                view: &self.view,
                texts: Texts(&self.texts),
            }
        }
    }

    /// A page whose texts contain markup.
    pub(crate) fn hostile() -> Example {
        let page = "<footer>京ICP备123`45号<br>沪公网安备31011502400817号</footer>";
        let mut report = beian_lens_core::check(&beian_lens_core::testing::page(page));
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

    fn english() -> Value {
        let text = include_str!("../../../../extension/_locales/en/messages.json");
        let entries: Map<String, Value> = serde_json::from_str(text).unwrap();
        let messages = entries
            .into_iter()
            .map(|(key, entry)| (key, entry.get("message").cloned().unwrap()));
        json!({ "language": "en", "messages": Map::from_iter(messages) })
    }

    #[test]
    fn every_export_says_what_was_not_examined_and_that_no_register_was_queried() {
        let page = "<footer>©</footer><iframe src=\"https://a.example.net/\"></iframe>";
        let example = Example::of(&beian_lens_core::check(&beian_lens_core::testing::page(
            page,
        )));
        for export in [
            markdown::write(example.proof()),
            html::write(example.proof(), None),
            example.proof().notes().join("\n"),
        ] {
            for sentence in [
                "Not checked: frames from other sites (1).",
                "It does not ask the register",
            ] {
                assert!(export.contains(sentence), "{sentence}: {export}");
            }
        }
    }

    #[test]
    fn a_remedy_shared_by_three_elements_is_shown_once() {
        let example = Example::of(&beian_lens_core::check(&beian_lens_core::testing::page(
            "<footer>©</footer>",
        )));
        for export in [
            markdown::write(example.proof()),
            html::write(example.proof(), None),
        ] {
            for (part, times) in [
                ("No public security number is displayed", 3),
                ("beian-badge.png:", 1),
            ] {
                assert_eq!(export.matches(part).count(), times, "{part}: {export}");
            }
        }
    }

    #[test]
    fn a_time_is_formatted_for_people() {
        for (time, told) in [
            ("2026-11-23T08:00:00.447Z", "2026-11-23 08:00:00 UTC"),
            ("2026-11-23T08:00:00+08:00", "2026-11-23T08:00:00+08:00"),
            ("today", "today"),
        ] {
            assert_eq!(readable(time), told);
        }
    }

    #[test]
    fn a_file_name_has_only_safe_characters() {
        for (host, checked_at, stem) in [
            (
                "../a b\u{202e}.cn",
                json!("2026-11-23T08:00:00Z"),
                "beian-lens-..ab.cn-2026-11-23",
            ),
            ("a.cn", Value::Null, "beian-lens-a.cn"),
        ] {
            let report = json!({ "host": host, "checkedAt": checked_at });
            assert_eq!(file_stem(&report), stem);
        }
    }

    #[test]
    fn the_picture_is_of_the_last_number_in_the_footer() {
        let page = "<h1>京ICP备19044321号</h1><footer>京ICP备19044321号<br>京公网安备11010502400817号</footer>";
        let example = Example::of(&beian_lens_core::check(&beian_lens_core::testing::page(
            page,
        )));
        let selectors: Vec<_> = list(&example.report, "marks")
            .iter()
            .map(|mark| optional(mark, "selector"))
            .collect();
        assert!(selectors.len() > 2, "{selectors:?}");
        assert_eq!(Some(foot(&example.report)), selectors.last().copied());
    }
}
