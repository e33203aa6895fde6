//! Runs `cargo xtask rule <id>`: writes all files of a new rule, with `TODO` wherever its author must write something.
//!
//! The checkout still builds afterwards; the rule tests fail until every `TODO` is gone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use beian_lens_core::report::Element;
use beian_lens_core::rules::{RULES, Rule};

/// The folder of the rules.
const RULES_FOLDER: &str = "crates/core/src/rules";
/// The folder of the catalogues.
const CATALOGUES_FOLDER: &str = "extension/_locales";
/// The languages of the catalogue.
const LOCALES: [&str; 3] = ["en", "zh_CN", "zh_TW"];
/// The messages of every rule. The tests name those that its causes need besides.
const MESSAGES: [&str; 4] = ["failed", "inapplicable", "passed", "title"];
/// How the fixtures end that every rule has.
const OUTCOMES: [&str; 3] = ["passed", "failed", "inapplicable"];

/// The element that a rule belongs to, by the start of its id. The first match counts; any other id is about the
/// content.
const ELEMENTS: [(&str, Element, &str); 6] = [
    ("icp-link-", Element::IcpLink, "IcpLink"),
    ("icp-", Element::IcpNumber, "IcpNumber"),
    (
        "public-security-link-",
        Element::PublicSecurityLink,
        "PublicSecurityLink",
    ),
    (
        "public-security-badge-",
        Element::PublicSecurityBadge,
        "PublicSecurityBadge",
    ),
    (
        "public-security-",
        Element::PublicSecurityNumber,
        "PublicSecurityNumber",
    ),
    ("host-", Element::Host, "Host"),
];

