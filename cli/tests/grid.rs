//! A Selenium Grid on the loopback address: a hub and two nodes, of which one is lost in the middle of a run.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use beian_lens_webdriver::wait;
use serde_json::Value;

#[path = "../examples/throughput/grid.rs"]
mod grid;
use grid::Grid;

const PAGES: usize = 60;
/// One node is lost when this many lines are there.
const LOST_AFTER: usize = 15;
/// How long a state may take to come about before the test fails.
const LIMIT: Duration = Duration::from_secs(300);

fn lines(file: &Path) -> usize {
    fs::read_to_string(file).map_or(0, |text| text.lines().count())
}

#[tokio::test]
async fn a_lost_node_costs_no_page_and_doubles_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut grid = Grid::start(folder.path()).await.unwrap();

    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    for number in 0..PAGES {
        let page = format!(
            "<!doctype html><meta charset=\"utf-8\"><footer>京ICP备18032457号-{}</footer>",
            number + 1
        );
        fs::write(pages.join(format!("{number:04}.html")), page).unwrap();
    }
    let out = folder.path().join("report.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
        .args([
            "check",
            "--webdriver",
            &grid.address,
            "--jobs",
            "8",
            "--out",
        ])
        .arg(&out)
        .arg(&pages)
        .spawn()
        .unwrap();
    let reached = wait::until(Instant::now() + LIMIT, async || {
        let over = command.try_wait()?.is_some();
        Ok((over || lines(&out) >= LOST_AFTER).then_some(!over))
    });
    assert_eq!(reached.await.unwrap(), Some(true), "the run does not go on");
    drop(grid.nodes.pop());
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
        let target = pages.join(format!("{number:04}.html"));
        assert_eq!(line.get("target").and_then(Value::as_str), target.to_str());
        let ordinal = line.pointer("/marks/0/ordinal").and_then(Value::as_u64);
        assert_eq!(ordinal, u64::try_from(number + 1).ok(), "{line}");
    }
}
