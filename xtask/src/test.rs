//! Runs `cargo xtask test`: every test, with the ones that fail fastest first.

use std::ffi::OsString;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::bench;
use crate::dist;
use crate::fuzz;
use crate::package;
use crate::process::{run as run_step, text_of};
use crate::project::Project;
use crate::setup::{self, Reviewers, Tools};
use crate::site;
use crate::size;

/// Enough for the benchmark to measure everything except the largest pages.
const BRIEFLY: [&str; 4] = ["--samples", "1", "--largest", "10000"];

/// Runs all steps even when one has failed, and reports at the end which did. With a filter, runs only the native
/// tests.
pub(crate) fn run(project: &Project, filter: Option<&str>) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    site::make(project)?;
    let mut failed = Vec::new();
    if filter.is_none() {
        let reviewers = setup::ensure_reviewers()?;
        let steps: [(&str, &dyn Fn() -> Result<()>); 13] = [
            ("sizes", &|| size::check(project)),
            ("format", &|| format(project)),
            ("typos", &|| typos(project, &reviewers)),
            ("licences and sources", &|| deny(project, &reviewers)),
            ("oldest Rust", &|| oldest_rust(project)),
            ("lints, native", &|| native_lints(project)),
            ("lints, WebAssembly", &|| wasm_lints(project, &tools)),
            ("rebuild from the source archive", &|| {
                dist::rebuild_and_compare(project)
            }),
            ("web-ext lint", &|| web_ext_lint(project, &tools)),
            ("browser tests in Chromium", &|| {
                browser_tests(project, &tools, "CHROMEDRIVER")
            }),
            ("browser tests in Firefox", &|| {
                browser_tests(project, &tools, "GECKODRIVER")
            }),
            ("fuzzing, briefly", &|| fuzz::run(project, 8)),
            ("bench, briefly", &|| {
                bench::run(project, &BRIEFLY.map(OsString::from))
            }),
        ];
        for (name, step) in steps {
            eprintln!("test: {name} …");
            if let Err(error) = step() {
                eprintln!("error: {error:#}");
                failed.push(name);
            }
        }
    }
    eprintln!("test: cargo test …");
    if let Err(error) = native_tests(project, &tools, filter) {
        eprintln!("error: {error:#}");
        failed.push("cargo test");
    }
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
            .args(["--locked", "--config", "deny.toml"])
            .args(["check", "bans", "licenses", "sources"]);
        run_step("cargo deny", &mut deny)?;
    }
    Ok(())
}

/// Compiles everything with the oldest compiler that Cargo.toml allows. If that compiler is already in use, all tests
/// run on it anyway; otherwise it is requested by name.
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
        .args(BROWSER_SUITES)
        .args(["--", "--deny", "warnings"]);
    run_step("lints, WebAssembly", &mut clippy)
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

/// The tests that run inside a browser: those of the edge. All others are native.
const BROWSER_SUITES: [&str; 4] = ["--test", "capture", "--test", "overlay"];

/// Runs the tests of the edge with wasm-bindgen's runner, in the browser of one driver.
fn browser_tests(project: &Project, tools: &Tools, driver: &str) -> Result<()> {
    let capabilities = project.target("webdriver.json");
    fs::write(&capabilities, capabilities_for(tools).to_string())?;
    let mut tests = tools.wasm_toolchain.cargo("test");
    tests
        .current_dir(project.root())
        .args(["--package", "beian-lens"])
        .args(BROWSER_SUITES);
    tools.describe_to(&mut tests, project);
    tests.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        &tools.wasm_bindgen_test_runner,
    );
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
    // The runner takes the first driver that is named, so only one may be.
    for other in ["CHROMEDRIVER", "GECKODRIVER"]
        .into_iter()
        .filter(|other| *other != driver)
    {
        tests.env_remove(other);
    }
    run_step("browser tests", &mut tests)
}

fn capabilities_for(tools: &Tools) -> Value {
    json!({
        "goog:chromeOptions": {
            "binary": tools.browsers.chromium,
            // As root, Chromium only runs without its sandbox; the other flags keep it off the network.
            "args": ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update",
                     "--disable-sync", "--no-first-run", "--window-size=1280,900"],
        },
        "moz:firefoxOptions": {
            "binary": tools.browsers.firefox,
            "args": ["-headless", "--width=1280", "--height=900"],
        },
    })
}

fn native_tests(project: &Project, tools: &Tools, filter: Option<&str>) -> Result<()> {
    let mut tests = project.cargo();
    tests
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(filter);
    tools.describe_to(&mut tests, project);
    let status = tests.status().context("cargo could not be started")?;
    if !status.success() {
        bail!("cargo test failed ({status})");
    }
    Ok(())
}
