//! Finds or installs Chromium, Firefox, their drivers, and fonts with Chinese characters.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::debian;
use crate::process::text_of;

/// The browsers and the programs that drive them.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
}

impl Browsers {
    /// Sets the environment variables by which everything in this repository finds its browsers.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command
            .env(CHROMIUM.variable, &self.chromium)
            .env(CHROMEDRIVER.variable, &self.chromedriver)
            .env(FIREFOX.variable, &self.firefox)
            .env(GECKODRIVER, &self.geckodriver);
    }
}

/// The variable that names a geckodriver to use instead of the one that setup builds.
pub(crate) const GECKODRIVER: &str = "GECKODRIVER";

/// A program that is used as installed on the machine.
struct Program {
    what: &'static str,
    /// The environment variable that names it.
    variable: &'static str,
    /// Its names on PATH, in order of preference.
    names: &'static [&'static str],
    debian: &'static str,
}

const CHROMIUM: Program = Program {
    what: "Chromium or Chrome",
    variable: "CHROME",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ],
    debian: "chromium",
};
const CHROMEDRIVER: Program = Program {
    what: "ChromeDriver of the same version",
    variable: "CHROMEDRIVER",
    names: &["chromedriver"],
    debian: "chromium-driver",
};
const FIREFOX: Program = Program {
    what: "Firefox",
    variable: "FIREFOX",
    names: &["firefox-esr", "firefox"],
    debian: "firefox-esr",
};

/// Finds the browsers, or installs them where we may. geckodriver is built elsewhere and left empty here.
pub(crate) fn ensure() -> Result<Browsers> {
    if let Ok(browsers) = find()
        && chinese_can_be_drawn()
    {
        return Ok(browsers);
    }
    if debian::is_ours_to_change() {
        let mut packages: Vec<&str> = [CHROMIUM, CHROMEDRIVER, FIREFOX]
            .iter()
            .filter(|program| matches!(program.find(), Ok(None)))
            .map(|program| program.debian)
            .collect();
        if !chinese_can_be_drawn() {
            packages.extend(["fonts-noto-cjk", "fontconfig"]);
        }
        if !packages.is_empty() {
            debian::install("browsers and fonts", &packages)?;
        }
    }
    let browsers = find()?;
    if !chinese_can_be_drawn() {
        bail!(
            "setup: no font has Chinese characters, so screenshots would show boxes (`fc-list :lang=zh` prints nothing). \
             Install one, such as Noto Sans CJK (Debian: fonts-noto-cjk fontconfig), and try again."
        );
    }
    Ok(browsers)
}

fn find() -> Result<Browsers> {
    let found = [CHROMIUM, CHROMEDRIVER, FIREFOX].map(|program| (program.find(), program));
    let mut paths = Vec::new();
    let mut missing = Vec::new();
    for (path, program) in found {
        match path? {
            Some(path) => paths.push(path),
            None => missing.push(format!(
                "  {} (on PATH as {}, or named by {}; Debian: {})",
                program.what,
                program.names.join(" or "),
                program.variable,
                program.debian,
            )),
        }
    }
    match <[PathBuf; 3]>::try_from(paths) {
        Ok([chromium, chromedriver, firefox]) => Ok(Browsers {
            chromium,
            chromedriver,
            firefox,
            geckodriver: PathBuf::new(),
        }),
        Err(_) => bail!(
            "setup: install these and try again:\n{}",
            missing.join("\n")
        ),
    }
}

impl Program {
    /// Finds the program: `None` when it is not installed; an error when its variable names something that does not
    /// exist.
    fn find(&self) -> Result<Option<PathBuf>> {
        Ok(named_by(self.variable)?.or_else(|| self.names.iter().find_map(|name| on_path(name))))
    }
}

/// The program that an environment variable names; `None` when the variable is not set.
pub(crate) fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(&value);
    if path.is_file() {
        return Ok(Some(path));
    }
    match value.to_str().and_then(on_path) {
        Some(path) => Ok(Some(path)),
        None => bail!(
            "setup: {variable} is {}, but there is no program there; correct it or unset it",
            path.display()
        ),
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Whether there is a font with Chinese characters. macOS and Windows always have one; on Linux fontconfig knows.
fn chinese_can_be_drawn() -> bool {
    const USUAL: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    !cfg!(target_os = "linux")
        || Path::new(USUAL).exists()
        || text_of(
            "setup, fonts",
            Command::new("fc-list").args([":lang=zh", "file"]),
        )
        .is_ok_and(|fonts| !fonts.is_empty())
}
