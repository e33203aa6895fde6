//! Builds tools that are distributed as Rust source: once per version, taking minutes each.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use super::Cache;
use super::browsers::{GECKODRIVER, named_by};
use crate::process::run_quietly;
use crate::progress;
use crate::project::{Project, cargo};

/// Firefox's WebDriver BiDi needs 0.37 or later; Debian has no package of it.
const GECKODRIVER_VERSION: &str = "0.37.1";
const CARGO_DENY_VERSION: &str = "0.20.2";
const TYPOS_VERSION: &str = "1.52.0";

/// The geckodriver that `GECKODRIVER` names, or our own.
pub(crate) fn ensure_geckodriver(cache: &Cache) -> Result<PathBuf> {
    if let Some(path) = named_by(GECKODRIVER)? {
        return Ok(path);
    }
    ensure(
        cache,
        "geckodriver",
        GECKODRIVER_VERSION,
        "geckodriver",
        Duration::from_mins(3),
    )
}

/// wasm-bindgen's test runner. It reads what the library of the same name wrote, so the version is the library's in
/// Cargo.lock.
pub(crate) fn ensure_wasm_bindgen_test_runner(project: &Project, cache: &Cache) -> Result<PathBuf> {
    let lock =
        fs::read_to_string(project.path("Cargo.lock")).context("setup: reading Cargo.lock")?;
    let version =
        locked_version(&lock, "wasm-bindgen").context("setup: Cargo.lock has no wasm-bindgen")?;
    ensure(
        cache,
        "wasm-bindgen-cli",
        version,
        "wasm-bindgen-test-runner",
        Duration::from_mins(4),
    )
}

/// Builds `cargo-deny`, which checks the licences, sources and known vulnerabilities of all dependencies.
pub(crate) fn ensure_cargo_deny(cache: &Cache) -> Result<PathBuf> {
    let (name, version) = ("cargo-deny", CARGO_DENY_VERSION);
    ensure(cache, name, version, name, Duration::from_mins(4))
}

/// Builds `typos`, which finds misspelt English.
pub(crate) fn ensure_typos(cache: &Cache) -> Result<PathBuf> {
    let (name, version) = ("typos-cli", TYPOS_VERSION);
    ensure(cache, name, version, "typos", Duration::from_mins(4))
}

/// A program of a package, which is built when this version of it is not there.
fn ensure(
    cache: &Cache,
    package: &str,
    version: &str,
    program: &str,
    duration: Duration,
) -> Result<PathBuf> {
    let program = format!("bin/{program}{}", env::consts::EXE_SUFFIX);
    let folder = cache.entry(&format!("{package}-{version}"), &program, |partial| {
        let step = format!("setup: {package} {version} (cargo install)");
        progress::step(&step, duration, || install(package, version, partial))
    })?;
    Ok(folder.join(program))
}

/// None of these ends up in a package: what does is a dependency of ours, pinned by Cargo.lock.
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
        run_quietly(&step, &mut command)
    };
    let mut result = attempt(Some("--locked"));
    // A registry may lack a release that the published lock file names: one withdrawn since, or not yet mirrored.
    if result
        .as_ref()
        .is_err_and(|error| error.to_string().contains("failed to select a version"))
    {
        eprintln!(
            "setup: the registry lacks a release named in the lock file of {package}; choosing versions afresh"
        );
        result = attempt(None);
    }
    result.context(
        "`cargo install` needs a C compiler and cargo's registry. The next run takes it up where it stopped.",
    )?;
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
