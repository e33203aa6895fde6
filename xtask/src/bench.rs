//! Runs `cargo xtask bench`: prepares everything that the measurements in `cli/examples/bench` need, and takes them.

use std::ffi::{OsStr, OsString};

use anyhow::Result;

use crate::example;
use crate::project::Project;

/// Measures. The table goes to standard error, like all output of a step; the figures go to `target/bench/bench.json`.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<()> {
    let file = project.target("bench/bench.json");
    let output = [OsStr::new("--output"), file.as_os_str()];
    let rest = arguments.iter().map(OsString::as_os_str);
    example::run(
        project,
        "bench",
        &output.into_iter().chain(rest).collect::<Vec<_>>(),
    )
}
