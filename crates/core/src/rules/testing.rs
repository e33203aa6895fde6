//! Test support: one rule on one sketched page, and what it must conclude.

use super::RULES;
use crate::report::Finding;

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

/// The rule concludes this (`failed_hidden`), with a message that every locale has.
#[track_caller]
pub(crate) fn check(id: &str, html: &str, reason: &str) {
    assert!(RULES.iter().any(|rule| rule.id == id), "no rule {id}");
    let name = finding(id, html).message.name;
    assert_eq!(
        name,
        [&id.replace('-', "_"), "_", reason].concat(),
        "{html}"
    );
    for (locale, _) in LOCALES {
        assert!(has_message(locale, &name), "{locale} has no {name}");
    }
}

/// Does a locale's catalogue hold this key.
pub(crate) fn has_message(locale: &str, name: &str) -> bool {
    let (_, text) = LOCALES
        .iter()
        .find(|(known, _)| *known == locale)
        .expect("a known locale");
    let messages: serde_json::Value = serde_json::from_str(text).expect("a catalogue in JSON");
    messages
        .get(name)
        .and_then(|entry| entry.get("message")?.as_str())
        .is_some_and(|message| !message.is_empty())
}

/// The locales that have a catalogue.
pub(crate) fn locales() -> impl Iterator<Item = &'static str> {
    LOCALES.into_iter().map(|(locale, _)| locale)
}
