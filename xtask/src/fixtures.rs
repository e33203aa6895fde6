//! Runs `cargo xtask fixtures`: retakes the snapshots of the test pages in Chromium.
//!
//! The work is done by the ignored test in `tests/suite/fixtures.rs`, so that the same code makes and verifies the
//! snapshots.

use anyhow::Result;

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup::{self, Browser};

/// Writes every `.snapshot.json` in `tests/fixtures` and `tests/samples`; `git diff` then shows what the browser sees
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
