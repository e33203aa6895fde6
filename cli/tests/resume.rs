//! The command killed in the middle of a list, and called again with `--resume`: nothing of the killed one stays behind, and
//! the report is that of a run that nobody disturbed.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use beian_lens_webdriver::wait;
use serde_json::Value;

const PAGES: usize = 12;
/// The command is killed when this many lines are there.
const KILLED_AFTER: usize = 3;
/// How long a state may take to come about before the test fails.
const LIMIT: Duration = Duration::from_secs(120);

/// Pages, the list of them, a report in the making, and all that the command and its browsers write elsewhere.
struct Run {
    folder: tempfile::TempDir,
}

impl Run {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut list = String::new();
        for number in 1..=PAGES {
            let name = format!("{number:02}.html");
            let page = format!(
                "<!doctype html><meta charset=\"utf-8\"><footer>京ICP备18032457号-{number}</footer>"
            );
            fs::write(folder.path().join(&name), page).unwrap();
            list.push_str(&format!("{name}\n"));
        }
        // One has no report, and one is asked for twice.
        list.push_str("missing.html\n01.html\n");
        fs::write(folder.path().join("sites.txt"), list).unwrap();
        fs::create_dir(folder.path().join("temporary")).unwrap();
        Self { folder }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("report.jsonl")
    }

    /// Where the command's browsers have their profiles; every process of theirs is told so.
    fn temporary(&self) -> PathBuf {
        self.folder.path().join("temporary")
    }

    fn start(&self) -> Child {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let dist = std::env::var_os("BEIAN_LENS_DIST").map_or(root.join("dist"), PathBuf::from);
        Command::new(env!("CARGO_BIN_EXE_beian-lens"))
            .args(["check", "--list", "sites.txt", "--jobs", "2", "--resume"])
            .args(["--out", "report.jsonl", "--screenshot", "pictures"])
            .current_dir(self.folder.path())
            .env("BEIAN_LENS_DIST", dist)
            .env("TMPDIR", self.temporary())
            .spawn()
            .unwrap()
    }

    fn lines(&self) -> usize {
        fs::read_to_string(self.out()).map_or(0, |text| text.lines().count())
    }

    /// Runs the command to its end.
    async fn finish(&self) -> Option<i32> {
        let mut command = self.start();
        let status = until(async || Ok(command.try_wait()?)).await;
        status.unwrap().code()
    }

    /// Starts the command and kills it in the middle, as the system does when memory is short.
    async fn kill(&self) {
        let mut command = self.start();
        let reached = until(async || {
            let over = command.try_wait()?.is_some();
            Ok((over || self.lines() >= KILLED_AFTER).then_some(!over))
        });
        assert_eq!(reached.await, Some(true), "the run does not go on");
        assert!(!self.processes().is_empty(), "there is a browser");
        command.kill().unwrap();
        command.wait().unwrap();
        assert!(self.lines() < PAGES, "it was killed too late");
    }

    /// The ids of the processes that have our temporary folder.
    fn processes(&self) -> Vec<String> {
        let folder = self.temporary();
        let folder = folder.to_str().unwrap().as_bytes();
        let entries = fs::read_dir("/proc").unwrap();
        entries
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
            .filter(|id| {
                // A process that has ended by now has none of this.
                let read = |what| fs::read(format!("/proc/{id}/{what}")).unwrap_or_default();
                [read("environ"), read("cmdline")]
                    .iter()
                    .any(|text| text.windows(folder.len()).any(|part| part == folder))
            })
            .collect()
    }

    async fn nothing_is_left(&self) {
        let gone = until(async || Ok(self.processes().is_empty().then_some(()))).await;
        assert!(
            gone.is_some(),
            "processes stay behind: {:?}",
            self.processes()
        );
        let left = fs::read_dir(self.temporary()).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().path()).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    /// The report, without what differs from run to run.
    fn report(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.out()).unwrap();
        assert!(text.ends_with('\n'));
        text.lines()
            .map(|line| {
                let mut line: Value = serde_json::from_str(line).unwrap();
                if let Some(report) = line.as_object_mut() {
                    report.remove("checkedAt");
                    report.remove("timings");
                }
                line
            })
            .collect()
    }

    fn pictures(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join("pictures")).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

async fn until<T>(look: impl AsyncFnMut() -> anyhow::Result<Option<T>>) -> Option<T> {
    wait::until(Instant::now() + LIMIT, look).await.unwrap()
}

#[tokio::test]
async fn a_killed_run_leaves_nothing_behind_and_resumed_it_ends_as_if_undisturbed() {
    let undisturbed = Run::new();
    // 2: one of the targets is not there.
    assert_eq!(undisturbed.finish().await, Some(2));
    undisturbed.nothing_is_left().await;
    let expected = undisturbed.report();
    assert_eq!(expected.len(), PAGES + 2);

    for torn in [false, true] {
        let run = Run::new();
        run.kill().await;
        run.nothing_is_left().await;
        if torn {
            let text = fs::read(run.out()).unwrap();
            fs::write(run.out(), text.get(..text.len() - 40).unwrap()).unwrap();
        }
        assert_eq!(run.finish().await, Some(2));
        run.nothing_is_left().await;
        assert_eq!(run.report(), expected, "torn: {torn}");
        assert_eq!(run.pictures(), undisturbed.pictures(), "torn: {torn}");
    }
}
