//! `cargo xtask release-check`: what only a release has to prove, and takes long to.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::advisories;
use crate::bench;
use crate::dist;
use crate::fuzz;
use crate::process::{run as run_step, text_of};
use crate::project::Project;
use crate::test::{conclude, perform};

/// Enough for the bench to come by everything that it measures but the largest pages.
const BRIEFLY: [&str; 4] = ["--samples", "1", "--largest", "10000"];

/// Runs all steps even when one has failed, and says at the end which did. Fuzzing takes as many `seconds`; `list` holds the
/// known vulnerabilities, which are otherwise fetched.
pub(crate) fn run(project: &Project, seconds: u64, list: Option<&Path>) -> Result<()> {
    conclude(&perform(&[
        ("advisories", &|| advisories::check(project, list)),
        ("oldest Rust", &|| oldest_rust(project)),
        ("rebuild from the source archive", &|| {
            dist::rebuild_and_compare(project)
        }),
        ("bench, briefly", &|| {
            bench::run(project, &BRIEFLY.map(OsString::from))
        }),
        ("fuzzing", &|| fuzz::run(project, seconds)),
    ]))
}

/// Everything is compiled by the oldest compiler that Cargo.toml says will do: all tests run on it where it is the one in
/// use, and elsewhere it is asked by its name.
fn oldest_rust(project: &Project) -> Result<()> {
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    let used = text_of("the compiler's version", Command::new("rustc").arg("-V"))?;
    if used.starts_with(&format!("rustc {oldest}.")) {
        eprintln!("test: everything here already runs on Rust {oldest}");
        return Ok(());
    }
    let mut check = Command::new("cargo");
    check
        .current_dir(project.root())
        .arg(format!("+{oldest}"))
        .args([
            "check",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--locked",
        ])
        .arg("--target-dir")
        .arg(project.target("oldest-rust"));
    run_step("oldest Rust", &mut check).with_context(|| {
        format!("`rustup toolchain install {oldest} --profile minimal` installs it")
    })
}
