//! Runs other programs, with errors that name the step that failed.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command whose own output explains its errors. All of it goes to standard error: standard output is for what
/// the user asked for.
pub(crate) fn run(step: &str, command: &mut Command) -> Result<()> {
    command.stdout(io::stderr());
    let status = command
        .status()
        .with_context(|| format!("{step}: {} could not be started", name(command)))?;
    if !status.success() {
        bail!(
            "{step}: {} failed ({status}); see its output above",
            name(command)
        );
    }
    Ok(())
}

/// Runs a command that is silent unless it fails; its output then becomes the error.
pub(crate) fn run_quietly(step: &str, command: &mut Command) -> Result<Output> {
    command.stdin(Stdio::null());
    let output = command
        .output()
        .with_context(|| format!("{step}: {} could not be started", name(command)))?;
    if !output.status.success() {
        bail!(
            "{step}: {} failed ({})\n{}{}",
            name(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
    Ok(output)
}

/// The standard output of a command as text, without the final line break.
pub(crate) fn text_of(step: &str, command: &mut Command) -> Result<String> {
    let output = run_quietly(step, command)?;
    Ok(String::from_utf8(output.stdout)
        .with_context(|| format!("{step}: the output is not UTF-8"))?
        .trim_end()
        .to_owned())
}

fn name(command: &Command) -> String {
    let words = [command.get_program()]
        .into_iter()
        .chain(command.get_args().take(2));
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}
