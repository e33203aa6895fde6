//! Installs Debian packages, where we may.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::announce;
use crate::process::{run, text_of};

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
    announce(
        &format!("{what}: {}", packages.join(", ")),
        "apt-get",
        "2 minutes",
    );
    let advice = || {
        format!(
            "setup: try `apt-get update && apt-get install {}` yourself",
            packages.join(" ")
        )
    };
    run("setup, Debian's package lists", apt_get().arg("update")).with_context(advice)?;
    run(
        "setup, Debian packages",
        apt_get()
            .args(["install", "--yes", "--no-remove", "--no-install-recommends"])
            .args(packages),
    )
    .with_context(advice)
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
