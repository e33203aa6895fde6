//! The catalogues in `extension/_locales` agree with each other and with the code that names their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["en", "zh_CN", "zh_TW"];
/// Keys that start otherwise are a rule's.
const PREFIXES: [&str; 11] = [
    "basis_",
    "export_",
    "card_",
    "row_",
    "ghost_",
    "verdict_",
    "note_",
    "extension_",
    "button_",
    "options_",
    "list_",
];
/// Keys that code puts together from the name of an element of the card, a verdict, a law, or a thing that was not read.
const DERIVED: [(&str, &[&str]); 6] = [
    (
        "basis_",
        &[
            "21yunbox_guide",
            "alibaba_and_tencent_filing_guides",
            "mii_order_33_art_13",
            "miit_notice_on_domain_names_2018",
            "mps_order_33_art_12",
            "police_platform_faq_2017",
            "police_platform_display_instructions",
            "practice",
            "state_council_general_office_2017_no_47",
            "state_council_order_292_art_12",
        ],
    ),
    ("row_", &ELEMENTS),
    ("ghost_", &ELEMENTS),
    (
        "verdict_",
        &[
            "complete",
            "complete_waived",
            "incomplete",
            "incomplete_one",
            "needs_review",
            "not_required",
        ],
    ),
    (
        "list_",
        &[
            "incomplete",
            "needs_review",
            "complete",
            "not_required",
            "error",
            "unchanged",
        ],
    ),
    (
        "note_unread_",
        &[
            "cross_origin_frame",
            "closed_shadow_root",
            "picture_text",
            "canvas",
            "candidate",
            "deep_nesting",
        ],
    ),
];
const ELEMENTS: [&str; 7] = [
    "host",
    "icp_number",
    "icp_link",
    "public_security_number",
    "public_security_link",
    "public_security_badge",
    "content",
];

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
    for (prefix, names) in DERIVED {
        used.extend(names.iter().map(|name| format!("{prefix}{name}")));
    }
    let is_a_rules = |key: &str| {
        beian_lens_core::rules::RULES
            .iter()
            .any(|rule| key.starts_with(&format!("{}_", rule.id.replace('-', "_"))))
    };
    let unused: Vec<_> = catalogue("en")
        .into_keys()
        .filter(|key| !used.contains(key) && !is_a_rules(key))
        .collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}
