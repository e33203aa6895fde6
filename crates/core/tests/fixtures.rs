//! Every rule on the snapshots that a browser made of its fixtures: the outcome is the one that the file name says.
//!
//! `tests/fixtures/<rule-id>/<outcome>-<what>.html` is the page, the `.snapshot.json` beside it what Chromium saw
//! (`cargo xtask fixtures` makes it, `tests/suite/fixtures.rs` proves it).

#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use beian_lens_core::rules::RULES;
use support::{outcome, pages};

#[test]
fn what_the_browser_saw_ends_as_the_file_name_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for page in pages::fixtures(rule.id) {
            wrong.extend(outcome::other_than_named(
                rule.id,
                &page.name(),
                &page.committed(),
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_fixture_folder_is_a_rules_and_holds_pairs() {
    for entry in fs::read_dir(pages::root().join("tests/fixtures")).expect("the fixtures") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(RULES.iter().any(|rule| rule.id == name), "no rule {name}");
        let files: BTreeSet<String> = fs::read_dir(&path)
            .expect("a folder")
            .map(|file| {
                let file = file.expect("a readable folder").file_name();
                file.to_string_lossy().into_owned()
            })
            .collect();
        for file in &files {
            let other = match file.strip_suffix(".snapshot.json") {
                Some(stem) => format!("{stem}.html"),
                None => file.replace(".html", ".snapshot.json"),
            };
            assert!(files.contains(&other), "{name}/{file} is without {other}");
        }
    }
}
