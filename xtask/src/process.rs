//! Runs other programs, with errors that name the step that failed.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
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

/// Runs a command, passing on its standard error line by line while recording it. The inner `Err` holds what was
/// recorded when the command ran and failed.
pub(crate) fn run_and_keep_errors(step: &str, command: &mut Command) -> Result<Result<(), String>> {
    let mut child = command
        .stdout(io::stderr())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{step}: {} could not be started", name(command)))?;
    let mut kept = String::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            writeln!(io::stderr(), "{line}")?;
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    Ok(if child.wait()?.success() {
        Ok(())
    } else {
        Err(kept)
    })
}

fn name(command: &Command) -> String {
    let words = [command.get_program()]
        .into_iter()
        .chain(command.get_args().take(2));
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}
