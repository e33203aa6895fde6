//! The pages that the tests judge (`tests/fixtures`, `www/samples`), and where the snapshots made of them are.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use beian_lens_core::snapshot::PageSnapshot;

/// A page and the snapshot that a browser made of it.
pub(crate) struct TestPage {
    /// The HTML file.
    pub(crate) html: PathBuf,
    /// The `.snapshot.json`, there or not.
    pub(crate) snapshot: PathBuf,
}

impl TestPage {
    /// The file's name without its ending.
    pub(crate) fn name(&self) -> String {
        self.html
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// What the browser saw.
    pub(crate) fn committed(&self) -> PageSnapshot {
        let text = fs::read_to_string(&self.snapshot).unwrap_or_else(|error| {
            panic!(
                "{}: {error} (`cargo xtask fixtures` makes it)",
                self.snapshot.display()
            )
        });
        serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", self.snapshot.display()))
    }
}

/// `tests/fixtures/<rule id>/`: the rule's pages, each named after its outcome.
pub(crate) fn fixtures(rule: &str) -> Vec<TestPage> {
    let folder = root().join("tests/fixtures").join(rule);
    pages(&folder, &folder)
}

/// `www/samples/`: whole pages; their snapshots are in `tests/samples/`.
pub(crate) fn samples() -> Vec<TestPage> {
    pages(&root().join("www/samples"), &root().join("tests/samples"))
}

/// This checkout: several packages use this file.
pub(crate) fn root() -> &'static Path {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders
        .find(|folder| folder.join("Cargo.lock").exists())
        .expect("a checkout")
}

/// The HTML files of a folder, by name. A folder without any is a mistake, and not a test that passes.
fn pages(folder: &Path, snapshots: &Path) -> Vec<TestPage> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut pages: Vec<TestPage> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension() == Some(OsStr::new("html")))
        .map(|html| TestPage {
            snapshot: snapshots
                .join(html.file_name().unwrap_or_default())
                .with_extension("snapshot.json"),
            html,
        })
        .collect();
    assert!(!pages.is_empty(), "no pages in {}", folder.display());
    pages.sort_by(|a, b| a.html.cmp(&b.html));
    pages
}
