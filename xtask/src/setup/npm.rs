//! What comes from npm: binaryen, esbuild, typescript, web-ext, axe-core, fflate. Their lock file is `xtask/npm/package-lock.json`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::Cache;
use crate::fingerprint::Fingerprint;
use crate::process::{run_quietly, text_of};
use crate::progress;
use crate::project::Project;

const FILES: &[&str] = &["package.json", "package-lock.json", ".npmrc"];
const OLDEST_NODE: u32 = 20;
/// On Windows npm is a batch file, which is only found by its full name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The installed packages.
pub(crate) struct NpmTools {
    folder: PathBuf,
}

impl NpmTools {
    /// Their `node_modules` folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command for a tool's script, such as `binaryen/bin/wasm-opt`, run by node: the same on every platform.
    pub(crate) fn command(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join(script));
        command
    }
}

/// Installs the packages of the lock file, once for each version of that file.
pub(crate) fn ensure(project: &Project, cache: &Cache) -> Result<NpmTools> {
    let source = project.path("xtask/npm");
    let mut fingerprint = Fingerprint::default();
    for file in FILES {
        fingerprint = fingerprint.path(&source, file)?;
    }
    let short: String = fingerprint.finish().chars().take(16).collect();
    let entry = cache.entry(
        &format!("npm-{short}"),
        "node_modules/.package-lock.json",
        |partial| {
            check_node()?;
            for file in FILES {
                fs::copy(source.join(file), partial.join(file))
                    .with_context(|| format!("setup: copying {file}"))?;
            }
            // Without their install scripts: they would download programs, and all of these work without.
            let mut npm = Command::new(NPM);
            npm.current_dir(partial)
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            let step = "setup: binaryen, esbuild, typescript, web-ext, axe-core, fflate (npm ci)";
            progress::step(step, Duration::from_secs(30), || {
                run_quietly("setup, npm tools", &mut npm)
            })?;
            Ok(())
        },
    )?;
    Ok(NpmTools {
        folder: entry.join("node_modules"),
    })
}

/// An error when Node.js is missing or too old, which a person has to put right.
pub(crate) fn check_node() -> Result<()> {
    let advice = format!("setup: install Node.js {OLDEST_NODE} or newer, with npm, and try again");
    let version = text_of("setup, Node.js", Command::new("node").arg("--version"))
        .with_context(|| advice.clone())?;
    let major: Option<u32> = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("{advice}: the installed version is {version}");
    }
    Ok(())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    /// Users of another registry must be able to install from this lock file, so it has no addresses.
    #[test]
    fn the_lock_file_has_hashes_and_no_addresses() {
        let lock: serde_json::Value =
            serde_json::from_str(include_str!("../../npm/package-lock.json")).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert!(packages.len() > 100);
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(
                package["integrity"]
                    .as_str()
                    .is_some_and(|hash| hash.starts_with("sha512-")),
                "{name}"
            );
            assert!(
                package.get("resolved").is_none(),
                "{name}: run npm in xtask/npm, whose .npmrc omits addresses"
            );
            let mut package = package.clone();
            package.as_object_mut().unwrap().remove("funding"); // pages for people, never fetched
            assert!(!package.to_string().contains("://"), "{name}");
        }
    }
}
