//! `cargo xtask score --badges`: the confusion table of `cli/examples/badges.rs`, with everything it needs in place.

use std::path::Path;

use anyhow::Result;

use crate::example;
use crate::project::Project;

/// Beside the checkout: pictures of other people's, which are in no commit.
pub(crate) const DEFAULT_FOLDER: &str = "../shared/badges";

/// Draws every picture of the folder in both browsers at every size, and prints what the classifier says.
pub(crate) fn run(project: &Project, folder: &Path) -> Result<()> {
    example::run(project, "badges", &[folder.as_os_str()])
}
