//! Finds the browsers and their drivers: named by an environment variable, otherwise on `PATH`.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// A program that this crate starts but does not ship.
#[derive(Clone, Copy, Debug)]
pub(super) struct Program {
    /// Its name in messages.
    name: &'static str,
    /// The environment variable that names it.
    variable: &'static str,
    /// Its usual file names, in order of preference.
    file_names: &'static [&'static str],
    /// How to install it.
    install: &'static str,
}

/// Chromium, or Chrome, which is built from it.
pub(super) const CHROMIUM: Program = Program {
    name: "Chromium",
    variable: "CHROME",
    file_names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ],
    install: "Debian: apt-get install chromium",
};

/// Chromium's WebDriver.
pub(super) const CHROMEDRIVER: Program = Program {
    name: "chromedriver",
    variable: "CHROMEDRIVER",
    file_names: &["chromedriver"],
    install: "Debian: apt-get install chromium-driver",
};

/// Firefox, preferably the Extended Support Release.
pub(super) const FIREFOX: Program = Program {
    name: "Firefox",
    variable: "FIREFOX",
    file_names: &["firefox-esr", "firefox"],
    install: "Debian: apt-get install firefox-esr",
};

/// Firefox's WebDriver.
pub(super) const GECKODRIVER: Program = Program {
    name: "geckodriver",
    variable: "GECKODRIVER",
    file_names: &["geckodriver"],
    install: "cargo install --locked geckodriver",
};

impl Program {
    /// Finds the file of the program.
    ///
    /// # Errors
    /// When the variable names something that is not a file, or when no usual name is on `PATH`; the message says what
    /// was searched for, where, and how to install it.
    pub(super) fn locate(&self) -> Result<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        self.locate_in(
            env::var_os(self.variable).map(PathBuf::from),
            &env::split_paths(&path).collect::<Vec<_>>(),
        )
    }

    fn locate_in(&self, named: Option<PathBuf>, folders: &[PathBuf]) -> Result<PathBuf> {
        if let Some(file) = named.filter(|file| !file.as_os_str().is_empty()) {
            if !file.is_file() {
                bail!(
                    "{} names {}, which is not a file",
                    self.variable,
                    file.display()
                );
            }
            return Ok(file);
        }
        for name in self.file_names {
            let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
            if let Some(file) = folders
                .iter()
                .map(|folder| folder.join(&file_name))
                .find(|file| is_program(file))
            {
                return Ok(file);
            }
        }
        bail!(
            "{} was not found: none of {} is on PATH. Install it ({}); `cargo xtask setup` does so if it can. Or name \
             the file in the environment variable {}",
            self.name,
            self.file_names.join(", "),
            self.install,
            self.variable
        )
    }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_what_and_how_to_get_it() {
        let message = GECKODRIVER.locate_in(None, &[]).unwrap_err().to_string();
        assert!(
            message.contains("geckodriver")
                && message.contains("GECKODRIVER")
                && message.contains("cargo install")
        );
    }

    #[test]
    fn a_variable_that_names_no_file_is_an_error_even_when_the_path_has_one() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().join("not-there");
        let message = CHROMIUM
            .locate_in(Some(named), &[])
            .unwrap_err()
            .to_string();
        assert!(message.starts_with("CHROME names"), "{message}");
    }
}
