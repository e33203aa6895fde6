//! The catalogues in `extension/_locales` agree with each other and with the code that names their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use beian_lens_core::rules::{RULES, Rule};
use beian_lens_core::view::basis_key;

const LANGUAGES: [&str; 3] = ["en", "zh_CN", "zh_TW"];
/// Keys that start otherwise are a rule's.
const PREFIXES: [&str; 12] = [
    "basis_",
    "export_",
    "card_",
    "row_",
    "ghost_",
    "verdict_",
    "note_",
    "extension_",
    "button_",
    "desk_",
    "options_",
    "list_",
];
/// What the command line says of a target in a list: keys that it puts together.
const LIST: [&str; 6] = [
    "incomplete",
    "needs_review",
    "complete",
    "not_required",
    "error",
    "unchanged",
];

/// Keys that code puts together, from the rules' elements and the laws that they cite.
fn derived() -> BTreeSet<String> {
    let of_rule = |rule: &Rule| {
        let element = rule.element.name().replace('-', "_");
        let laws = rule.basis.iter().map(|basis| basis_key(basis));
        let elements = ["row_", "ghost_"].map(|prefix| format!("{prefix}{element}"));
        laws.chain(elements).collect::<Vec<_>>()
    };
    let of_rules = RULES.iter().flat_map(|rule| of_rule(rule));
    let of_list = LIST.iter().map(|word| format!("list_{word}"));
    of_rules.chain(of_list).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn raw(language: &str) -> String {
    fs::read_to_string(
        root()
            .join("extension/_locales")
            .join(language)
            .join("messages.json"),
    )
    .unwrap()
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let entries: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&raw(language)).unwrap();
    entries
        .into_iter()
        .map(|(key, entry)| (key, entry["message"].clone()))
        .collect()
}

fn arguments(text: &str) -> BTreeSet<char> {
    text.split('$')
        .skip(1)
        .map(|piece| piece.chars().next().unwrap_or('$'))
        .collect()
}

/// The code of the checker and of the extension.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        if path.is_dir() && !path.ends_with("_locales") {
            sources(&path, found);
        } else if ["rs", "js", "html"].contains(&extension) {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// The keys that code names: `"card_close"`, `__MSG_extension_name__`.
fn named() -> BTreeSet<String> {
    let mut texts = Vec::new();
    sources(&root().join("src"), &mut texts);
    sources(&root().join("crates"), &mut texts);
    sources(&root().join("extension"), &mut texts);
    sources(&root().join("cli/src"), &mut texts);
    let is_key = |word: &&str| {
        PREFIXES
            .iter()
            .any(|prefix| word.starts_with(prefix) && word.len() > prefix.len())
            && word.chars().all(|letter| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'
            })
    };
    let unwrapped = |word: &str| {
        word.strip_prefix("__MSG_")
            .and_then(|word| word.strip_suffix("__"))
            .unwrap_or(word)
            .to_owned()
    };
    let manifest = fs::read_to_string(root().join("extension/manifest.json")).unwrap();
    texts.extend(
        manifest
            .split('"')
            .filter(|word| word.starts_with("__MSG_"))
            .map(str::to_owned),
    );
    let words = texts
        .iter()
        .flat_map(|text| text.split('"'))
        .map(unwrapped)
        .collect::<BTreeSet<_>>();
    words
        .iter()
        .map(String::as_str)
        .filter(is_key)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_language_has_the_same_keys() {
    let keys = |language| catalogue(language).into_keys().collect::<BTreeSet<_>>();
    for language in LANGUAGES {
        let differ: Vec<_> = keys("en")
            .symmetric_difference(&keys(language))
            .cloned()
            .collect();
        assert!(differ.is_empty(), "{language} and en differ in {differ:?}");
    }
}

#[test]
fn every_language_takes_the_same_arguments() {
    let english = catalogue("en");
    for language in LANGUAGES {
        for (key, text) in catalogue(language) {
            assert!(!text.trim().is_empty(), "{language} {key} is empty");
            assert_eq!(
                arguments(&text),
                arguments(&english[&key]),
                "{language} {key}: {text}"
            );
            assert!(
                arguments(&text)
                    .iter()
                    .all(|argument| ('1'..='9').contains(argument)),
                "{language} {key}: {text}"
            );
        }
    }
}

#[test]
fn no_key_stands_twice() {
    for language in LANGUAGES {
        let raw = raw(language);
        for key in catalogue(language).keys() {
            assert_eq!(
                raw.matches(&format!("\"{key}\":")).count(),
                1,
                "{language} {key}"
            );
        }
    }
}

#[test]
fn every_key_that_code_names_exists() {
    let english = catalogue("en");
    let missing: Vec<_> = named()
        .into_iter()
        .filter(|key| !english.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "no catalogue has {missing:?}");
}

#[test]
fn no_key_is_unused() {
    let mut used = named();
    used.extend(derived());
    // Which of a rule's keys are used is for the core's tests.
    let is_a_rules = |key: &str| {
        RULES
            .iter()
            .any(|rule| key.starts_with(&format!("{}_", rule.id.replace('-', "_"))))
    };
    let unused: Vec<_> = catalogue("en")
        .into_keys()
        .filter(|key| !used.contains(key) && !is_a_rules(key))
        .collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}
