//! `cargo xtask bench`: the measurements of `cli/examples/bench`, with everything they need in place.

use std::ffi::{OsStr, OsString};

use anyhow::Result;

use crate::example;
use crate::project::Project;

/// Measures; the table goes to standard error, as all that a step says, the figures to `target/bench/bench.json`.
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
