//! Installs Debian packages, where we may.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{run_quietly, text_of};
use crate::progress;

/// Whether this is Debian and we are root: we do not change any other system.
pub(crate) fn is_ours_to_change() -> bool {
    is_debian() && text_of("setup", Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

/// Installs packages in one step, without removing any other.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let packages_by_name = packages.join(" ");
    let advice =
        || format!("setup: try `apt-get update && apt-get install {packages_by_name}` by hand");
    let step = format!("setup: {what}, {packages_by_name} (apt-get)");
    progress::step(&step, Duration::from_mins(2), || {
        run_quietly("setup, Debian's package lists", apt_get().arg("update"))?;
        run_quietly(
            "setup, Debian packages",
            apt_get()
                .args(["install", "--yes", "--no-remove", "--no-install-recommends"])
                .args(packages),
        )
    })
    .with_context(advice)?;
    Ok(())
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    // Wait for another apt that may be running, for example after a machine's first boot.
    command.env("DEBIAN_FRONTEND", "noninteractive").args([
        "--quiet",
        "--option",
        "DPkg::Lock::Timeout=300",
    ]);
    command
}
