//! The pictures of a page, and the names of the files that they are kept in.

use std::collections::HashSet;
use std::path::PathBuf;

/// Where the pictures of one page are.
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

/// A file name made of a target's name: what could mean something to a file system becomes `_`.
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
    // Of a long name the end tells more. 60 characters are at most 240 bytes, and file systems take 255.
    let skipped = name.chars().count().saturating_sub(60);
    name.chars().skip(skipped).collect()
}

/// `name.png`, or with a number where that was taken.
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
