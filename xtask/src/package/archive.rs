//! Packs zip archives whose bytes depend only on the names and contents of the files.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::fingerprint::files_under;

/// Compression level. From 10, the zip crate uses zopfli, which saves a few hundredths and takes a few seconds.
const ZOPFLI: i64 = 24;

/// Packs a folder.
pub(crate) fn write(folder: &Path, archive: &Path) -> Result<()> {
    write_files(folder, files_under(folder)?, archive)
}

/// Packs some files of a folder: entries in sorted order, all with the same time and permissions, and no entries for
/// folders.
pub(crate) fn write_files(folder: &Path, files: Vec<PathBuf>, archive: &Path) -> Result<()> {
    let step = || format!("writing {}", archive.display());
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(ZOPFLI))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(File::create(archive).with_context(step)?);
    let mut entries = Vec::new();
    for file in files {
        let name = file
            .strip_prefix(folder)?
            .to_str()
            .context("a file name is not Unicode")?
            .replace('\\', "/");
        entries.push((name, file));
    }
    entries.sort();
    for (name, file) in entries {
        zip.start_file(name, options).with_context(step)?;
        zip.write_all(&fs::read(&file)?).with_context(step)?;
    }
    zip.finish().with_context(step)?;
    Ok(())
}

/// Unpacks an archive of ours into a new folder.
pub(crate) fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    let step = || format!("unpacking {}", archive.display());
    let mut zip = ZipArchive::new(File::open(archive).with_context(step)?).with_context(step)?;
    zip.extract(folder).with_context(step)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_in_another_place_give_the_same_bytes() {
        let mut archives = Vec::new();
        for order in [["b/c.txt", "a.txt"], ["a.txt", "b/c.txt"]] {
            let place = tempfile::tempdir().unwrap();
            let folder = place.path().join("package");
            fs::create_dir_all(folder.join("b")).unwrap();
            for name in order {
                let file = File::create(folder.join(name)).unwrap();
                (&file).write_all(name.as_bytes()).unwrap();
                // The file time differs on every run: the clock must not show in the archive.
                file.set_modified(
                    std::time::UNIX_EPOCH
                        + std::time::Duration::from_secs(1_000_000_000 + archives.len() as u64),
                )
                .unwrap();
            }
            let archive = place.path().join("package.zip");
            write(&folder, &archive).unwrap();
            archives.push(fs::read(archive).unwrap());
        }
        assert!(archives[0].starts_with(b"PK"));
        assert_eq!(archives[0], archives[1]);
    }
}
