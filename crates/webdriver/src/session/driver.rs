//! Runs a driver process (chromedriver or geckodriver) on a free port, and stops it on drop.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

/// Maximum time for a driver to report which port it listens on.
const START: Duration = Duration::from_secs(30);
/// Maximum time for a driver to end its browser and itself when asked to.
const END: Duration = Duration::from_secs(10);

/// How long to pause between two checks on something that is ending.
const PAUSE: Duration = Duration::from_millis(10);

/// A running driver. Dropping it ends the driver, waits for it and removes its temporary folder, even after a panic.
/// When this process is killed, the driver's [guard](guarded) does the same.
///
/// The browser belongs to the WebDriver session. Drop the session first: it tells the driver to end the browser.
#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    /// Open as long as this process lives; the guard reads the other end.
    lifeline: Option<ChildStdin>,
    port: u16,
    /// Everything that the driver and its browser write: profiles, sockets, downloads.
    folder: TempDir,
}

impl Driver {
    /// Starts `program` on a port that the system chooses, and waits until it listens.
    pub(super) fn start(program: &Path, arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("beian-lens-")
            .tempdir()
            .context("cannot create a temporary folder")?;
        let mut command = guarded(program);
        command
            .args(arguments)
            .env("TMPDIR", folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = child.stdout.take();
        let mut driver = Self {
            lifeline: child.stdin.take(),
            child,
            port: 0,
            folder,
        };
        driver.port = output.and_then(announced_port).with_context(|| {
            format!(
                "{} did not report its port within {} s",
                program.display(),
                START.as_secs()
            )
        })?;
        Ok(driver)
    }

    /// The address for WebDriver commands.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A folder that lives as long as the driver.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn end(&mut self) -> Result<()> {
        if let Some(mut lifeline) = self.lifeline.take() {
            // An error means that the guard has already ended.
            let _ = lifeline.write_all(b"end\n");
        }
        ensure!(cfg!(unix), "there is no way to ask the driver to end");
        let deadline = Instant::now() + END;
        while self.child.try_wait()?.is_none() {
            if Instant::now() > deadline {
                bail!("the driver did not end");
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.end().is_err() {
            // Only force is left; an error here means that the process has already ended.
            let _ = kill(&mut self.child);
            let _ = self.child.wait();
        }
        // A browser that the user closed may write its profile for a moment after its driver has ended.
        let deadline = Instant::now() + END;
        while fs::remove_dir_all(self.folder.path()).is_err()
            && self.folder.path().exists()
            && Instant::now() < deadline
        {
            std::thread::sleep(PAUSE);
        }
    }
}

/// Starts the driver given by the further arguments, asks it to end when standard input ends, and cleans up after it.
///
/// Standard input ends when the process at the other end does, in whatever way: on every Unix, this is the one sign
/// that a killed process still gives. Both drivers end their browsers when asked to end, and leave them behind when
/// killed. A browser may write its profile for a moment longer, and create it again. A parent that writes `end` cleans
/// up itself. Standard output belongs to the driver alone, so that it closes when the driver ends.
///
/// A driver that does not end when asked is killed after the number of seconds in the first argument. What it leaves of
/// its browser is in the same process group and is then asked to end.
#[cfg(unix)]
const GUARD: &str = r#"
patience=$1
shift
"$@" </dev/null &
driver=$!
exec >/dev/null
read -r end
kill "$driver"
tenths=0
while kill -0 "$driver" 2>/dev/null; do
    if [ "$tenths" -ge "${patience}0" ]; then
        kill -KILL "$driver"
        trap '' TERM
        kill -TERM 0
        break
    fi
    sleep 0.1
    tenths=$((tenths + 1))
done
wait "$driver"
[ "$end" ] && exit
for second in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$TMPDIR"
    sleep 1
    [ -e "$TMPDIR" ] || break
done
"#;

/// A command that runs `program` and ends it when this process ends.
#[cfg(unix)]
fn guarded(program: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", GUARD, "guard"])
        .arg(END.as_secs().to_string())
        .arg(program);
    // Ctrl-C in a terminal goes to the whole foreground group. The driver is not in it, so that it lives long enough to
    // end its browser.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

#[cfg(not(unix))]
fn guarded(program: &Path) -> Command {
    Command::new(program)
}

/// Kills the guard, the driver, and what is left of the browser in their group.
#[cfg(unix)]
fn kill(child: &mut Child) -> Result<()> {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    Ok(kill_process_group(
        group.context("no process id")?,
        Signal::KILL,
    )?)
}

#[cfg(not(unix))]
fn kill(child: &mut Child) -> Result<()> {
    Ok(child.kill()?)
}

/// Reads a driver's output until it reports its port, then keeps reading so that the driver never blocks on a full
/// pipe.
fn announced_port(output: impl std::io::Read + Send + 'static) -> Option<u16> {
    let (found, port) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(port) = port_in(&line) {
                // The receiver is gone when the port came too late; the driver is then being ended.
                let _ = found.send(port);
            }
        }
    });
    port.recv_timeout(START).ok()
}

/// chromedriver: `ChromeDriver was started successfully on port 45149.`
/// geckodriver: `… INFO Listening on 127.0.0.1:39629`, with tabs.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A driver that ignores the request to end, and what it leaves of its browser.
    #[cfg(target_os = "linux")]
    const DEAF: &str = r#"#!/bin/sh
        sleep 1000 &
        trap '' TERM
        echo "$$ $!" >"$0.pids"
        echo "ChromeDriver was started successfully on port 1."
        while :; do sleep 0.1; done
    "#;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_driver_that_does_not_hear_is_killed_with_its_browser_when_we_are_gone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("deaf");
        fs::write(&program, DEAF).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        let mut driver = Driver::start(&program, &[]).unwrap();
        let pids = fs::read_to_string(folder.path().join("deaf.pids")).unwrap();

        // This is what the guard sees when this process dies: the other end is closed.
        driver.lifeline = None;
        let deadline = Instant::now() + 3 * END;
        while driver.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the guard waits on");
            std::thread::sleep(PAUSE);
        }
        for pid in pids.split_whitespace() {
            // A process that has ended but was not waited for has no command line.
            let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            assert!(command.is_empty(), "{pid} lives on");
        }
        assert!(!driver.folder().exists());
    }

    #[test]
    fn the_port_is_read_from_what_the_drivers_print() {
        for (line, port) in [
            (
                "ChromeDriver was started successfully on port 45149.",
                Some(45149),
            ),
            (
                "Starting ChromeDriver 156.0.8078.79 (refs/branch-heads/8078@{#1704}) on port 0",
                None,
            ),
            (
                "1795455575377\tgeckodriver\tINFO\tListening on 127.0.0.1:39629",
                Some(39629),
            ),
        ] {
            assert_eq!(port_in(line), port, "{line}");
        }
    }
}
