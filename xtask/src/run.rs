//! `cargo xtask run`: a page, a real browser, a click on the button, and what it found.

use std::io::{self, Write};
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::fingerprint::files_under;
use crate::lens;
use crate::project::Project;

/// The sample page on which everything is missing: the overlay at its fullest.
pub(crate) const DEFAULT_TARGET: &str = "www/samples/everything-missing.html";

/// Checks `target` in a window that stays open, or headless with a screenshot where there is no display.
pub(crate) fn run(project: &Project, target: &str) -> Result<()> {
    let mut arguments = vec!["check".into()];
    let screenshots = project.target("screenshots/run");
    if has_display() {
        eprintln!("run: close the browser window to finish");
        arguments.push("--show".into());
    } else {
        // Only this run's pictures are to be found there.
        if screenshots.exists() {
            fs::remove_dir_all(&screenshots).context("run: removing the last run's screenshots")?;
        }
        fs::create_dir_all(&screenshots).context("run: creating the folder for screenshots")?;
        arguments.extend(["--screenshot".into(), screenshots.clone().into()]);
    }
    // The default is a file of the checkout, wherever in it the person stands.
    arguments.push(if target == DEFAULT_TARGET {
        project.path(target).into()
    } else {
        target.into()
    });

    let status = lens::status_of(project, &arguments)?;
    match status.code() {
        // An incomplete page is what this command is there to show.
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
