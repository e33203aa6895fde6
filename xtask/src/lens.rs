//! Runs `cargo lens …`: the beian-lens command with everything that it needs in place.
//!
//! Standard output and the exit status belong to the command; our own messages go to standard error.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::package;
use crate::process::run as run_step;
use crate::project::Project;
use crate::setup;

/// Runs the command and returns its exit status.
pub(crate) fn run(project: &Project, arguments: &[OsString]) -> Result<ExitCode> {
    let status = status_of(project, arguments)?;
    // Killed by a signal: not checked, which is status 2.
    let code = status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(2);
    Ok(ExitCode::from(code))
}

/// Runs the command, which inherits standard output.
pub(crate) fn status_of(project: &Project, arguments: &[OsString]) -> Result<ExitStatus> {
    let mut command = command(project, arguments)?;
    command.status().context("beian-lens could not be started")
}

/// Runs the command and returns its standard output, whatever its exit status.
pub(crate) fn output_of(project: &Project, arguments: &[OsString]) -> Result<String> {
    let output = command(project, arguments)?
        .stderr(Stdio::inherit())
        .output()
        .context("beian-lens could not be started")?;
    String::from_utf8(output.stdout).context("the output of beian-lens is not UTF-8")
}

/// The command in the user's current folder, to which the paths of targets are relative.
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

/// Whether the command needs the package: only a check does, unless it only asks for help, and reports, for their
/// texts.
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
