//! Manages the user's cache folder: each tool once per version, shared by all checkouts.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The folder `beian-lens/` in the platform's cache folder.
pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// `$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
    pub(crate) fn of_this_user() -> Result<Self> {
        let home = || {
            env::home_dir()
                .context("setup: no home folder; set XDG_CACHE_HOME to a writable folder")
        };
        let caches =
            match env::var_os("XDG_CACHE_HOME").filter(|path| Path::new(path).is_absolute()) {
                Some(folder) => PathBuf::from(folder),
                None if cfg!(windows) => env::var_os("LOCALAPPDATA")
                    .context("setup: LOCALAPPDATA is not set")?
                    .into(),
                None if cfg!(target_os = "macos") => home()?.join("Library").join("Caches"),
                None => home()?.join(".cache"),
            };
        Ok(Self {
            folder: caches.join("beian-lens"),
        })
    }

    /// The folder of `name`, which contains `proof`. When it does not exist, `install` fills a folder that is renamed
    /// only after it succeeds: an interrupted installation never looks finished, and the next run starts it again.
    pub(crate) fn entry(
        &self,
        name: &str,
        proof: &str,
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let entry = self.folder.join(name);
        if entry.join(proof).exists() {
            return Ok(entry);
        }
        let _guard = self.lock(name)?;
        if entry.join(proof).exists() {
            return Ok(entry);
        }
        let partial = self.folder.join(format!(".{name}.partial"));
        fs::create_dir_all(&partial).with_context(|| format!("creating {}", partial.display()))?;
        install(&partial)?;
        if !partial.join(proof).exists() {
            bail!(
                "setup: {name} was installed, but {proof} is missing; delete {} and try again",
                partial.display()
            );
        }
        if entry.exists() {
            fs::remove_dir_all(&entry)
                .with_context(|| format!("removing the broken {}", entry.display()))?;
        }
        fs::rename(&partial, &entry).with_context(|| format!("renaming {}", partial.display()))?;
        Ok(entry)
    }

    /// Two checkouts may set up at once: the second waits and then finds the work done.
    fn lock(&self, name: &str) -> Result<File> {
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("creating {}", self.folder.display()))?;
        let file = File::create(self.folder.join(format!(".{name}.lock")))?;
        file.lock()?;
        Ok(file)
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
    fn an_interrupted_installation_is_not_taken_for_a_finished_one() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: folder.path().to_owned(),
        };
        let interrupted = cache.entry("tool-1", "bin/tool", |partial| {
            fs::create_dir_all(partial.join("bin")).unwrap();
            fs::write(partial.join("bin/tool"), "half").unwrap();
            bail!("interrupted")
        });
        assert!(interrupted.is_err());
        assert!(!folder.path().join("tool-1").exists());

        let mut installed = 0;
        for _ in 0..2 {
            let entry = cache
                .entry("tool-1", "bin/tool", |partial| {
                    installed += 1;
                    Ok(fs::write(partial.join("bin/tool"), "whole")?)
                })
                .unwrap();
            assert_eq!(fs::read_to_string(entry.join("bin/tool")).unwrap(), "whole");
        }
        assert_eq!(installed, 1, "what is there is not installed again");
    }

    #[test]
    fn a_folder_without_the_tool_in_it_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: folder.path().to_owned(),
        };
        fs::create_dir_all(folder.path().join("tool-1/bin")).unwrap();
        let entry = cache
            .entry("tool-1", "tool", |partial| {
                Ok(fs::write(partial.join("tool"), "whole")?)
            })
            .unwrap();
        assert!(entry.join("tool").exists());
    }
}
