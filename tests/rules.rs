//! Every rule on the snapshots that a browser made of its fixtures: the outcome is the one that the file name says.
//!
//! `tests/fixtures/<rule-id>/<outcome>-<what>.html` is the page, the `.snapshot.json` beside it what the browser saw.
#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use beian_lens::report::OutcomeKind;
use beian_lens::rules::RULES;
use beian_lens::snapshot::PageSnapshot;

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The snapshots of a rule, with the name of the page each was made of.
fn snapshots(folder: &Path) -> Vec<(String, PageSnapshot)> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut snapshots = Vec::new();
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let file = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if let Some(name) = file.strip_suffix(".snapshot.json") {
            let text = fs::read_to_string(&path).expect("a readable snapshot");
            let snapshot = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            snapshots.push((name.to_owned(), snapshot));
        }
    }
    snapshots
}

fn word(outcome: OutcomeKind) -> &'static str {
    match outcome {
        OutcomeKind::Passed => "passed-",
        OutcomeKind::Failed => "failed-",
        OutcomeKind::CannotTell => "cannot-tell-",
        OutcomeKind::Inapplicable => "inapplicable-",
    }
}

#[test]
fn what_the_browser_saw_ends_as_the_file_name_says() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for (name, snapshot) in snapshots(&fixtures().join(rule.id)) {
            let report = beian_lens::check(&snapshot);
            let finding = report
                .findings
                .iter()
                .find(|finding| finding.rule == rule.id)
                .expect("one finding per rule");
            if !name.starts_with(word(finding.outcome)) {
                wrong.push([rule.id, "/", &name, ": ", &finding.message.name].concat());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_fixture_folder_is_a_rules() {
    for entry in fs::read_dir(fixtures()).expect("the fixtures") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            assert!(RULES.iter().any(|rule| rule.id == name), "no rule {name}");
        }
    }
}
