//! Runs the measuring programs in `cli/examples`, with the packages and tools in place.

use std::ffi::OsStr;

use anyhow::Result;

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup::{self, Browser};

/// Builds the packages, and runs one of the programs with these arguments.
pub(crate) fn run(project: &Project, name: &str, arguments: &[&OsStr]) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    let browsers = setup::ensure_browsers(&Browser::ALL)?;
    let mut example = project.cargo();
    example
        .args(["run", "--quiet", "--package", "beian-lens-cli"])
        .args(["--example", name, "--"])
        .args(arguments);
    tools.describe_to(&mut example, project);
    browsers.describe_to(&mut example);
    run_step(name, &mut example)
}
