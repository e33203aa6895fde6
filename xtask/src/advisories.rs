//! `cargo xtask advisories`: what is known against the dependencies, by a list that is fetched or given as a file.
//!
//! The list is RustSec's <https://github.com/RustSec/advisory-db>. cargo-deny takes it from a Git repository alone, so a list
//! without one becomes the only commit of a repository under `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::fingerprint::files_under;
use crate::package::archive;
use crate::process::{run as run_step, run_quietly};
use crate::project::Project;
use crate::setup;

/// Where cargo-deny takes the list from.
const LIST: &str = "https://github.com/RustSec/advisory-db";

/// What cargo-deny is asked.
const CONFIGURATION: &str = "deny.toml";

/// The crates of the workspace and of what fuzzes it. `list` is the list's folder or its zip archive; without it cargo-deny
/// fetches the list.
pub(crate) fn check(project: &Project, list: Option<&Path>) -> Result<()> {
    let cargo_deny = setup::ensure_cargo_deny()?;
    let given = list.map(|list| Given::prepare(project, list)).transpose()?;
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let mut deny = Command::new(&cargo_deny);
        deny.current_dir(project.root())
            .args(["--log-level", "error", "--manifest-path", manifest])
            .args(["--workspace", "--locked", "--config"]);
        match &given {
            Some(given) => given.describe_to(&mut deny),
            None => drop(deny.arg(CONFIGURATION)),
        }
        deny.args(["check", "advisories"]);
        run_step("cargo deny", &mut deny)?;
    }
    Ok(())
}

/// A list that was given, as the Git repository that cargo-deny asks for.
struct Given {
    repository: PathBuf,
    configuration: PathBuf,
}

impl Given {
    /// Hands over the configuration, and lets Git find the list here and not on GitHub.
    fn describe_to(&self, deny: &mut Command) {
        deny.arg(&self.configuration)
            .env("GIT_CONFIG_COUNT", "1")
            .env(
                "GIT_CONFIG_KEY_0",
                format!("url.file://{}.insteadOf", self.repository.display()),
            )
            .env("GIT_CONFIG_VALUE_0", LIST);
    }

    /// The list's files as the only commit of a repository, and our configuration with a fresh place to fetch it to.
    fn prepare(project: &Project, list: &Path) -> Result<Self> {
        let folder = project.target("advisories");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let repository = folder.join("list");
        let root = if list.is_file() {
            let unpacked = folder.join("unpacked");
            archive::unpack(list, &unpacked)?;
            list_in(&unpacked)?
        } else {
            list_in(list)?
        };
        for file in files_under(&root.join("crates"))? {
            let copy = repository.join(file.strip_prefix(&root)?);
            fs::create_dir_all(copy.parent().context("a file without a folder")?)?;
            fs::copy(&file, &copy).with_context(|| format!("copying {}", file.display()))?;
        }
        for arguments in [
            &["init", "--quiet", "--initial-branch=main"][..],
            &["add", "--all"],
            &[
                "-c",
                "user.name=xtask",
                "-c",
                "user.email=",
                "commit",
                "--quiet",
                "--no-gpg-sign",
                "--message=list",
            ],
        ] {
            let mut git = Command::new("git");
            git.current_dir(&repository).args(arguments);
            run_quietly("a repository of the list of advisories", &mut git)?;
        }

        let ours = fs::read_to_string(project.path(CONFIGURATION))?;
        let place = format!(
            "[advisories]\ndb-path = \"{}\"\ngit-fetch-with-cli = true\n",
            folder.join("fetched").display()
        );
        let configuration = folder.join(CONFIGURATION);
        fs::write(&configuration, ours.replacen("[advisories]\n", &place, 1))?;
        Ok(Self {
            repository,
            configuration,
        })
    }
}

/// The folder of the list: an archive from GitHub has it one level down.
fn list_in(folder: &Path) -> Result<PathBuf> {
    let mut candidates = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        candidates.push(entry?.path());
    }
    candidates
        .into_iter()
        .find(|candidate| candidate.join("crates").is_dir())
        .with_context(|| {
            format!(
                "{} is not RustSec's list of advisories: it has no folder `crates`",
                folder.display()
            )
        })
}
