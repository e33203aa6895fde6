//! The READMEs' commands for a CI job and a nightly list, run as they stand there, on files in place of live sites.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The commands of the section that says that they are run here.
fn commands(readme: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join(readme)).unwrap();
    let (_, section) = text.split_once("<!-- cli/tests/readme.rs").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    section
        .lines()
        .filter_map(|line| {
            let line = line.trim_start().trim_start_matches("- run: ");
            line.strip_prefix("cargo lens ")
        })
        .map(|line| line.split_whitespace().map(str::to_owned))
        .map(|words| words.take_while(|word| !word.starts_with('#')).collect())
        .collect()
}

#[test]
fn both_languages_give_the_same_commands() {
    assert_eq!(commands("README.md"), commands("README.zh-CN.md"));
}

#[test]
fn the_commands_do_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    fs::create_dir(&public).unwrap();
    for page in ["complete.html", "retired-link.html"] {
        fs::copy(root().join("www/samples").join(page), public.join(page)).unwrap();
    }
    let list = "# our sites\npublic/complete.html\npublic/retired-link.html\n";
    fs::write(folder.path().join("sites.txt"), list).unwrap();
    fs::write(folder.path().join("last-night.jsonl"), "").unwrap();
    let dist = std::env::var_os("BEIAN_LENS_DIST").map_or(root().join("dist"), PathBuf::from);

    let commands = commands("README.md");
    assert_eq!(commands.len(), 6);
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_beian-lens"))
            .args(&command)
            .current_dir(folder.path())
            .env("BEIAN_LENS_DIST", &dist)
            .output()
            .unwrap();
        // A retired link is to be mended, and no more than that.
        let expected = i32::from(!command.contains(&"fail".to_owned()));
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{command:?}: {output:?}"
        );
        let out = command
            .iter()
            .skip_while(|word| *word != "--out")
            .nth(1)
            .unwrap();
        let written = fs::read_to_string(folder.path().join(out)).unwrap();
        assert!(written.contains("retired-link.html"), "{out}: {written}");
        if out.ends_with(".html") {
            // The foot of each page is inside it.
            assert_eq!(written.matches("src=\"data:image/png;base64,").count(), 2);
        }
    }
    assert_eq!(
        fs::read_dir(folder.path().join("pictures"))
            .unwrap()
            .count(),
        // Each page with its overlay, and its foot without.
        4
    );
}
