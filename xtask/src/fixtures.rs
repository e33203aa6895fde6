//! `cargo xtask fixtures`: Chromium makes the snapshots of the test pages anew.
//!
//! The tool is the ignored test of `tests/suite/fixtures.rs`, so that what makes the snapshots is what proves them.

use anyhow::Result;

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup::{self, Browser};

/// Writes every `.snapshot.json` of `tests/fixtures` and `tests/samples`; `git diff` then shows what the browser sees
/// differently.
pub(crate) fn run(project: &Project) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    let browsers = setup::ensure_browsers(&[Browser::Chromium])?;
    let mut make = project.cargo();
    make.args(["test", "--quiet", "--package", "beian-lens-tests"])
        .args(["--test", "suite", "--", "--ignored", "--exact"])
        .arg("fixtures::make_the_snapshots");
    tools.describe_to(&mut make, project);
    browsers.describe_to(&mut make);
    run_step("fixtures", &mut make)
}
