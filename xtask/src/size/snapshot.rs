//! Compares what is shipped with the sizes that are committed: a diff of `xtask/sizes.tsv` shows what a change costs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

/// Maximum growth over the committed sizes, in percent. What grows more is committed, and so reviewed.
const MARGIN: usize = 1;

/// The file of the committed sizes, in the checkout.
pub(super) const FILE: &str = "xtask/sizes.tsv";

const HEADER: &str = "file\tbytes\tgzipped";

/// A file that is shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) file: String,
    pub(super) bytes: usize,
    pub(super) gzipped: usize,
}

/// Writes the sizes down.
pub(super) fn write(path: &PathBuf, rows: &[Row]) -> Result<()> {
    let lines = rows
        .iter()
        .map(|row| format!("{}\t{}\t{}\n", row.file, row.bytes, row.gzipped));
    let text: String = [format!("{HEADER}\n")].into_iter().chain(lines).collect();
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// An error when a file has grown more than it may, or the committed list is not of the files that are shipped.
pub(super) fn compare(path: &PathBuf, rows: &[Row]) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let committed = read(&text).with_context(|| format!("in {FILE}"))?;
    let complaints = complaints(&committed, rows);
    if !complaints.is_empty() {
        bail!(
            "{}\n`cargo xtask size` shows what takes the space, and writes {FILE} anew",
            complaints.join("\n")
        );
    }
    Ok(())
}

fn read(text: &str) -> Result<Vec<Row>> {
    let mut lines = text.lines();
    ensure!(
        lines.next() == Some(HEADER),
        "the first line is not {HEADER:?}"
    );
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || {
                cells
                    .next()
                    .with_context(|| format!("too few cells: {line}"))
            };
            Ok(Row {
                file: cell()?.to_owned(),
                bytes: cell()?.parse()?,
                gzipped: cell()?.parse()?,
            })
        })
        .collect()
}

fn complaints(committed: &[Row], rows: &[Row]) -> Vec<String> {
    let mut complaints = Vec::new();
    for row in rows {
        let Some(before) = committed.iter().find(|before| before.file == row.file) else {
            complaints.push(format!("{} is not in the list", row.file));
            continue;
        };
        for (what, before, now) in [
            ("bytes", before.bytes, row.bytes),
            ("bytes gzipped", before.gzipped, row.gzipped),
        ] {
            if now * 100 > before * (100 + MARGIN) {
                complaints.push(format!(
                    "{}: {now} {what}, which is more than {MARGIN} % over the committed {before}",
                    row.file
                ));
            }
        }
    }
    for before in committed {
        if !rows.iter().any(|row| row.file == before.file) {
            complaints.push(format!("{} is no longer shipped", before.file));
        }
    }
    complaints
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn row(file: &str, bytes: usize, gzipped: usize) -> Row {
        Row {
            file: file.to_owned(),
            bytes,
            gzipped,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sizes.tsv");
        let rows = [row("engine/wasm.js", 247_001, 176_000), row("chrome", 9, 8)];
        write(&path, &rows).unwrap();
        assert_eq!(read(&fs::read_to_string(&path).unwrap()).unwrap(), rows);
        compare(&path, &rows).unwrap();
    }

    #[test]
    fn growth_beyond_the_margin_is_told() {
        let committed = [row("engine/wasm.js", 10_000, 5_000)];
        for (bytes, gzipped, told) in [
            (10_000, 5_000, 0),
            (10_100, 5_050, 0),
            (9_000, 4_000, 0),
            (10_101, 5_050, 1),
            (10_101, 5_051, 2),
        ] {
            let now = [row("engine/wasm.js", bytes, gzipped)];
            let complaints = complaints(&committed, &now);
            assert_eq!(complaints.len(), told, "{complaints:?}");
        }
    }

    #[test]
    fn the_list_is_of_the_files_that_are_shipped() {
        let one = [row("engine/wasm.js", 1, 1)];
        let two = [row("engine/wasm.js", 1, 1), row("engine/desk.js", 1, 1)];
        assert_eq!(
            complaints(&one, &two),
            ["engine/desk.js is not in the list"]
        );
        assert_eq!(
            complaints(&two, &one),
            ["engine/desk.js is no longer shipped"]
        );
    }
}
