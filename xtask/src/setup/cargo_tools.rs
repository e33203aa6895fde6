//! Builds tools that are distributed as Rust source: once per version, taking minutes each.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::browsers::{GECKODRIVER, named_by};
use super::{Cache, announce};
use crate::process::run_and_keep_errors;
use crate::project::{Project, cargo};

/// Firefox's WebDriver BiDi needs 0.37 or later; Debian has no package of it.
const GECKODRIVER_VERSION: &str = "0.37.1";
const CARGO_DENY_VERSION: &str = "0.20.2";
const TYPOS_VERSION: &str = "1.52.0";

/// A crate that is installed into its own folder.
pub(crate) struct CargoTool {
    folder: PathBuf,
}

impl CargoTool {
    /// The path of one of its programs.
    pub(crate) fn binary(&self, name: &str) -> PathBuf {
        self.folder.join(binary(name))
    }
}

fn binary(name: &str) -> String {
    format!("bin/{name}{}", env::consts::EXE_SUFFIX)
}

/// The geckodriver named by `GECKODRIVER`, or our own build.
pub(crate) fn ensure_geckodriver(cache: &Cache) -> Result<PathBuf> {
    if let Some(path) = named_by(GECKODRIVER)? {
        return Ok(path);
    }
    let tool = ensure(
        cache,
        "geckodriver",
        GECKODRIVER_VERSION,
        "geckodriver",
        "3 minutes",
    )?;
    Ok(tool.binary("geckodriver"))
}

/// Builds wasm-bindgen's command line and test runner. They read the output of the library of the same name, so their
/// version is the library's in Cargo.lock.
pub(crate) fn ensure_wasm_bindgen(project: &Project, cache: &Cache) -> Result<CargoTool> {
    let lock =
        fs::read_to_string(project.path("Cargo.lock")).context("setup: reading Cargo.lock")?;
    let version =
        locked_version(&lock, "wasm-bindgen").context("setup: Cargo.lock has no wasm-bindgen")?;
    ensure(
        cache,
        "wasm-bindgen-cli",
        version,
        "wasm-bindgen-test-runner",
        "4 minutes",
    )
}

/// Builds `cargo-deny`, which checks the licences, sources and known vulnerabilities of all dependencies.
pub(crate) fn ensure_cargo_deny(cache: &Cache) -> Result<PathBuf> {
    let (name, version) = ("cargo-deny", CARGO_DENY_VERSION);
    Ok(ensure(cache, name, version, name, "4 minutes")?.binary(name))
}

/// Builds `typos`, which finds misspelt English.
pub(crate) fn ensure_typos(cache: &Cache) -> Result<PathBuf> {
    let tool = ensure(cache, "typos-cli", TYPOS_VERSION, "typos", "4 minutes")?;
    Ok(tool.binary("typos"))
}

fn ensure(
    cache: &Cache,
    package: &str,
    version: &str,
    proof: &str,
    duration: &str,
) -> Result<CargoTool> {
    let folder = cache.entry(&format!("{package}-{version}"), &binary(proof), |partial| {
        announce(&format!("{package} {version}"), "cargo install", duration);
        install(package, version, partial)
    })?;
    Ok(CargoTool { folder })
}

fn install(package: &str, version: &str, root: &Path) -> Result<()> {
    let step = format!("setup, {package} {version}");
    let target = root.join("target");
    let attempt = |locked: Option<&str>| {
        let mut command = Command::new(cargo());
        command.current_dir(root).env("CARGO_TARGET_DIR", &target);
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        command
            .args(["install", package, "--version", version, "--root"])
            .arg(root)
            .args(locked);
        run_and_keep_errors(&step, &mut command)
    };
    let mut result = attempt(Some("--locked"))?;
    // A registry may lack a release in the published lock file: withdrawn since, or not yet mirrored.
    if result
        .as_ref()
        .is_err_and(|errors| errors.contains("failed to select a version"))
    {
        eprintln!(
            "setup: the registry does not have a release named in the lock file of {package}; choosing new versions"
        );
        result = attempt(None)?;
    }
    if result.is_err() {
        bail!(
            "{step}: `cargo install` failed; the reason is above. It needs a C compiler and cargo's registry. \
             The next run takes it up where it stopped."
        );
    }
    fs::remove_dir_all(&target).with_context(|| format!("removing {}", target.display()))
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
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
    fn a_version_is_read_from_the_package_of_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
