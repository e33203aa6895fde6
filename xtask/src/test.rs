//! `cargo xtask test`: every test that a change can fail, in the order in which they are quickest to fail.
//!
//! What only a release has to prove, and takes long to, is in `release_check`.

use std::fs;
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::process::{Command, Output};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::package;
use crate::process::{run as run_step, run_quietly};
use crate::project::Project;
use crate::setup::{self, Browser, Browsers, Reviewers, Tools};
use crate::site;
use crate::size;

/// Runs all steps even when one has failed, and says at the end which did. With a filter, the native tests alone.
pub(crate) fn run(project: &Project, filter: Option<&str>) -> Result<()> {
    setup::check_prerequisites(&Browser::ALL)?;
    let tools = setup::ensure_tools(project)?;
    let browsers = setup::ensure_browsers(&Browser::ALL)?;
    let packages = package::build(project, &tools)?;
    site::make(project)?;
    let mut failed = Vec::new();
    if filter.is_none() {
        let reviewers = setup::ensure_reviewers()?;
        failed = perform(&[
            ("sizes", &|| size::check(project, &packages)),
            ("format", &|| format(project)),
            ("typos", &|| typos(project, &reviewers)),
            ("licences and sources", &|| deny(project, &reviewers)),
            ("lints, native", &|| native_lints(project)),
            ("lints, WebAssembly", &|| wasm_lints(project, &tools)),
            ("types of the JavaScript", &|| types(project, &tools)),
            ("web-ext lint", &|| web_ext_lint(project, &tools)),
            ("tests in a page", &|| {
                page_tests(project, &tools, &browsers)
            }),
        ]);
    }
    eprintln!("test: cargo test …");
    if let Err(error) = native_tests(project, &tools, &browsers, filter) {
        eprintln!("error: {error:#}");
        failed.push("cargo test");
    }
    conclude(&failed)
}

/// A step by its name.
pub(crate) type Step<'a> = (&'static str, &'a dyn Fn() -> Result<()>);

/// Performs all steps, and returns the names of those that failed.
pub(crate) fn perform(steps: &[Step]) -> Vec<&'static str> {
    let mut failed = Vec::new();
    for (name, step) in steps {
        eprintln!("test: {name} …");
        let start = Instant::now();
        match step() {
            Ok(()) => eprintln!("test: {name}: {:.1} s", start.elapsed().as_secs_f64()),
            Err(error) => {
                eprintln!("error: {error:#}");
                failed.push(*name);
            }
        }
    }
    failed
}

/// An error that names what failed.
pub(crate) fn conclude(failed: &[&str]) -> Result<()> {
    if !failed.is_empty() {
        bail!("failed: {}", failed.join("; "));
    }
    Ok(())
}

fn format(project: &Project) -> Result<()> {
    run_step("format", project.cargo().args(["fmt", "--all", "--check"]))
        .context("`cargo fmt --all` fixes it")
}

fn typos(project: &Project, reviewers: &Reviewers) -> Result<()> {
    let mut typos = Command::new(&reviewers.typos);
    run_step("typos", typos.current_dir(project.root()))
}

/// Checks the dependencies of the workspace and of its fuzz targets.
fn deny(project: &Project, reviewers: &Reviewers) -> Result<()> {
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let mut deny = Command::new(&reviewers.cargo_deny);
        deny.current_dir(project.root())
            .args(["--log-level", "error", "--manifest-path", manifest])
            .args(["--workspace", "--locked", "--config", "deny.toml"])
            .args(["check", "bans", "licenses", "sources"]);
        run_step("cargo deny", &mut deny)?;
    }
    Ok(())
}

fn native_lints(project: &Project) -> Result<()> {
    let clippy = [
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ];
    run_step("lints, native", project.cargo().args(clippy))
}

