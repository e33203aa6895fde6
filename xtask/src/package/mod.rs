//! Builds the packages from one `extension/` and both engines: one for Chrome and one for Firefox.

pub(crate) mod archive;
mod manifest;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine;
use crate::fingerprint::{Fingerprint, Stamp, files_under};
use crate::project::Project;
use crate::setup::Tools;
use crate::site;

/// The stores that packages are made for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Browser {
    Chrome,
    Firefox,
}

impl Browser {
    const ALL: [Self; 2] = [Self::Chrome, Self::Firefox];

    /// The name of the package's folder under `dist/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

/// The files that the licences of the code and its tables require in a package.
const NOTICES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"];

/// Builds what has changed, and returns the package folders and archives.
pub(crate) fn build(project: &Project, tools: &Tools) -> Result<Vec<PathBuf>> {
    let _guard = project.lock()?;
    engine::build(project, tools)?;

    let version = env!("CARGO_PKG_VERSION");
    let folders = Browser::ALL.map(|browser| project.path(&format!("dist/{}", browser.name())));
    let archives = Browser::ALL
        .map(|browser| project.path(&format!("dist/beian-lens-{}-{version}.zip", browser.name())));
    let results: Vec<PathBuf> = folders.iter().chain(&archives).cloned().collect();

    let mut inputs = Fingerprint::default().text("version", version);
    let sources = [
        "extension",
        "crates/core/src/rules",
        "www/assets",
        "www/templates",
        "www/words",
        "xtask/src",
    ];
    for source in sources.into_iter().chain(NOTICES) {
        inputs = inputs.path(project.root(), source)?;
    }
    for file in engine::files(project) {
        inputs = inputs.file("engine", &file)?;
    }
    let manifests: Vec<PathBuf> = folders
        .iter()
        .map(|folder| folder.join("manifest.json"))
        .collect();
    let proofs: Vec<&Path> = manifests
        .iter()
        .chain(&archives)
        .map(PathBuf::as_path)
        .collect();
    Stamp::new(project.target("engine/packages.stamp"), inputs).refresh(&proofs, || {
        for ((browser, folder), archive) in Browser::ALL.into_iter().zip(&folders).zip(&archives) {
            fill(project, browser, folder, version)?;
            archive::write(folder, archive)?;
        }
        Ok(())
    })?;
    Ok(results)
}

/// Fills an unpacked package from scratch, so that no old file stays in it.
fn fill(project: &Project, browser: Browser, folder: &Path, version: &str) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    let extension = project.path("extension");
    for file in files_under(&extension)? {
        let relative = file.strip_prefix(&extension)?;
        if is_shipped(relative) {
            copy(&file, &folder.join(relative))?;
        }
    }
    for notice in NOTICES {
        copy(&project.path(notice), &folder.join(notice))?;
    }
    for file in engine::files(project) {
        let name = file.file_name().context("a file without a name")?;
        copy(&file, &folder.join("engine").join(name))?;
    }
    site::write_packaged_rules(project.root(), &folder.join("rules"))?;
    let source = extension.join("manifest.json");
    let shared =
        fs::read_to_string(&source).with_context(|| format!("reading {}", source.display()))?;
    let derived = manifest::derive(&shared, browser, version)
        .with_context(|| format!("in {}", source.display()))?;
    fs::write(folder.join("manifest.json"), derived)?;
    Ok(())
}

/// What is beside the extension's files but not part of it: hidden files, what is for the stores' own pages, types and their
/// settings, notes for developers.
fn is_shipped(relative: &Path) -> bool {
    let hidden = relative
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let for_developers = relative.starts_with("store")
        || relative.starts_with("types")
        || relative == Path::new("tsconfig.json")
        || relative
            .extension()
            .is_some_and(|extension| extension == "md");
    !hidden && !for_developers
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    // Not `fs::copy`, which would also copy permissions, and these differ between checkouts.
    let bytes = fs::read(from).with_context(|| format!("reading {}", from.display()))?;
    fs::write(to, bytes).with_context(|| format!("writing {}", to.display()))
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
    fn what_is_for_developers_is_not_shipped() {
        for (file, shipped) in [
            ("manifest.json", true),
            ("_locales/en/messages.json", true),
            ("options/options.html", true),
            ("icons/.gitkeep", false),
            (".web-ext.json", false),
            ("store/en.txt", false),
            ("types/engine.d.ts", false),
            ("tsconfig.json", false),
            ("README.md", false),
        ] {
            assert_eq!(is_shipped(Path::new(file)), shipped, "{file}");
        }
    }
}
