//! Set-up: what a command needs is installed when it needs it, whatever is there is left alone, and a second run only looks.
//!
//! Tools are stored once per version in the user's cache folder, so that a fresh clone does not build them again. A
//! step that fails reports its name, the reason and what to do.

mod browsers;
mod cache;
mod cargo_tools;
mod debian;
mod npm;
mod rust;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::Project;

pub(crate) use browsers::{Browser, Browsers};
pub(crate) use cache::Cache;
pub(crate) use npm::NpmTools;
pub(crate) use rust::WasmToolchain;

/// What builds the engines and packages.
pub(crate) struct Tools {
    pub(crate) wasm_toolchain: WasmToolchain,
    pub(crate) npm: NpmTools,
}

/// Finds or installs what builds.
pub(crate) fn ensure_tools(project: &Project) -> Result<Tools> {
    Ok(Tools {
        wasm_toolchain: rust::ensure()?,
        npm: npm::ensure(project, &Cache::of_this_user()?)?,
    })
}

/// Finds or installs these browsers and their drivers.
pub(crate) fn ensure_browsers(wanted: &[Browser]) -> Result<Browsers> {
    browsers::ensure(&Cache::of_this_user()?, wanted)
}

/// An error when something is missing that a person has to install: asked before minutes are spent.
pub(crate) fn check_prerequisites(browsers: &[Browser]) -> Result<()> {
    npm::check_node()?;
    browsers::can_be_ensured(browsers)
}

/// Finds or installs what runs tests inside a page.
pub(crate) fn ensure_page_test_runner(project: &Project) -> Result<PathBuf> {
    cargo_tools::ensure_wasm_bindgen_test_runner(project, &Cache::of_this_user()?)
}

/// What looks the sources over: only the whole test needs it.
pub(crate) struct Reviewers {
    pub(crate) cargo_deny: PathBuf,
    pub(crate) typos: PathBuf,
}

/// Finds or installs what knows what is known against our dependencies.
pub(crate) fn ensure_cargo_deny() -> Result<PathBuf> {
    cargo_tools::ensure_cargo_deny(&Cache::of_this_user()?)
}

/// Finds or installs the reviewers.
pub(crate) fn ensure_reviewers() -> Result<Reviewers> {
    let cache = Cache::of_this_user()?;
    Ok(Reviewers {
        cargo_deny: cargo_tools::ensure_cargo_deny(&cache)?,
        typos: cargo_tools::ensure_typos(&cache)?,
    })
}

impl Tools {
    /// Tells a child process (the command line, the tests) where the packages, the site and npm's packages are.
    pub(crate) fn describe_to(&self, command: &mut Command, project: &Project) {
        command.env("BEIAN_LENS_DIST", project.path("dist"));
        command.env("BEIAN_LENS_SITE", project.target("site"));
        command.env("BEIAN_LENS_NODE_MODULES", self.npm.folder());
    }
}
