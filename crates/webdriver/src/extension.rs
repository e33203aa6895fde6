//! Finds the packaged extension.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::Browser;

/// The environment variable that names the folder with the packages.
const VARIABLE: &str = "BEIAN_LENS_DIST";

/// The folder of the unpacked package for a browser: in the folder that `BEIAN_LENS_DIST` names, otherwise in the
/// nearest `dist/` above the current folder or this program.
///
/// # Errors
/// When there is none; the message says how to build it.
pub fn locate(browser: Browser) -> Result<PathBuf> {
    let package = package_name(browser);
    if let Some(named) = env::var_os(VARIABLE) {
        let folder = Path::new(&named).join(package);
        if !is_extension(&folder) {
            bail!(
                "{VARIABLE} names {}, which does not contain the extension in {package}/: `cargo xtask build` builds it",
                Path::new(&named).display()
            );
        }
        return Ok(folder.canonicalize()?);
    }
    let starts = [env::current_dir().ok(), env::current_exe().ok()];
    match starts
        .iter()
        .flatten()
        .find_map(|start| upwards_from(start, package))
    {
        Some(folder) => Ok(folder.canonicalize()?),
        None => bail!(
            "the packaged extension was not found: there is no dist/{package} in this folder or above it. Run \
             `cargo xtask build`, or name the folder that contains {package}/ in the environment variable {VARIABLE}"
        ),
    }
}

fn package_name(browser: Browser) -> &'static str {
    match browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    }
}

fn upwards_from(start: &Path, package: &str) -> Option<PathBuf> {
    start
        .ancestors()
        .map(|folder| folder.join("dist").join(package))
        .find(|folder| is_extension(folder))
}

fn is_extension(folder: &Path) -> bool {
    folder.join("manifest.json").is_file()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_found_upwards_and_only_with_a_manifest() {
        let checkout = tempfile::tempdir().unwrap();
        let (package, deep) = (
            checkout.path().join("dist/chrome"),
            checkout.path().join("target/debug"),
        );
        std::fs::create_dir_all(&package).unwrap();
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(upwards_from(&deep, "chrome"), None);
        std::fs::write(package.join("manifest.json"), "{}").unwrap();
        assert_eq!(upwards_from(&deep, "chrome"), Some(package));
    }
}
