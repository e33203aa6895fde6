//! A run that no page can stop: hostile live sites between good ones, and a person who ends it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use beian_lens_webdriver::wait;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

#[path = "support/hostile_server.rs"]
mod hostile_server;

/// The pages' limit.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How much longer than its limit a page may take, of one job.
const GRACE: Duration = Duration::from_secs(2);
/// How long the command may take to end when it is asked to.
const END: Duration = Duration::from_secs(3);
/// How long a state may take to come about before the test fails.
const LIMIT: Duration = Duration::from_secs(120);

const HOSTILE: [&str; 6] = ["hang", "dialogs", "popups", "auth", "redirects", "endless"];

/// Waits for the end of a run, which is killed when the test fails.
struct Run {
    command: Child,
    out: PathBuf,
    _folder: tempfile::TempDir,
}

impl Run {
    fn start(browser: &str, hosts: &[&str], timeout: Duration) -> Self {
        let port = hostile_server::start();
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("report.jsonl");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let dist = std::env::var_os("BEIAN_LENS_DIST").map_or(root.join("dist"), PathBuf::from);
        let command = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
            .args(["check", "--browser", browser, "--jobs", "2", "--pause", "0"])
            .args([
                "--allow-no-sandbox",
                "--timeout",
                &timeout.as_secs().to_string(),
            ])
            .arg("--out")
            .arg(&out)
            .args(
                hosts
                    .iter()
                    .map(|host| format!("http://{host}.localhost:{port}/")),
            )
            .env("BEIAN_LENS_DIST", dist)
            .spawn()
            .unwrap();
        Self {
            command,
            out,
            _folder: folder,
        }
    }

    fn lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.out).unwrap_or_default();
        assert!(text.is_empty() || text.ends_with('\n'), "a torn line");
        let lines = text.lines().map(serde_json::from_str);
        lines.map(Result::unwrap).collect()
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.command.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// The exit status, and how long it took to come.
    async fn end(&mut self, limit: Duration) -> (Option<i32>, Duration) {
        let start = Instant::now();
        let status = wait::until(start + limit, async || Ok(self.command.try_wait()?)).await;
        let status = status
            .unwrap()
            .unwrap_or_else(|| panic!("it goes on after {limit:?}: {:#?}", self.lines()));
        (status.code(), start.elapsed())
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // An error says that it has ended.
        let _ = self.command.kill();
        let _ = self.command.wait();
    }
}

#[tokio::test]
async fn no_page_stops_chromium() {
    no_page_stops("chromium").await;
}

#[tokio::test]
async fn no_page_stops_firefox() {
    no_page_stops("firefox").await;
}

async fn no_page_stops(browser: &str) {
    let mut hosts = vec!["good0".to_owned()];
    for (number, hostile) in HOSTILE.iter().enumerate() {
        hosts.extend([(*hostile).to_owned(), format!("good{}", number + 1)]);
    }
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let mut run = Run::start(browser, &hosts, TIMEOUT);
    // Two jobs share the hostile pages: each of these may cost one of them its limit. The rest is for the browsers that are
    // started in between, which takes long on a busy machine.
    let hostile = u32::try_from(HOSTILE.len()).unwrap();
    let (status, took) = run.end(2 * hostile * (TIMEOUT + GRACE)).await;
    eprintln!("{browser}: {took:?}");
    let lines = run.lines();
    assert_eq!(lines.len(), hosts.len(), "{lines:?}");
    for (line, host) in lines.iter().zip(&hosts) {
        let target = line["target"].as_str().unwrap();
        assert!(target.starts_with(&format!("http://{host}.")), "{target}");
        eprintln!("{host}: {} {}", line["verdict"], line["error"]);
        if host.starts_with("good") {
            assert_eq!(line["marks"][0]["number"], "京ICP备18032457号-1", "{line}");
            assert_eq!(line["by"], "extension");
        }
    }
    // A page that asks for a password has nothing to check.
    assert_eq!(status, Some(2));
}

#[tokio::test]
async fn chromium_ends_when_it_is_asked_to() {
    ends_when_it_is_asked_to("chromium", Signal::INT).await;
    ends_when_it_is_asked_to("chromium", Signal::TERM).await;
}

#[tokio::test]
async fn firefox_ends_when_it_is_asked_to() {
    ends_when_it_is_asked_to("firefox", Signal::INT).await;
}

/// In the middle of pages that hang, with a whole last line; at once when it is asked again.
async fn ends_when_it_is_asked_to(browser: &str, signal: Signal) {
    for times in [1, 2] {
        let mut run = Run::start(browser, &["good", "hang", "dialogs", "endless"], LIMIT);
        let begun = wait::until(Instant::now() + LIMIT, async || {
            let text = fs::read_to_string(&run.out).unwrap_or_default();
            Ok(text.contains('\n').then_some(()))
        });
        assert!(begun.await.unwrap().is_some(), "no first line");
        for _ in 0..times {
            run.signal(signal);
        }
        let (status, took) = run.end(END).await;
        eprintln!("{browser} {signal:?} {times}: {took:?}");
        assert_eq!(status, Some(2));
        assert_eq!(run.lines()[0]["marks"][0]["number"], "京ICP备18032457号-1");
    }
}
