//! Detects within milliseconds that nothing has changed, so that a second build has nothing to do.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// A digest of everything that a result is built from.
#[derive(Default)]
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a named text, such as a tool's version.
    pub(crate) fn text(mut self, name: &str, text: &str) -> Self {
        self.add(name, text.as_bytes());
        self
    }

    /// Adds the bytes of a file under a name that the caller chooses.
    pub(crate) fn file(mut self, name: &str, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        self.add(name, &bytes);
        Ok(self)
    }

    /// Adds a file, or all files of a folder in sorted order, by path relative to `root` and content.
    pub(crate) fn path(mut self, root: &Path, relative: &str) -> Result<Self> {
        for file in files_under(&root.join(relative))? {
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            let name = file
                .strip_prefix(root)?
                .to_string_lossy()
                .replace('\\', "/");
            self.add(&name, &bytes);
        }
        Ok(self)
    }

    /// The digest, as 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    // Lengths are hashed too: otherwise `ab` + `c` and `a` + `bc` would be the same.
    fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update(part.len().to_le_bytes());
            self.0.update(part);
        }
    }
}

/// The file itself, or all files of a folder, sorted so that the order is the same on every machine.
pub(crate) fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.with_context(|| format!("reading {}", path.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// A file beside a result that records what it was built from. It is removed first and written last, so that an
/// interrupted build is never taken for a finished one.
pub(crate) struct Stamp {
    path: PathBuf,
    fingerprint: String,
}

impl Stamp {
    pub(crate) fn new(path: PathBuf, fingerprint: Fingerprint) -> Self {
        Self {
            path,
            fingerprint: fingerprint.finish(),
        }
    }

    /// Whether all `results` exist and were built from exactly these inputs.
    pub(crate) fn is_fresh(&self, results: &[&Path]) -> bool {
        results.iter().all(|result| result.exists())
            && fs::read_to_string(&self.path).is_ok_and(|written| written == self.fingerprint)
    }

    /// Runs `make` unless the results are fresh.
    pub(crate) fn refresh(
        &self,
        results: &[&Path],
        make: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        if self.is_fresh(results) {
            return Ok(());
        }
        if self.path.exists() {
            fs::remove_file(&self.path)?;
        }
        make()?;
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.fingerprint)
            .with_context(|| format!("writing {}", self.path.display()))
    }
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
    fn a_changed_file_changes_the_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "1").unwrap();
        let before = Fingerprint::default()
            .path(folder.path(), "")
            .unwrap()
            .finish();
        assert_eq!(
            before,
            Fingerprint::default()
                .path(folder.path(), "")
                .unwrap()
                .finish()
        );
        fs::write(folder.path().join("a"), "2").unwrap();
        assert_ne!(
            before,
            Fingerprint::default()
                .path(folder.path(), "")
                .unwrap()
                .finish()
        );
    }

    #[test]
    fn a_failed_build_leaves_no_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = || {
            Stamp::new(
                folder.path().join("stamp"),
                Fingerprint::default().text("input", "1"),
            )
        };
        stamp().refresh(&[], || Ok(())).unwrap();
        assert!(stamp().is_fresh(&[]));
        let other = Stamp::new(
            folder.path().join("stamp"),
            Fingerprint::default().text("input", "2"),
        );
        other
            .refresh(&[], || anyhow::bail!("interrupted"))
            .unwrap_err();
        assert!(!other.is_fresh(&[]));
        assert!(
            !stamp().is_fresh(&[]),
            "the old result may be half overwritten"
        );
    }
}
