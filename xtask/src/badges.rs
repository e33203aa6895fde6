//! `cargo xtask score --badges`: the confusion table of `cli/examples/badges.rs`, with everything it needs in place.

use std::path::Path;

use anyhow::Result;

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup;

/// Beside the checkout: pictures of other people's, which are in no commit.
pub(crate) const DEFAULT_FOLDER: &str = "../shared/badges";

/// Draws every picture of the folder in both browsers at every size, and prints what the classifier says.
pub(crate) fn run(project: &Project, folder: &Path) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    let mut badges = project.cargo();
    badges
        .args(["run", "--quiet", "--package", "beian-lens-cli"])
        .args(["--example", "badges", "--"])
        .arg(folder);
    tools.describe_to(&mut badges, project);
    run_step("score --badges", &mut badges)
}
