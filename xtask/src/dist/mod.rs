//! Runs `cargo xtask dist`: makes the files of a release under `dist/`, byte for byte the same wherever they are built.
//!
//! ```text
//! beian-lens-chrome-V.zip   beian-lens-firefox-V.zip     the store packages
//! beian-lens-source-V.zip                                what Mozilla's reviewers rebuild the Firefox package from
//! beian-lens-V.cdx.json                                  software bill of materials
//! SHA256SUMS                                             checksums of the four
//! ```

mod materials;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::package::{self, archive};
use crate::process::{run, text_of};
use crate::project::{self, Project};
use crate::setup;

/// The compiler that releases are built with, as `rustc -V` names it: with another one the bytes are others.
const COMPILER: &str = "rustc 1.95.0 (59807616e 2026-04-14)";

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Makes the release and returns its files.
pub(crate) fn make(project: &Project) -> Result<Vec<PathBuf>> {
    let tools = setup::ensure_tools(project)?;
    refuse_other_compilers(&tools.wasm_toolchain.version()?)?;
    let packages = package::build(project, &tools)?;
    let mut files: Vec<PathBuf> = packages
        .into_iter()
        .filter(|package| package.extension().is_some_and(|ending| ending == "zip"))
        .collect();

    let source = project.path(&format!("dist/beian-lens-source-{VERSION}.zip"));
    archive::write_files(project.root(), tracked_files(project)?, &source)?;
    files.push(source);

    let materials = project.path(&format!("dist/beian-lens-{VERSION}.cdx.json"));
    fs::write(&materials, materials::bill(project)?)?;
    files.push(materials);

    let sums = project.path("dist/SHA256SUMS");
    fs::write(&sums, checksums(&files)?)?;
    files.push(sums);
    Ok(files)
}

/// An error when `version`, all of `rustc -vV`, is of another compiler than releases are built with.
fn refuse_other_compilers(version: &str) -> Result<()> {
    let compiler = version.lines().next().unwrap_or_default();
    if compiler != COMPILER {
        bail!(
            "releases are built with {COMPILER}, and this is {compiler}: `rustup default` chooses another one. A newer one is \
             a change of its own: set COMPILER in xtask/src/dist/mod.rs"
        );
    }
    Ok(())
}

/// Unpacks the source archive into an empty folder, builds there, and compares the packages with those of this checkout.
pub(crate) fn rebuild_and_compare(project: &Project) -> Result<()> {
    make(project)?;
    let folder = project.target("rebuild");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    archive::unpack(
        &project.path(&format!("dist/beian-lens-source-{VERSION}.zip")),
        &folder,
    )?;
    let mut build = Command::new(project::cargo());
    build
        .current_dir(&folder)
        .args(["xtask", "build"])
        .env("CARGO_TARGET_DIR", folder.join("target"));
    // The environment that cargo set for this checkout must not reach the other one.
    build
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_MANIFEST_PATH");
    run("building from the source archive", &mut build)?;
    for browser in ["chrome", "firefox"] {
        let name = format!("dist/beian-lens-{browser}-{VERSION}.zip");
        if fs::read(project.path(&name))? != fs::read(folder.join(&name))? {
            bail!(
                "{name} and the one built from the source archive in {} differ",
                folder.display()
            );
        }
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The files under version control, so that no other file on this machine gets into the archive.
fn tracked_files(project: &Project) -> Result<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.current_dir(project.root()).args(["ls-files", "-z"]);
    let listing = text_of("listing the source files", &mut git)?;
    let files = listing.split('\0').filter(|name| !name.is_empty());
    Ok(files.map(|name| project.path(name)).collect())
}

/// The checksums, in the format that `sha256sum --check` reads.
fn checksums(files: &[PathBuf]) -> Result<String> {
    let mut sums = String::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = file
            .file_name()
            .map(Path::new)
            .context("a file without a name")?;
        sums.push_str(&format!("{digest}  {}\n", name.display()));
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_built_by_one_compiler() {
        let rest = "binary: rustc\nhost: x86_64-unknown-linux-gnu";
        assert!(refuse_other_compilers(&format!("{COMPILER}\n{rest}")).is_ok());
        for other in [
            "rustc 1.95.0 (59807616e 2026-04-14) (built from a source tarball)",
            "rustc 1.96.0 (aaaaaaaaa 2026-05-26)",
            "",
        ] {
            assert!(
                refuse_other_compilers(&format!("{other}\n{rest}")).is_err(),
                "{other}"
            );
        }
    }
}
