//! Runs `cargo xtask run`: opens a page in a real browser, clicks the button and shows what it found.

use std::io::{self, Write};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::fingerprint::files_under;
use crate::lens;
use crate::project::Project;

/// The sample page on which everything is missing, so that the overlay shows the most.
pub(crate) const DEFAULT_TARGET: &str = "www/samples/everything-missing.html";

/// Checks `target` in a window that stays open; without a display, headless with a screenshot.
pub(crate) fn run(project: &Project, target: &str) -> Result<()> {
    let mut arguments = vec!["check".into()];
    let screenshots = project.target("screenshots/run");
    if has_display() {
        eprintln!("run: close the browser window to finish");
        arguments.push("--show".into());
    } else {
        // Only the pictures of this run should be in the folder.
        if screenshots.exists() {
            fs::remove_dir_all(&screenshots).context("run: removing the last run's screenshots")?;
        }
        fs::create_dir_all(&screenshots).context("run: creating the folder for screenshots")?;
        arguments.extend(["--screenshot".into(), screenshots.clone().into()]);
    }
    // The default is a file of the checkout, wherever in it the user runs the command.
    arguments.push(if target == DEFAULT_TARGET {
        project.path(target).into()
    } else {
        target.into()
    });

    let status = lens::status_of(project, &arguments)?;
    match status.code() {
        // Showing an incomplete page is what this command is for.
        Some(0 | 1) => {}
        _ => bail!("run: {target} could not be checked ({status})"),
    }
    if !has_display() {
        for screenshot in files_under(&screenshots)? {
            writeln!(io::stdout(), "screenshot: {}", screenshot.display())?;
        }
    }
    Ok(())
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(windows) || cfg!(target_os = "macos") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
