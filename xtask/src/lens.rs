//! `cargo lens …`: the beian-lens command with everything that it needs in place.
//!
//! Standard output and the exit status are the command's own; whatever we have to say goes to standard error.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup;

/// Runs the command and ends with its status.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode> {
    let status = status_of(project, arguments)?;
    // Killed by a signal: not checked, which is 2.
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(2);
    Ok(ExitCode::from(code))
}

/// Runs the command, which writes to our own standard output.
pub(crate) fn status_of(project: &Project, arguments: &[OsString]) -> Result<ExitStatus> {
    let mut command = command(project, arguments)?;
    command.status().context("beian-lens could not be started")
}

/// Runs the command and returns what it wrote to standard output, whatever its verdict.
pub(crate) fn output_of(project: &Project, arguments: &[OsString]) -> Result<String> {
    let output = command(project, arguments)?
        .stderr(Stdio::inherit())
        .output()
        .context("beian-lens could not be started")?;
    String::from_utf8(output.stdout).context("the output of beian-lens is not UTF-8")
}

/// The command in the person's own folder, to which the targets' paths are relative.
fn command(project: &Project, arguments: &[OsString]) -> Result<Command> {
    let mut build = project.cargo();
    run_step(
        "building beian-lens",
        build.args([
            "build",
            "--quiet",
            "--package",
            "beian-lens-cli",
            "--bin",
            "beian-lens",
        ]),
    )?;

    let mut command = Command::new(project.target(&format!("debug/beian-lens{}", EXE_SUFFIX)));
    command.args(arguments);
    if needs_package(arguments) {
        let tools = setup::ensure_tools(project)?;
        package::build(project, &tools)?;
        tools.describe_to(&mut command, project);
    }
    Ok(command)
}

/// Only a check does, and not one that only asks for help. A report takes its sentences from the same package.
fn needs_package(arguments: &[OsString]) -> bool {
    let asks_for_help = arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h");
    arguments
        .first()
        .is_some_and(|command| command == "check" || command == "report")
        && !asks_for_help
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_check_needs_package() {
        for (arguments, needed) in [
            (&["check", "page.html"][..], true),
            (&["report", "report.jsonl"], true),
            (&["check", "--help"], false),
            (&["scan", "check"], false),
            (&["--help"], false),
            (&[], false),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            assert_eq!(needs_package(&arguments), needed, "{arguments:?}");
        }
    }
}
