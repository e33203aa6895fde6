//! Every relative link in the built site leads to a file in it.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::{files, read};

/// Looks at all pages of a built site but the samples, which are made to have odd links.
pub(super) fn check(site: &Path) -> Result<()> {
    let mut dead = Vec::new();
    let mut folders = vec![site.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() && !path.ends_with("samples") {
                folders.push(path);
            }
        }
        for page in files(&folder)? {
            if page
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                let html = read(&page)?;
                dead.extend(
                    targets(&html)
                        .filter(|target| !leads_somewhere(&folder, target))
                        .map(|target| format!("{}: {target}", page.display())),
                );
            }
        }
    }
    // The engine is built by another command, and the page that loads it says so when it is not there.
    dead.retain(|line| !line.ends_with("assets/engine.js"));
    if dead.is_empty() {
        Ok(())
    } else {
        bail!("dead links:\n{}", dead.join("\n"))
    }
}

/// What `href` and `src` attributes hold. Examples in the text are escaped and have no plain quotes.
fn targets(html: &str) -> impl Iterator<Item = &str> {
    let pieces = html
        .split("href=\"")
        .skip(1)
        .chain(html.split("src=\"").skip(1));
    pieces
        .filter_map(|rest| rest.split_once('"'))
        .map(|(target, _)| target)
}

fn leads_somewhere(folder: &Path, target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if target.starts_with("https://") || path.is_empty() {
        return true;
    }
    let file = folder.join(path);
    file.is_file() || file.join("index.html").is_file()
}
