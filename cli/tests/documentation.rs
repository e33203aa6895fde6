//! Every command in the documentation is known here, with what runs it; a new one fails the test until somebody has said so.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

#[path = "support/documents.rs"]
mod documents;
use documents::{DOCUMENTS, calls, read, root};

/// What runs a command.
enum Run {
    /// A file of the checkout, which holds this text where it does.
    By(&'static str, &'static str),
    /// Nothing, and why.
    Not(#[expect(dead_code, reason = "for whoever reads the list")] &'static str),
}

const COMMANDS: [(&str, Run); 19] = [
    (
        "cargo xtask advisories",
        Run::By("xtask/src/release_check.rs", "advisories::check"),
    ),
    (
        "cargo lens check",
        Run::By("cli/tests/readme.rs", "fn the_commands_do_what_is_said"),
    ),
    (
        "cargo lens report",
        Run::By("cli/tests/readme.rs", "fn the_commands_do_what_is_said"),
    ),
    (
        "cargo lens scan",
        Run::By(
            "cli/tests/command.rs",
            "fn scan_gives_the_fields_of_every_mark_in_a_line",
        ),
    ),
    (
        "cargo xtask bench",
        Run::By("xtask/src/release_check.rs", "bench::run"),
    ),
    // Its rebuild from the source archive runs the command itself.
    (
        "cargo xtask build",
        Run::By("xtask/src/dist/mod.rs", ".args([\"xtask\", \"build\"])"),
    ),
    (
        "cargo xtask data",
        Run::Not(
            "it changes the checkout, from a Debian package; its compilers have tests in xtask/src/data",
        ),
    ),
    (
        "cargo xtask dist",
        Run::By("xtask/src/release_check.rs", "dist::rebuild_and_compare"),
    ),
    (
        "cargo xtask fixtures",
        Run::Not(
            "it changes the checkout; tests/suite/fixtures.rs takes the same snapshots and compares",
        ),
    ),
    (
        "cargo xtask fuzz",
        Run::By("xtask/src/release_check.rs", "fuzz::run"),
    ),
    (
        "cargo xtask pictures",
        Run::By(
            "cli/tests/store.rs",
            "fn chromium_makes_every_picture_in_the_stores_size",
        ),
    ),
    (
        "cargo xtask release-check",
        Run::Not("it takes an hour, before a release; the steps have tests of their own"),
    ),
    (
        "cargo xtask rule",
        Run::By(
            "xtask/src/rule/mod.rs",
            "fn a_new_rule_builds_and_its_tests_fail_until_it_is_written",
        ),
    ),
    (
        "cargo xtask run",
        Run::Not(
            "it is `cargo lens check --screenshot` on one page, which cli/tests/readme.rs runs, behind a display's check",
        ),
    ),
    (
        "cargo xtask setup",
        Run::By("xtask/src/test.rs", "setup::ensure_tools"),
    ),
    (
        "cargo xtask site",
        Run::By("xtask/src/test.rs", "site::make"),
    ),
    (
        "cargo xtask size",
        Run::By("xtask/src/test.rs", "size::check"),
    ),
    ("cargo xtask test", Run::By(".ci/run", "cargo xtask test")),
    (
        "cargo xtask throughput",
        Run::Not(
            "it measures for minutes; cli/tests/grid.rs runs the same grid and the same engine",
        ),
    ),
];

#[test]
fn every_command_in_the_documentation_is_run_or_it_is_said_why_not() {
    let named: BTreeSet<_> = ["cargo xtask ", "cargo lens "]
        .into_iter()
        .flat_map(|start| {
            let calls = calls(start).into_iter();
            calls.map(move |(words, _)| format!("{start}{}", words.first().unwrap()))
        })
        .collect();
    let known: BTreeSet<_> = COMMANDS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(named, known);
}

#[test]
fn what_is_said_to_run_a_command_does() {
    for (command, run) in COMMANDS {
        if let Run::By(file, text) = run {
            assert!(read(file).contains(text), "{command}: {file}");
        }
    }
}

/// The folders that a path in the documentation begins with, when it is of the checkout and not made by a build.
const FOLDERS: [&str; 10] = [
    "cli/",
    "crates/",
    "data/",
    "docs/",
    "extension/",
    "fuzz/",
    "src/",
    "tests/",
    "www/",
    "xtask/",
];

#[test]
fn every_file_that_the_documentation_names_is_there() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let beside = root().join(document);
        let linked = text.split("](").skip(1).filter_map(|rest| {
            let (target, _) = rest.split_once(')')?;
            (!target.contains("://")).then(|| beside.parent().unwrap().join(target))
        });
        let quoted = text.split('`').filter(|word| {
            FOLDERS.iter().any(|folder| word.starts_with(folder))
                && !word.contains([' ', '\n', '<', '*', '{', '…'])
        });
        let quoted = quoted.map(|path| root().join(path));
        missing.extend(linked.chain(quoted).filter(|file| !file.exists()));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
