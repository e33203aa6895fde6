//! `cargo xtask bench`: the measurements of `cli/examples/bench`, with everything they need in place.

use std::ffi::OsString;

use anyhow::Result;

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup;

/// Measures; the table goes to standard error, as all that a step says, the figures to `target/bench/bench.json`.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    let mut bench = project.cargo();
    bench
        .args(["run", "--quiet", "--package", "beian-lens-cli"])
        .args(["--example", "bench", "--", "--output"])
        .arg(project.target("bench/bench.json"))
        .args(arguments);
    tools.describe_to(&mut bench, project);
    run_step("bench", &mut bench)
}
