//! The command as scripts see it: what is on which output, and the exit status. No browser is started.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn beian_lens(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn scan_gives_the_fields_of_every_mark_in_a_line() {
    let input = "京ICP备18032457号-1\nno number\n粤ICP备\\n2021123456号&nbsp;\n";
    let output = beian_lens(&["scan"], input);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        lines.first().unwrap(),
        &serde_json::json!({"line": 1, "marks": [{
            "kind": "icp-filing", "raw": "京ICP备18032457号-1", "number": "京ICP备18032457号-1", "sign": "京",
            "digits": "18032457", "ordinal": 1, "service": "website", "standing": "own", "problems": [], "valid": true
        }]})
    );
    assert_eq!(
        lines.get(1).unwrap(),
        &serde_json::json!({"line": 2, "marks": []})
    );
    let broken = lines
        .get(2)
        .and_then(|line| line.pointer("/marks/0/number"));
    assert_eq!(broken.unwrap(), "粤ICP备2021123456号");
    assert_eq!(lines.len(), 3);
}

#[test]
fn scan_says_which_file_is_missing_and_reads_the_others() {
    let output = beian_lens(&["scan", "not-there.txt", "-"], "one\ntwo\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    assert_eq!(text(&output.stderr).lines().count(), 1);
    assert!(text(&output.stderr).contains("not-there.txt"));
}

#[test]
fn a_reader_that_has_read_enough_ends_scan_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
        .arg("scan")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The command may end before it has read all of this.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all("a line\n".repeat(100_000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn a_wrong_call_is_status_2_and_says_why_on_standard_error() {
    for arguments in [
        &["check"][..],
        &["check", "--browser", "lynx", "page.html"],
        &["check", "--jobs", "0", "page.html"],
        &["check", "--as-host", "a/b", "page.html"],
        &["look", "page.html"],
    ] {
        let output = beian_lens(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            output.stdout.is_empty() && !output.stderr.is_empty(),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_missing_extension_is_one_line_that_says_how_to_build_it() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
        .args(["check", "page.html"])
        .env("BEIAN_LENS_DIST", nowhere.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = text(&output.stderr);
    assert!(
        error.starts_with("beian-lens: BEIAN_LENS_DIST names") && error.lines().count() == 1,
        "{error}"
    );
}
