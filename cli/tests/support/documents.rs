//! What the documentation says: its commands, and the files that it names.

use std::fs;
use std::path::{Path, PathBuf};

/// What people read, below the checkout.
pub(crate) const DOCUMENTS: [&str; 16] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
    "docs/README.md",
    "docs/coverage.md",
    "docs/performance.md",
    "docs/releasing.md",
    "docs/scale.md",
    "docs/trust.md",
    "docs/trust.zh-CN.md",
    "extension/store/REBUILD.md",
    "fuzz/README.md",
    "www/README.md",
    "www/pages/en/install.md",
    "www/pages/zh/install.md",
];

/// The checkout: both crates that look here are folders in it.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the checkout.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// The calls that begin with these words, as far as they stand on one line: the words after them, and where they stand.
pub(crate) fn calls(start: &str) -> Vec<(Vec<String>, &'static str)> {
    let mut calls = Vec::new();
    for file in DOCUMENTS {
        for rest in read(file).split(start).skip(1) {
            let end = rest.find(['\n', '`', '#', '|', '…']);
            let call = rest.get(..end.unwrap_or(rest.len())).unwrap();
            let words: Vec<_> = call.split_whitespace().map(str::to_owned).collect();
            if !words.is_empty() {
                calls.push((words, file));
            }
        }
    }
    calls
}