fn wasm_lints(project: &Project, tools: &Tools) -> Result<()> {
    if !tools.wasm_toolchain.has_built_standard_library() {
        eprintln!("test: skipped, because Debian's Rust for WebAssembly has no clippy");
        return Ok(());
    }
    let mut clippy = tools.wasm_toolchain.cargo("clippy");
    clippy
        .current_dir(project.root())
        .args([
            "--quiet",
            "--package",
            "beian-lens",
            "--package",
            "beian-lens-desk",
        ])
        .arg("--lib")
        .args(PAGE_TESTS)
        .args(["--", "--deny", "warnings"]);
    run_step("lints, WebAssembly", &mut clippy)
}

/// The extension's JavaScript by its JSDoc types; `extension/tsconfig.json` says how strictly.
fn types(project: &Project, tools: &Tools) -> Result<()> {
    let mut check = tools.npm.command("typescript/bin/tsc");
    check.arg("--project").arg(project.path("extension"));
    check
        .arg("--typeRoots")
        .arg(tools.npm.folder().join("@types"));
    run_step("types of the JavaScript", &mut check)
}

fn web_ext_lint(project: &Project, tools: &Tools) -> Result<()> {
    let mut lint = tools.npm.command("web-ext/bin/web-ext.js");
    lint.args([
        "lint",
        "--warnings-as-errors",
        "--no-config-discovery",
        "--source-dir",
    ])
    .arg(project.path("dist/firefox"));
    run_step("web-ext lint", &mut lint)
}

/// What runs inside a page: the tests of the edge. All others are native.
const PAGE_TESTS: [&str; 4] = ["--test", "capture", "--test", "overlay"];

/// The tests of the edge by wasm-bindgen's runner, in both browsers at once: one of them keeps one core busy. What each has
/// to say is shown when both have ended.
fn page_tests(project: &Project, tools: &Tools, browsers: &Browsers) -> Result<()> {
    let runner = setup::ensure_page_test_runner(project)?;
    let capabilities = project.target("webdriver.json");
    fs::write(&capabilities, capabilities_for(browsers).to_string())?;
    let tests = || {
        let mut tests = tools.wasm_toolchain.cargo("test");
        tests
            .current_dir(project.root())
            .args(["--package", "beian-lens"])
            .args(PAGE_TESTS);
        tests
    };
    run_step("building the tests in a page", tests().arg("--no-run"))?;

    // The runner takes the first driver that is named, so only one may be.
    let run_in = |driver: &str| {
        let mut tests = tests();
        browsers.describe_to(&mut tests);
        for other in DRIVERS.into_iter().filter(|other| *other != driver) {
            tests.env_remove(other);
        }
        tests
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        run_quietly("tests in a page", &mut tests)
    };
    let results: Vec<Result<Output>> = thread::scope(|scope| {
        let threads = DRIVERS.map(|driver| scope.spawn(move || run_in(driver)));
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    for output in results {
        let output = output?;
        io::stderr().write_all(&output.stdout)?;
    }
    Ok(())
}

/// Drivers by the variables that name them.
const DRIVERS: [&str; 2] = ["CHROMEDRIVER", "GECKODRIVER"];

fn capabilities_for(browsers: &Browsers) -> Value {
    json!({
        "goog:chromeOptions": {
            "binary": browsers.program("CHROME"),
            // As root Chromium runs without its sandbox only; the rest keeps it from the network.
            "args": ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update",
                     "--disable-sync", "--no-first-run", "--window-size=1280,900"],
        },
        "moz:firefoxOptions": {
            "binary": browsers.program("FIREFOX"),
            "args": ["-headless", "--width=1280", "--height=900"],
        },
    })
}

fn native_tests(
    project: &Project,
    tools: &Tools,
    browsers: &Browsers,
    filter: Option<&str>,
) -> Result<()> {
    let mut tests = project.cargo();
    tests
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(filter);
    tools.describe_to(&mut tests, project);
    browsers.describe_to(&mut tests);
    let status = tests.status().context("cargo could not be started")?;
    if !status.success() {
        bail!("cargo test failed ({status})");
    }
    Ok(())
}
