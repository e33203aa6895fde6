//! Names the files of a page's pictures.

use std::collections::HashSet;
use std::path::PathBuf;

/// The pictures of one page.
#[derive(Default)]
pub(super) struct Pictures {
    pub(super) screenshot: Option<PathBuf>,
    pub(super) foot: Option<PathBuf>,
    /// Why one that was asked for is not there.
    pub(super) missing: Option<String>,
}

impl Pictures {
    /// There was no time left for them.
    pub(super) fn late() -> Self {
        Self {
            missing: Some("the page left no time for pictures".to_owned()),
            ..Self::default()
        }
    }
}

/// A file name for a target: characters that a file system may interpret become `_`.
pub(super) fn file_name(target: &str) -> String {
    let name: String = target
        .chars()
        .map(|character| {
            if character.is_alphanumeric() || "-.".contains(character) {
                character
            } else {
                '_'
            }
        })
        .collect();
    let name = name.trim_matches(['_', '.']);
    // The end of a long name says more than its start. 60 characters are at most 240 bytes; file systems allow 255.
    let skipped = name.chars().count().saturating_sub(60);
    name.chars().skip(skipped).collect()
}

/// `name.png`, or with a number added when that name is taken.
pub(super) fn unused(taken: &mut HashSet<String>, name: &str) -> String {
    let mut file = format!("{name}.png");
    let mut number = 1;
    while !taken.insert(file.clone()) {
        number += 1;
        file = format!("{name}-{number}.png");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_after_its_target_and_never_leaves_its_folder() {
        let mut taken = HashSet::new();
        for (target, expected) in [
            ("pages/one.html", "pages_one.html.png"),
            ("pages_one.html", "pages_one.html-2.png"),
            ("../../etc/passwd", "etc_passwd.png"),
            ("https://例子.cn/?a=1&b", "https___例子.cn__a_1_b.png"),
        ] {
            assert_eq!(unused(&mut taken, &file_name(target)), expected);
        }
        assert!(file_name(&"备".repeat(300)).len() < 255);
    }
}
