//! Runs a driver process (chromedriver or geckodriver) on a free port, and stops it on drop.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::ending::Ending;

/// How long a driver may take to say which port it listens on.
const START: Duration = Duration::from_secs(30);
/// How long a driver may take to end its browser and itself when asked to, in tenths of a second. After that both are killed.
const PATIENCE: u32 = 10;

/// How long the guard may take for all that it does.
const END: Duration = Duration::from_secs(8);

/// How long to pause between two checks on something that is ending.
const PAUSE: Duration = Duration::from_millis(10);

/// A running driver. Dropping it ends the driver and its browser and removes its temporary folder, also after a panic, on a
/// thread of its own: nobody waits for a browser that does not end; see [`all_ended`](crate::ending::all_ended).
/// When we are killed, the driver's [guard](guarded) does the same.
#[derive(Debug)]
pub(super) struct Driver {
    port: u16,
    folder: PathBuf,
    /// `None` once it is ending.
    process: Option<Process>,
}

/// The guard, the driver, their browser, and what they write.
#[derive(Debug)]
struct Process {
    child: Child,
    /// Open as long as this process lives; the guard reads the other end.
    lifeline: Option<ChildStdin>,
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
            port: 0,
            folder: folder.path().to_owned(),
            process: Some(Process {
                lifeline: child.stdin.take(),
                child,
                folder,
            }),
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
        &self.folder
    }

    /// Kills the driver and its browser: a page hangs, and they would not hear that they are to end.
    pub(super) fn kill(&mut self) {
        if let Some(process) = &mut self.process {
            // An error means that all of them are already gone.
            let _ = kill(&mut process.child);
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let Some(process) = self.process.take() else {
            return;
        };
        let ending = Ending::begin();
        // Where there can be no thread, the process is dropped here, its lifeline with it, and the guard does the rest.
        let _ = std::thread::Builder::new().spawn(move || {
            process.end();
            drop(ending);
        });
    }
}

impl Process {
    /// Ends all of it, by force if need be, and removes what it wrote.
    fn end(mut self) {
        drop(self.lifeline.take());
        let deadline = Instant::now() + END;
        while cfg!(unix) && Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(PAUSE);
        }
        if matches!(self.child.try_wait(), Ok(None)) {
            // Nothing is left to try but force; an error here means that the process is already gone.
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
/// Standard input ends when the process at its other end does, however that ends: it is the one thing that a killed process
/// still says, on every Unix. Both drivers end their browsers when they are asked to, and leave them behind when they are
/// killed. A browser may write its profile for a moment longer, and make it anew. Standard output is left to the driver alone,
/// so that it ends with it.
///
/// A driver that has not ended after as many tenths of a second as the first argument says is killed. What is left of its
/// browser then, which is in our process group, is asked to end, and killed with us at last.
#[cfg(unix)]
const GUARD: &str = r#"
patience=$1
shift
"$@" </dev/null &
driver=$!
exec >/dev/null
read -r end
trap '' TERM
kill "$driver"
tenths=0
while kill -0 "$driver" 2>/dev/null; do
    if [ "$tenths" -ge "$patience" ]; then
        kill -KILL "$driver"
        break
    fi
    sleep 0.1
    tenths=$((tenths + 1))
done
wait "$driver"
kill -TERM 0
gone=0
for tenth in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    rm -rf "$TMPDIR"
    sleep 0.1
    if [ -e "$TMPDIR" ]; then gone=0; else gone=$((gone + 1)); fi
    [ "$gone" -ge 2 ] && break
done
kill -KILL 0
"#;

/// A command that runs `program` and ends it when this process ends.
#[cfg(unix)]
fn guarded(program: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", GUARD, "guard"])
        .arg(PATIENCE.to_string())
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

        // What the guard sees of our death: nobody is left at the other end.
        let mut process = driver.process.take().unwrap();
        process.lifeline = None;
        let deadline = Instant::now() + 3 * END;
        while process.child.try_wait().unwrap().is_none() {
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

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn nobody_waits_for_a_driver_that_does_not_hear() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("deaf");
        fs::write(&program, DEAF).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        for killed in [false, true] {
            let mut driver = Driver::start(&program, &[]).unwrap();
            let pids = fs::read_to_string(folder.path().join("deaf.pids")).unwrap();
            let written = driver.folder().to_owned();
            if killed {
                driver.kill();
            }
            let start = Instant::now();
            drop(driver);
            assert!(start.elapsed() < PATIENCE * Duration::from_millis(100));
            assert!(crate::ending::all_ended(2 * END).await);
            for pid in pids.split_whitespace() {
                let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
                assert!(command.is_empty(), "{pid} lives on");
            }
            assert!(!written.exists());
        }
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
