//! Compiles the Public Suffix List, as found in the crate `psl`, into the two small tables of `src/host/suffix.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use psl::Type;
use serde_json::Value;

/// Minimum number of countries whose registries use a second-level name for it to be assumed in all others.
const COUNTRIES: usize = 30;

pub(super) struct Tables {
    /// The version of the crate: the list in it has no date.
    pub(super) version: String,
    /// One line per top-level domain: the domain, then the second-level names that are suffixes.
    pub(super) registries: BTreeSet<String>,
    /// Sorted hashes of the suffixes in the private section.
    pub(super) hosting: BTreeSet<u32>,
}

/// Compiles both tables. `fileable` are the top-level domains whose registry rules are kept exactly; `platforms` are
/// the suffixes in the curated table.
pub(super) fn compile(
    root: &Path,
    fileable: &BTreeSet<String>,
    platforms: &BTreeSet<String>,
) -> Result<Tables> {
    let (version, rules) = locate(root)?;
    let text =
        fs::read_to_string(&rules).with_context(|| format!("reading {}", rules.display()))?;
    let (mut registry, mut private) = (BTreeSet::new(), BTreeSet::new());
    for rule in text
        .lines()
        .map(str::trim)
        .filter(|rule| !rule.is_empty() && !rule.starts_with('!'))
    {
        let name = rule.strip_prefix("*.").unwrap_or(rule);
        match kind(rule) {
            Some(Type::Icann) => registry.insert(name),
            Some(Type::Private) => private.insert(name),
            None => false,
        };
    }
    ensure!(
        registry.len() > 4000 && private.len() > 1500,
        "{} does not contain the whole list",
        rules.display()
    );

    Ok(Tables {
        version,
        registries: registries(&registry, fileable)?,
        hosting: hosting(&private, platforms)?,
    })
}

/// The section that a rule is in, from the crate's own lookup of a name under it.
fn kind(rule: &str) -> Option<Type> {
    let name = format!("a.{}", rule.replace('*', "b"));
    psl::suffix(name.as_bytes())?.typ()
}

fn registries(rules: &BTreeSet<&str>, fileable: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let mut exact: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, top) in rules.iter().filter_map(|rule| rule.split_once('.')) {
        if fileable.contains(top) {
            exact
                .entry(top.to_owned())
                .or_default()
                .insert(label.to_owned());
            exact.entry(ascii(top)?).or_default().insert(ascii(label)?);
        } else if top.len() == 2 {
            *countries.entry(label).or_default() += 1;
        }
    }
    let usual = countries
        .into_iter()
        .filter(|(_, count)| *count >= COUNTRIES)
        .map(|(label, _)| label.to_owned());
    exact.insert("*".to_owned(), usual.collect());
    Ok(exact
        .into_iter()
        .map(|(top, labels)| format!("{top} {}", labels.into_iter().collect::<Vec<_>>().join(" ")))
        .collect())
}

/// The form that browsers show in the address bar.
fn ascii(name: &str) -> Result<String> {
    idna::domain_to_ascii(name).with_context(|| format!("{name} has no ASCII form"))
}

fn hosting(rules: &BTreeSet<&str>, platforms: &BTreeSet<String>) -> Result<BTreeSet<u32>> {
    let under_another = |rule: &str| {
        std::iter::successors(rule.split_once('.'), |(_, parent)| parent.split_once('.'))
            .any(|(_, parent)| rules.contains(parent) || platforms.contains(parent))
    };
    let sold_as_domains = |rule: &str| {
        rule.split_once('.')
            .is_some_and(|(label, top)| label.chars().count() <= 3 && !top.contains('.'))
    };
    rules
        .iter()
        .filter(|rule| {
            !platforms.contains(**rule) && !under_another(rule) && !sold_as_domains(rule)
        })
        .map(|rule| Ok(hash(&ascii(rule)?)))
        .collect()
}

/// The same function as in `src/host/suffix.rs`.
fn hash(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x7fff_ffff
}

/// Packs hashes as differences, seven bits per byte, low bits first.
pub(super) fn pack(hashes: &BTreeSet<u32>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut before = 0;
    for hash in hashes {
        let mut rest = hash - before;
        while rest >= 0x80 {
            bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        bytes.push(rest.to_le_bytes()[0]);
        before = *hash;
    }
    bytes
}

/// The version of the crate, and its list in cargo's source folder.
fn locate(root: &Path) -> Result<(String, PathBuf)> {
    let output = Command::new(crate::project::cargo())
        .current_dir(root)
        .args(["metadata", "--format-version", "1", "--locked"])
        .output();
    let output = output.context("running cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value =
        serde_json::from_slice(&output.stdout).context("reading what cargo metadata printed")?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let mut packages = packages.into_iter().flatten();
    let psl = packages.find(|package| text(package, "name") == Some("psl"));
    let psl = psl.context("cargo metadata did not name psl")?;
    let version = text(psl, "version").context("psl has no version")?;
    let manifest = text(psl, "manifest_path").context("psl has no manifest")?;
    let rules = Path::new(manifest).with_file_name("data").join("rules.txt");
    Ok((version.to_owned(), rules))
}

fn text<'a>(package: &'a Value, field: &str) -> Option<&'a str> {
    package.get(field).and_then(Value::as_str)
}
