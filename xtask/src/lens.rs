//! Runs `cargo lens …`: the beian-lens command with everything that it needs in place.
//!
//! Standard output and the exit status belong to the command; our own messages go to standard error.

use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::panic::resume_unwind;
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::package;
use crate::process::run as run_step;
use crate::progress;
use crate::project::Project;
use crate::setup::{self, Browser};

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

/// The command in the person's own folder, to which the targets' paths are relative.
///
/// What it needs is installed and built at the same time as the command itself: neither keeps two cores busy alone.
fn command(project: &Project, arguments: &[OsString]) -> Result<Command> {
    let mut command = Command::new(project.target(&format!("debug/beian-lens{EXE_SUFFIX}")));
    command.args(arguments);
    if !needs_package(arguments) {
        build(project)?;
        return Ok(command);
    }
    let browsers = browsers(arguments);
    setup::check_prerequisites(&browsers)?;
    let (built, packaged, browsers) = thread::scope(|scope| {
        let packaged = scope.spawn(|| {
            let tools = setup::ensure_tools(project)?;
            package::build(project, &tools)?;
            Ok(tools)
        });
        let browsers = scope.spawn(|| setup::ensure_browsers(&browsers));
        (build(project), joined(packaged), joined(browsers))
    });
    built?;
    packaged?.describe_to(&mut command, project);
    browsers?.describe_to(&mut command);
    Ok(command)
}

/// What a thread came to.
fn joined<T>(thread: ScopedJoinHandle<Result<T>>) -> Result<T> {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

fn build(project: &Project) -> Result<()> {
    let mut build = project.cargo();
    build.args(["build", "--quiet", "--package", "beian-lens-cli"]);
    build.args(["--bin", "beian-lens"]);
    let program = project.target(&format!("debug/beian-lens{EXE_SUFFIX}"));
    let step = "building beian-lens";
    if program.exists() {
        // What has changed since is built in seconds.
        return run_step(step, &mut build);
    }
    progress::step("build: the beian-lens command", BUILD, || {
        run_step(step, &mut build)
    })
}

/// How long the command takes to build, with everything that it is built on, on two cores.
const BUILD: Duration = Duration::from_mins(2);

/// Only a check does, and not one that only asks for help. A report takes its messages from the same package.
fn needs_package(arguments: &[OsString]) -> bool {
    let asks_for_help = arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h");
    arguments
        .first()
        .is_some_and(|command| command == "check" || command == "report")
        && !asks_for_help
}

/// The browser that a check opens: the command itself reads its arguments, this only looks for a name. A report opens none.
fn browsers(arguments: &[OsString]) -> Vec<Browser> {
    let checks = arguments.first().is_some_and(|command| command == "check");
    let is_elsewhere = arguments.iter().any(|argument| {
        argument
            .to_str()
            .is_some_and(|argument| argument.starts_with("--webdriver"))
    });
    if !checks || is_elsewhere {
        return Vec::new();
    }
    let named = arguments
        .windows(2)
        .any(|pair| pair == ["--browser", "firefox"]);
    if named
        || arguments
            .iter()
            .any(|argument| argument == "--browser=firefox")
    {
        vec![Browser::Firefox]
    } else {
        vec![Browser::Chromium]
    }
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

    #[test]
    fn the_browser_that_is_opened_is_the_one_installed() {
        for (arguments, needed) in [
            (&["check", "page.html"][..], &[Browser::Chromium][..]),
            (
                &["check", "--browser", "chromium", "firefox"],
                &[Browser::Chromium],
            ),
            (
                &["check", "page.html", "--browser", "firefox"],
                &[Browser::Firefox],
            ),
            (
                &["check", "--browser=firefox", "page.html"],
                &[Browser::Firefox],
            ),
            (
                &["check", "--webdriver", "http://grid.example/", "page.html"],
                &[],
            ),
            (
                &["check", "--webdriver=http://grid.example/", "page.html"],
                &[],
            ),
            (&["report", "report.jsonl"], &[]),
        ] {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            assert_eq!(browsers(&arguments), needed, "{arguments:?}");
        }
    }
}
