//! Runs a rule on sketched pages and compares the outcomes; a rule writes its cases as table rows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Rule;
use crate::report::Finding;

/// The catalogues as text, by locale.
const LOCALES: [(&str, &str); 3] = [
    (
        "en",
        include_str!("../../../../extension/_locales/en/messages.json"),
    ),
    (
        "zh_CN",
        include_str!("../../../../extension/_locales/zh_CN/messages.json"),
    ),
    (
        "zh_TW",
        include_str!("../../../../extension/_locales/zh_TW/messages.json"),
    ),
];

/// The rule's finding on this page.
pub(crate) fn finding(id: &str, html: &str) -> Finding {
    let report = crate::check(&crate::testing::page(html));
    report
        .findings
        .into_iter()
        .find(|finding| finding.rule == id)
        .expect("a finding of each rule")
}

/// A rule's cases, a row each: `"what is on the page" => "outcome": "the page's HTML"`.
///
/// The outcome is the last part of the message's key, such as `failed_hidden`. The test runs all rows before it fails.
macro_rules! cases {
    ($rule:expr, $($name:literal => $expected:literal: $html:literal),+ $(,)?) => {
        #[test]
        fn cases() {
            let wrong = $crate::rules::testing::wrong_cases(&$rule, &[$(($name, $expected, $html)),+]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    };
}
pub(crate) use cases;

/// The cases with another outcome: the rule, the row, the outcome that is expected, the one that the rule has, the HTML.
pub(crate) fn wrong_cases(rule: &Rule, cases: &[(&str, &str, &str)]) -> Vec<String> {
    let prefix = rule.id.replace('-', "_") + "_";
    let mut wrong = Vec::new();
    for (name, expected, html) in cases {
        let key = finding(rule.id, html).message.name;
        let got = key.strip_prefix(&prefix).unwrap_or(&key);
        if got != *expected {
            wrong.push(format!(
                "{}, {name}: expected {expected}, got {got}\n    {html}",
                rule.id
            ));
        }
        for locale in locales().filter(|locale| !has_message(locale, &key)) {
            wrong.push(format!("{}, {name}: {locale} has no {key}", rule.id));
        }
    }
    wrong
}

/// Whether a locale's catalogue has a text for this key. A text that is still to be written does not count.
pub(crate) fn has_message(locale: &str, name: &str) -> bool {
    message(locale, name).is_some_and(|message| !message.is_empty() && !message.contains(TO_DO))
}

/// A locale's text for this key.
pub(crate) fn message(locale: &str, name: &str) -> Option<&'static str> {
    let catalogue = CATALOGUES.get(locale).expect("a known locale");
    catalogue.get(name)?.get("message")?.as_str()
}

/// What `cargo xtask rule` puts wherever the author has to write something.
pub(crate) const TO_DO: &str = "TODO";

/// The catalogues, by locale.
static CATALOGUES: LazyLock<BTreeMap<&str, serde_json::Value>> = LazyLock::new(|| {
    let parsed = |text| serde_json::from_str(text).expect("a catalogue in JSON");
    LOCALES
        .into_iter()
        .map(|(locale, text)| (locale, parsed(text)))
        .collect()
});

/// The keys of a locale's catalogue.
pub(crate) fn keys(locale: &str) -> impl Iterator<Item = &'static String> {
    let catalogue = CATALOGUES.get(locale).expect("a known locale");
    catalogue.as_object().expect("an object of messages").keys()
}

/// The locales that have a catalogue.
pub(crate) fn locales() -> impl Iterator<Item = &'static str> {
    LOCALES.into_iter().map(|(locale, _)| locale)
}