/// Writes the files of the rule into the checkout and prints what to do next.
pub(crate) fn run(root: &Path, id: &str) -> Result<()> {
    for (file, text) in scaffold(root, id)? {
        let path = root.join(&file);
        let folder = path.parent().context("a file is in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        eprintln!("rule: {}", file.display());
    }
    eprintln!(
        "rule: replace each TODO; `cargo test -p beian-lens-core rules` says what is missing, and \
         `cargo xtask fixtures` makes the snapshots of the fixtures"
    );
    Ok(())
}

/// The new files of the rule and the changed ones, by their paths in the checkout. Writes nothing.
fn scaffold(root: &Path, id: &str) -> Result<Vec<(PathBuf, String)>> {
    ensure!(
        is_id(id),
        "`{id}` is not a rule id: it names the fault in two or more lowercase words joined by hyphens, such as \
         icp-link-retired"
    );
    let stem = id.replace('-', "_");
    let folder = Path::new(RULES_FOLDER);
    let fixtures = Path::new("tests/fixtures").join(id);
    let (element, name) = ELEMENTS
        .into_iter()
        .find(|(prefix, ..)| id.starts_with(prefix))
        .map_or((Element::Content, "Content"), |(_, element, name)| {
            (element, name)
        });
    let filled = |template: &str| template.replace("{id}", id).replace("{element}", name);

    let mut files = vec![
        (
            folder.join(format!("{stem}.rs")),
            filled(include_str!("rule.rs.template")),
        ),
        (
            folder.join(format!("{stem}.zh.md")),
            include_str!("page.zh.md.template").to_owned(),
        ),
    ];
    for outcome in OUTCOMES {
        files.push((
            fixtures.join(format!("{outcome}-TODO.html")),
            include_str!("fixture.html.template").replace("{outcome}", outcome),
        ));
    }
    for (file, _) in &files {
        ensure!(
            !root.join(file).exists(),
            "there already is a rule of this name: {}",
            file.display()
        );
    }

    let registry = folder.join("mod.rs");
    let text = registered(&read(root, &registry)?, &stem, element)?;
    files.push((registry, text));
    for locale in LOCALES {
        let catalogue = Path::new(CATALOGUES_FOLDER)
            .join(locale)
            .join("messages.json");
        let text = with_messages(&read(root, &catalogue)?, &stem)
            .with_context(|| catalogue.display().to_string())?;
        files.push((catalogue, text));
    }
    Ok(files)
}

/// Whether this can be the id of a rule: at least two words of lowercase letters and digits, joined by hyphens.
fn is_id(id: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.contains('-')
        && id.split('-').all(is_word)
}

fn read(root: &Path, file: &Path) -> Result<String> {
    fs::read_to_string(root.join(file)).with_context(|| format!("reading {}", file.display()))
}

/// The module name, with which the rule's message keys start.
fn stem(rule: &Rule) -> String {
    rule.id.replace('-', "_")
}

/// The list of rules with the new one after the last of its element: people read the findings in this order.
fn registered(source: &str, new: &str, element: Element) -> Result<String> {
    let last = RULES
        .iter()
        .rev()
        .find(|rule| rule.element == element)
        .context("no rule of this element")?;
    let line = format!("    {},\n", stem(last));
    let (before, after) = source
        .split_once(&line)
        .with_context(|| format!("{RULES_FOLDER}/mod.rs does not list {}", stem(last)))?;
    Ok(format!("{before}{line}    {new},\n{after}"))
}

/// The catalogue with the messages of the new rule, after those of the rule before it in the alphabet.
fn with_messages(catalogue: &str, new: &str) -> Result<String> {
    let mut stems: Vec<_> = RULES.iter().map(|rule| stem(rule)).collect();
    stems.sort();
    let before = stems.iter().rev().find(|known| known.as_str() < new);
    let of = |rule: &str| format!("  \"{rule}_title\": ");
    let added: String = MESSAGES
        .iter()
        .map(|message| format!("  \"{new}_{message}\": {{\"message\": \"TODO\"}},\n"))
        .collect();
    let mut text = String::with_capacity(catalogue.len() + added.len());
    let mut is_added = false;
    for line in catalogue.split_inclusive('\n') {
        text.push_str(line);
        // The title of a rule is the last of its messages.
        if before.is_some_and(|before| line.starts_with(&of(before))) {
            text.push_str(&added);
            is_added = true;
        }
    }
    ensure!(is_added, "no place for the messages of {new}");
    Ok(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;
    use std::process::Command;

    use walkdir::WalkDir;

    use super::*;
    use crate::project::{Project, cargo};

    const ID: &str = "icp-link-new-and-untried";

    fn project() -> Project {
        Project::of_this_checkout().unwrap()
    }

    #[test]
    fn an_id_names_the_fault_in_words() {
        for id in ["icp-hidden-twice", "host-tld-2-letters"] {
            assert!(is_id(id), "{id}");
        }
        for id in [
            "",
            "icp",
            "ICP-hidden",
            "icp_hidden",
            "icp-",
            "-icp",
            "icp--hidden",
            "2-icp",
            "icp-隐藏",
            "../icp-hidden",
            "icp hidden",
        ] {
            let error = scaffold(project().root(), id).unwrap_err().to_string();
            assert!(error.contains("is not a rule id"), "{id}: {error}");
        }
    }

    #[test]
    fn an_existing_rule_is_not_overwritten() {
        // The last one is a test module.
        for id in ["icp-hidden", "host-not-live", "hard-pages"] {
            let error = scaffold(project().root(), id).unwrap_err().to_string();
            assert!(error.contains("there already is"), "{id}: {error}");
        }
    }

    #[test]
    fn a_rule_stands_after_those_of_its_element_and_its_messages_in_the_alphabet() {
        let root = project();
        for id in [
            ID,
            "public-security-badge-x",
            "host-x",
            "icp-x",
            "zoo-animals",
        ] {
            let stem = id.replace('-', "_");
            let (_, element, _) = ELEMENTS
                .into_iter()
                .find(|(prefix, ..)| id.starts_with(prefix))
                .unwrap_or(("", Element::Content, ""));
            for (file, text) in scaffold(root.root(), id).unwrap() {
                if file.ends_with("mod.rs") {
                    let lines: Vec<_> = text.lines().collect();
                    let at = lines
                        .iter()
                        .position(|line| *line == format!("    {stem},"))
                        .unwrap();
                    let before = lines[at - 1].trim().trim_end_matches(',');
                    let before = RULES.iter().find(|rule| self::stem(rule) == before);
                    assert!(before.is_some_and(|rule| rule.element == element), "{id}");
                }
                if file.ends_with("messages.json") {
                    let messages: serde_json::Map<String, serde_json::Value> =
                        serde_json::from_str(&text).unwrap();
                    for message in MESSAGES {
                        assert_eq!(messages[&format!("{stem}_{message}")]["message"], "TODO");
                    }
                }
            }
        }
    }

    /// Writes a new rule into a copy of this checkout, and runs the rules' tests there.
    #[test]
    fn a_new_rule_builds_and_its_tests_fail_until_it_is_written() {
        let project = project();
        // Always in the same place, so that cargo's cache for it does not grow.
        let copy = &project.target("new-rule");
        if copy.exists() {
            fs::remove_dir_all(copy).unwrap();
        }
        fs::create_dir_all(copy).unwrap();
        for part in [
            "Cargo.toml",
            "Cargo.lock",
            "cli",
            "crates",
            "data",
            "extension",
            "src",
            "tests",
            "xtask",
        ] {
            for entry in WalkDir::new(project.path(part)) {
                let entry = entry.unwrap();
                let to = copy.join(entry.path().strip_prefix(project.root()).unwrap());
                if entry.file_type().is_dir() {
                    fs::create_dir_all(to).unwrap();
                } else {
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        // Cargo keeps the packages of a shared target directory apart by their versions, not by where they are.
        let manifest = fs::read_to_string(copy.join("Cargo.toml")).unwrap();
        let other = manifest.replacen(env!("CARGO_PKG_VERSION"), "0.0.0-new-rule", 1);
        assert_ne!(manifest, other);
        fs::write(copy.join("Cargo.toml"), other).unwrap();
        run(copy, ID).unwrap();

        let tests = Command::new(cargo())
            .args(["test", "--offline", "--package", "beian-lens-core"])
            .args(["--lib", "--test", "fixtures", "--no-fail-fast"])
            .args(["--", "rules::", "every_fixture", "what_the_browser_saw"])
            .current_dir(copy)
            .env("CARGO_TARGET_DIR", project.target(""))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&tests.stdout);
        let failed: BTreeSet<_> = said
            .lines()
            .filter_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"))
            .collect();
        let expected = BTreeSet::from([
            "rules::icp_link_new_and_untried::tests::cases",
            "rules::tests::every_page_has_the_title_that_the_card_shows",
            "every_fixture_folder_is_a_rules_and_holds_pairs",
            "what_the_browser_saw_ends_as_the_file_name_says",
            "rules::tests::every_cause_that_a_rule_lists_is_reached_on_some_page",
            "rules::tests::every_rule_cites_its_basis",
            "rules::tests::every_outcome_has_its_message_in_every_locale",
            "rules::tests::every_rule_says_whether_it_can_always_tell",
            "rules::tests::nothing_is_left_to_write",
        ]);
        let errors = String::from_utf8_lossy(&tests.stderr);
        assert_eq!(failed, expected, "{said}\n{errors}");
        assert!(!errors.contains("warning:"), "{errors}");
    }
}
