//! Runs `cargo xtask score --badges`: prepares everything that `cli/examples/badges.rs` needs and prints its confusion
//! table.

use std::path::Path;

use anyhow::Result;

use crate::example;
use crate::project::Project;

/// Next to the checkout: pictures from other people's sites, which are never committed.
pub(crate) const DEFAULT_FOLDER: &str = "../shared/badges";

/// Draws every picture of the folder in both browsers at every size, and prints how the classifier judges them.
pub(crate) fn run(project: &Project, folder: &Path) -> Result<()> {
    example::run(project, "badges", &[folder.as_os_str()])
}
