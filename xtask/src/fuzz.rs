//! Runs `cargo xtask fuzz`: every target in `fuzz/` for a limited time, on the stable compiler.
//!
//! Coverage comes from the compiler's own passes, without cargo-fuzz and without sanitizers: there is no unsafe code to
//! check. libFuzzer's runtime is written in C++, so a C++ compiler is needed. Interesting inputs stay in
//! `target/fuzz/corpus`, and the next run continues from there.

use std::ffi::OsStr;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{run as run_step, text_of};
use crate::project::Project;

/// Compiler flags that count coverage for libFuzzer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table";

/// The folder of texts that a target starts from: pages and their snapshots.
const SEEDS: &str = "tests/fixtures";

/// Runs all targets for `seconds` in total, and reports at the end which ones failed.
pub(crate) fn run(project: &Project, seconds: u64) -> Result<()> {
    let targets = targets(project)?;
    let each = (seconds / u64::try_from(targets.len())?).max(1);
    let host = host()?;
    let folder = project.target("fuzz");
    let mut build = project.cargo();
    build
        .current_dir(project.path("fuzz"))
        .env("RUSTFLAGS", FLAGS)
        .args(["build", "--quiet", "--release"])
        // Named explicitly, so that the flags do not apply to build scripts.
        .args(["--target", &host])
        .arg("--target-dir")
        .arg(&folder);
    run_step("building the fuzz targets", &mut build)?;

    let mut failed = Vec::new();
    for target in targets {
        let corpus = folder.join("corpus").join(&target);
        let artifacts = folder.join("artifacts").join(&target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&artifacts)?;
        eprintln!("fuzz: {target}, {each} s …");
        let mut fuzz = Command::new(folder.join(&host).join("release").join(&target));
        fuzz.arg(format!("-max_total_time={each}"))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .args([
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-verbosity=0",
                "-print_final_stats=1",
            ])
            .args([&corpus, &project.path(SEEDS)]);
        let dictionary = project.path(&format!("fuzz/{target}.dict"));
        if dictionary.exists() {
            fuzz.arg(format!("-dict={}", dictionary.display()));
        }
        if let Err(error) = run_step(&target, &mut fuzz) {
            eprintln!(
                "error: {error:#}; the input that caused it is in {}",
                artifacts.display()
            );
            failed.push(target);
        }
    }
    if !failed.is_empty() {
        bail!("fuzzing found failures in: {}", failed.join(", "));
    }
    Ok(())
}

/// The names of the targets; each is one file.
fn targets(project: &Project) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(project.path("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("rs")) {
            names.extend(
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
    }
    names.sort();
    Ok(names)
}

/// The target triple of this machine.
fn host() -> Result<String> {
    let version = text_of("the compiler's version", Command::new("rustc").arg("-vV"))?;
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .context("rustc does not report its host")
}
