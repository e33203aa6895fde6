//! Every command in the documentation is known here, with what runs it; a new one fails the test until somebody has said so.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const DOCUMENTS: [&str; 12] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
    "docs/README.md",
    "docs/releasing.md",
    "docs/scale.md",
    "extension/store/REBUILD.md",
    "fuzz/README.md",
    "www/README.md",
    "www/pages/en/install.md",
    "www/pages/zh/install.md",
];

/// What runs a command.
enum Run {
    /// A file of the checkout, which holds this text where it does.
    By(&'static str, &'static str),
    /// Nothing, and why.
    Not(&'static str),
}

const COMMANDS: [(&str, Run); 15] = [
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
        Run::By("cli/tests/command.rs", "&[\"scan\"]"),
    ),
    (
        "cargo xtask bench",
        Run::By("xtask/src/test.rs", "bench::run"),
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
        Run::By("xtask/src/test.rs", "dist::rebuild_and_compare"),
    ),
    (
        "cargo xtask fixtures",
        Run::Not(
            "it changes the checkout; tests/fixtures.rs takes the same snapshots and compares",
        ),
    ),
    (
        "cargo xtask fuzz",
        Run::By("xtask/src/test.rs", "fuzz::run"),
    ),
    (
        "cargo xtask pictures",
        Run::By("cli/tests/store.rs", "store::make"),
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
];

fn read(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(file)).unwrap()
}

/// The commands that a text names: `cargo xtask` and `cargo lens` with the word after.
fn commands(text: &str) -> impl Iterator<Item = String> {
    ["cargo xtask ", "cargo lens "]
        .into_iter()
        .flat_map(|start| {
            text.split(start).skip(1).filter_map(move |rest| {
                let end = rest.find(|letter: char| !letter.is_ascii_lowercase());
                let word = rest.get(..end.unwrap_or(rest.len()))?;
                (!word.is_empty()).then(|| format!("{start}{word}"))
            })
        })
}

#[test]
fn every_command_in_the_documentation_is_run_or_it_is_said_why_not() {
    let named: BTreeSet<_> = DOCUMENTS
        .iter()
        .flat_map(|file| commands(&read(file)).collect::<Vec<_>>())
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
        match run {
            Run::By(file, text) => assert!(read(file).contains(text), "{command}: {file}"),
            Run::Not(why) => assert!(!why.is_empty(), "{command}"),
        }
    }
}

#[test]
fn a_release_has_ten_steps() {
    let releasing = read("docs/releasing.md");
    let steps = (1..=11).filter(|step| releasing.contains(&format!("\n{step}. ")));
    assert_eq!(steps.count(), 10);
}
