//! Runs `cargo xtask data`: compiles the checker's compact tables from the readable ones and reports what changed.
//!
//! | table | made from |
//! | --- | --- |
//! | `platforms.txt`, `tlds.txt` | `data/platforms.tsv`, `data/tlds.tsv` |
//! | `suffixes.txt`, `hosting.bin` | the Public Suffix List in the crate `psl` |
//! | `places4.bin`, `places6.bin` | `geoip`, `geoip6` of Debian's package `tor-geoipdb` |
//!
//! `samples.tsv` contains addresses from the same files with their places, for the checker's tests.
//!
//! The same input gives the same bytes. `SOURCES.tsv` beside the tables records the date of each source.

mod places;
mod suffixes;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Where the package `tor-geoipdb` installs its files.
pub(crate) const GEOIP: &str = "/usr/share/tor";

/// Compiles all tables and returns what changed, in words. `root` is the checkout, `geoip` the folder with `geoip` and
/// `geoip6` ([`GEOIP`] on Debian).
pub(crate) fn run(root: &Path, geoip: &Path) -> Result<String> {
    let mut changes = String::new();
    let tables = root.join("crates/core/src/host/tables");
    fs::create_dir_all(&tables)
        .with_context(|| format!("making the folder {}", tables.display()))?;
    let mut sources = String::from("table\tsource\tdate\tlicence\tentries\n");

    let platforms = rows(&root.join("data/platforms.tsv"), ["suffix", "apex", "date"])?;
    let lines = platforms
        .iter()
        .map(|[suffix, apex, _]| platform_line(suffix, apex))
        .collect::<Result<_>>()?;
    changes += &write_lines(&tables.join("platforms.txt"), &lines)?;
    sources += &format!(
        "platforms.txt\tdata/platforms.tsv\t{}\t-\t{}\n",
        newest(&platforms)?,
        platforms.len()
    );

    let tlds = tld_rows(root)?;
    changes += &write_lines(&tables.join("tlds.txt"), &tld_lines(&tlds))?;
    sources += &format!(
        "tlds.txt\tdata/tlds.tsv\t{}\t-\t{}\n",
        newest(&tlds)?,
        tlds.len()
    );

    let fileable = tlds
        .iter()
        .filter(|[word, ..]| word != "no")
        .flat_map(|[_, tld, ascii, _]| [tld.clone(), ascii.clone()])
        .collect();
    let platforms = platforms.into_iter().map(|[suffix, ..]| suffix).collect();
    let list = suffixes::compile(root, &fileable, &platforms)?;
    changes += &write_lines(&tables.join("suffixes.txt"), &list.registries)?;
    sources += &format!(
        "suffixes.txt\tPublic Suffix List, registries, in psl\t{}\tMPL-2.0\t{}\n",
        list.version,
        list.registries.len()
    );
    let hosting = suffixes::pack(&list.hosting);
    write(&tables.join("hosting.bin"), &hosting)?;
    changes += &format!(
        "hosting.bin: {} bytes, {} suffixes\n",
        hosting.len(),
        list.hosting.len()
    );
    sources += &format!(
        "hosting.bin\tPublic Suffix List, private section, in psl\t{}\tMPL-2.0\t{}\n",
        list.version,
        list.hosting.len()
    );

    let mut samples = String::from("address\tplace\n");
    for family in [places::V4, places::V6] {
        let path = geoip.join(family.source);
        let text = fs::read_to_string(&path).with_context(|| {
            format!("reading {}: install the package tor-geoipdb, or name the folder that contains its files", path.display())
        })?;
        let table = places::compile(&text, &family)
            .with_context(|| format!("compiling {}", path.display()))?;
        let target = tables.join(family.table);
        let old = fs::read(&target).unwrap_or_default();
        changes += &format!(
            "{}: {} bytes, {}; {} of a million mainland addresses kept, the others unknown\n",
            family.table,
            table.bytes.len(),
            places::changes(&old, &table.bytes),
            table.kept
        );
        samples += &table.samples;
        write(&target, &table.bytes)?;
        sources += &format!(
            "{}\ttor-geoipdb {} (IPFire Location Database)\t{}\tCC BY-SA 4.0\t{}\n",
            family.table, family.source, table.date, table.counts
        );
    }
    write(&tables.join("samples.tsv"), samples.as_bytes())?;
    write(&tables.join("SOURCES.tsv"), sources.as_bytes())?;
    Ok(changes)
}

/// Reads the named columns of a table with a header line; lines that begin with `#` are comments.
fn rows<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|name| *name == column);
        *place = found.with_context(|| format!("{} has no column {column}", path.display()))?;
    }
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() != header.len() {
                bail!(
                    "{}: the row has {} fields, but the header has {}: {line}",
                    path.display(),
                    fields.len(),
                    header.len()
                );
            }
            Ok(places.map(|place| fields.get(place).copied().unwrap_or_default().to_owned()))
        })
        .collect()
}

/// The newest date; the date is the last field of each row.
fn newest<const N: usize>(rows: &[[String; N]]) -> Result<&str> {
    rows.iter()
        .filter_map(|row| row.last())
        .max()
        .map(String::as_str)
        .context("the table has no rows")
}

fn platform_line(suffix: &str, apex: &str) -> Result<String> {
    match apex {
        "psl" => Ok(suffix.to_owned()),
        "operator" => Ok(format!("={suffix}")),
        _ => bail!("{suffix}: apex must be psl or operator, not {apex:?}"),
    }
}

fn tld_rows(root: &Path) -> Result<Vec<[String; 4]>> {
    let rows = rows(
        &root.join("data/tlds.tsv"),
        ["fileable", "tld", "ascii", "date"],
    )?;
    if let Some([word, tld, ..]) = rows
        .iter()
        .find(|[word, ..]| !["yes", "unsure", "no"].contains(&word.as_str()))
    {
        bail!("{tld}: fileable must be yes, unsure or no, not {word:?}");
    }
    Ok(rows)
}

/// One line per word: the word, then the names in both forms.
fn tld_lines(rows: &[[String; 4]]) -> BTreeSet<String> {
    ["yes", "unsure", "no"]
        .map(|word| {
            let names: BTreeSet<&str> = rows
                .iter()
                .filter(|[this, ..]| this == word)
                .flat_map(|[_, tld, ascii, _]| [tld.as_str(), ascii.as_str()])
                .collect();
            std::iter::once(word)
                .chain(names)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .into()
}

/// Writes a text table, and reports which words were added and removed.
fn write_lines(path: &Path, lines: &BTreeSet<String>) -> Result<String> {
    let old = fs::read_to_string(path).unwrap_or_default();
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    // Each word counts together with the first word of its line: `cn com` and `hk com` are two entries.
    let entries = |text: &str| text.lines().flat_map(entries_of).collect::<BTreeSet<_>>();
    let (before, after) = (entries(&old), entries(&text));
    let list = |entries: Vec<&String>| {
        entries
            .into_iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (added, removed): (Vec<_>, Vec<_>) = (
        after.difference(&before).collect(),
        before.difference(&after).collect(),
    );
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut changes = format!(
        "{name}: {} entries, {} added, {} removed\n",
        after.len(),
        added.len(),
        removed.len()
    );
    if !before.is_empty() && before != after {
        changes += &format!("  added: {}\n  removed: {}\n", list(added), list(removed));
    }
    write(path, text.as_bytes())?;
    Ok(changes)
}

fn entries_of(line: &str) -> Vec<String> {
    match line.split_once(' ') {
        Some((first, rest)) => rest
            .split(' ')
            .map(|word| format!("{first} {word}"))
            .collect(),
        None => vec![line.to_owned()],
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}
