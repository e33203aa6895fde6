//! Finds or installs Chromium, Firefox, their drivers, and fonts with Chinese characters.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{Cache, cargo_tools, debian};
use crate::process::text_of;

/// The browsers that the packages are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    pub(crate) const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// What the machine's own packages have of it. Firefox's driver is built elsewhere.
    fn programs(self) -> &'static [Program] {
        match self {
            Self::Chromium => &[CHROMIUM, CHROMEDRIVER],
            Self::Firefox => &[FIREFOX],
        }
    }
}

/// Browsers and the programs that drive them, by the environment variables that name them.
pub(crate) struct Browsers(Vec<(&'static str, PathBuf)>);

impl Browsers {
    /// Sets the environment variables by which everything in this repository finds its browsers.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        for (variable, path) in &self.0 {
            command.env(variable, path);
        }
    }

    /// The program that a variable names.
    pub(crate) fn program(&self, variable: &str) -> Option<&Path> {
        let (_, path) = self.0.iter().find(|(name, _)| *name == variable)?;
        Some(path)
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

/// Finds these browsers with their drivers, or installs them where that is ours to do.
pub(crate) fn ensure(cache: &Cache, wanted: &[Browser]) -> Result<Browsers> {
    let mut packages: Vec<&str> = missing(wanted)?
        .iter()
        .map(|program| program.debian)
        .collect();
    if !chinese_can_be_drawn() {
        packages.extend(FONTS);
    }
    if !packages.is_empty() && debian::is_ours_to_change() {
        debian::install("browsers and fonts", &packages)?;
    }
    require(wanted)?;
    let mut found = Vec::new();
    for program in programs(wanted) {
        found.extend(program.find()?.map(|path| (program.variable, path)));
    }
    if wanted.contains(&Browser::Firefox) {
        found.push((GECKODRIVER, cargo_tools::ensure_geckodriver(cache)?));
    }
    Ok(Browsers(found))
}

/// An error when something is missing that a person has to install.
pub(crate) fn can_be_ensured(wanted: &[Browser]) -> Result<()> {
    if debian::is_ours_to_change() {
        return Ok(());
    }
    require(wanted)
}

fn require(wanted: &[Browser]) -> Result<()> {
    let missing: Vec<String> = missing(wanted)?
        .iter()
        .map(|program| {
            format!(
                "  {} (on PATH as {}, or named by {}; Debian: {})",
                program.what,
                program.names.join(" or "),
                program.variable,
                program.debian,
            )
        })
        .collect();
    if !missing.is_empty() {
        bail!(
            "setup: install these and try again:\n{}",
            missing.join("\n")
        );
    }
    if !chinese_can_be_drawn() {
        bail!(
            "setup: no font has Chinese characters, so screenshots would show boxes (`fc-list :lang=zh` prints nothing). \
             Install one, such as Noto Sans CJK (Debian: {}), and try again.",
            FONTS.join(" ")
        );
    }
    Ok(())
}

/// Debian's packages of a font with Chinese characters, and of the command that lists fonts.
const FONTS: [&str; 2] = ["fonts-noto-cjk", "fontconfig"];

fn programs(wanted: &[Browser]) -> impl Iterator<Item = &'static Program> {
    wanted.iter().flat_map(|browser| browser.programs())
}

fn missing(wanted: &[Browser]) -> Result<Vec<&'static Program>> {
    let mut missing = Vec::new();
    for program in programs(wanted) {
        if program.find()?.is_none() {
            missing.push(program);
        }
    }
    Ok(missing)
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
