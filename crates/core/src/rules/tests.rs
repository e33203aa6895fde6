//! The tests that judge the folder: a rule is complete when it is registered, documented, worded and tried.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{RULES, testing};
use crate::report::OutcomeKind;
use crate::view::basis_key;

const SECTIONS: &[&str] = &[
    "## What it checks",
    "## Why",
    "## When it cannot tell",
    "## Fails",
    "## Passes",
    "## Sources",
    "# 中文",
    "## 检查什么",
    "## 为什么",
    "## 何时无法判断",
    "## 不通过示例",
    "## 通过示例",
    "## 出处",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files in a folder, by name without extension.
fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

/// The module's doc comment.
fn page_of(id: &str) -> String {
    let path = root()
        .join("crates/core/src/rules")
        .join(id.replace('-', "_") + ".rs");
    let source =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = source.lines().take_while(|line| line.starts_with("//!"));
    lines
        .map(|line| line.trim_start_matches("//!").trim_start())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A rule that says it can always tell needs no words for when it cannot.
fn can_always_tell(page: &str) -> bool {
    page.contains("## When it cannot tell\n\nNever")
}

#[test]
fn every_file_is_a_registered_rule_and_every_rule_has_its_file() {
    let not_rules = ["hard_pages", "mod", "shared", "testing", "tests"];
    let files: BTreeSet<String> = stems(&root().join("crates/core/src/rules"), "rs")
        .into_iter()
        .filter(|stem| !not_rules.contains(&stem.as_str()))
        .map(|stem| stem.replace('_', "-"))
        .collect();
    let registered: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(files, registered);
    assert_eq!(registered.len(), RULES.len(), "an id is used twice");
}

#[test]
fn every_rules_doc_comment_is_a_whole_page_in_both_languages() {
    for rule in RULES {
        let page = page_of(rule.id);
        let mut from = 0;
        for section in SECTIONS {
            let at = page
                .get(from..)
                .and_then(|rest| rest.find(&["\n", section, "\n"].concat()));
            let at =
                at.unwrap_or_else(|| panic!("{}: no section {section:?} in its place", rule.id));
            from += at + '\n'.len_utf8() + section.len();
        }
        assert_eq!(
            page.matches("```html").count(),
            4,
            "{}: a failing and a passing example, twice",
            rule.id
        );
    }
}

#[test]
fn every_rule_cites_what_it_stands_on() {
    for rule in RULES {
        assert!(!rule.basis.is_empty(), "{}", rule.id);
        for (locale, basis) in testing::locales()
            .flat_map(|locale| rule.basis.iter().map(move |basis| (locale, basis)))
        {
            let name = basis_key(basis);
            assert!(
                testing::has_message(locale, &name),
                "{locale} has no {name}"
            );
        }
    }
}

#[test]
fn every_rule_has_its_words_in_every_locale() {
    for rule in RULES {
        let mut reasons = vec!["title", "passed", "failed", "inapplicable"];
        if !can_always_tell(&page_of(rule.id)) {
            reasons.push("cannot_tell");
        }
        for (locale, reason) in
            testing::locales().flat_map(|locale| reasons.iter().map(move |reason| (locale, reason)))
        {
            let name = [&rule.id.replace('-', "_"), "_", reason].concat();
            assert!(
                testing::has_message(locale, &name),
                "{locale} has no {name}"
            );
        }
    }
}

#[test]
fn every_rule_has_fixtures_that_pass_and_fail_and_do_not_apply() {
    for rule in RULES {
        let names = stems(&root().join("tests/fixtures").join(rule.id), "html");
        let mut outcomes = vec!["passed-", "failed-", "inapplicable-"];
        if rule.id == "host-not-live" {
            // Every page has an address: this rule applies to all.
            outcomes.pop();
        }
        for outcome in outcomes {
            assert!(
                names.iter().any(|name| name.starts_with(outcome)),
                "{}: no {outcome}….html",
                rule.id
            );
        }
    }
}

#[test]
fn every_fixture_ends_as_its_name_says() {
    for rule in RULES {
        let folder = root().join("tests/fixtures").join(rule.id);
        for name in stems(&folder, "html") {
            let html = fs::read_to_string(folder.join(name.clone() + ".html")).expect("a fixture");
            let outcome = testing::finding(rule.id, &html).outcome;
            let word = match outcome {
                OutcomeKind::Passed => "passed-",
                OutcomeKind::Failed => "failed-",
                OutcomeKind::CannotTell => "cannot-tell-",
                OutcomeKind::Inapplicable => "inapplicable-",
            };
            assert!(name.starts_with(word), "{}/{name}: {word}", rule.id);
        }
    }
}
