//! Sets up the tools: installs what is missing and leaves alone what exists, so that a second run only checks.
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

pub(crate) use browsers::Browsers;
pub(crate) use cache::Cache;
pub(crate) use npm::NpmTools;
pub(crate) use rust::WasmToolchain;

/// The paths of all tools. Each path exists.
pub(crate) struct Tools {
    pub(crate) wasm_toolchain: WasmToolchain,
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) wasm_bindgen_test_runner: PathBuf,
    pub(crate) npm: NpmTools,
    pub(crate) browsers: Browsers,
}

/// Finds or installs everything. Cheap steps come first, so that the user finds out what to do by hand before minutes
/// have been spent.
pub(crate) fn ensure_tools(project: &Project) -> Result<Tools> {
    let cache = Cache::of_this_user()?;
    let wasm_toolchain = rust::ensure()?;
    let programs = browsers::ensure()?;
    let npm = npm::ensure(project, &cache)?;
    let geckodriver = cargo_tools::ensure_geckodriver(&cache)?;
    let wasm_bindgen = cargo_tools::ensure_wasm_bindgen(project, &cache)?;
    Ok(Tools {
        wasm_toolchain,
        wasm_bindgen: wasm_bindgen.binary("wasm-bindgen"),
        wasm_bindgen_test_runner: wasm_bindgen.binary("wasm-bindgen-test-runner"),
        npm,
        browsers: Browsers {
            geckodriver,
            ..programs
        },
    })
}

/// Tools that review the sources rather than build or run them: only the full test needs them.
pub(crate) struct Reviewers {
    pub(crate) cargo_deny: PathBuf,
    pub(crate) typos: PathBuf,
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
    /// Passes the locations of the tools and packages to a child process (the command line, the tests).
    pub(crate) fn describe_to(&self, command: &mut Command, project: &Project) {
        self.browsers.describe_to(command);
        command.env("BEIAN_LENS_DIST", project.path("dist"));
        command.env("BEIAN_LENS_SITE", project.target("site"));
        command.env("BEIAN_LENS_NODE_MODULES", self.npm.folder());
    }
}

/// Announces what is being installed and about how long it takes.
fn announce(what: &str, how: &str, duration: &str) {
    eprintln!("setup: {what} ({how}, about {duration}) …");
}
