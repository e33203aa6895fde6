//! Every relative link in the built site leads to a file in it.

use std::path::Path;

use anyhow::{Result, bail};

use super::read;
use crate::fingerprint::files_under;

/// Looks at all pages of a built site but the samples, which are made to have odd links.
pub(super) fn check(site: &Path) -> Result<()> {
    let mut dead = Vec::new();
    for page in files_under(site)? {
        let is_page = page
            .extension()
            .is_some_and(|extension| extension == "html");
        if is_page && !page.starts_with(site.join("samples")) {
            let html = read(&page)?;
            let folder = page.parent().unwrap_or(site);
            let here = targets(&html).filter(|target| !leads_somewhere(folder, target));
            dead.extend(here.map(|target| format!("{}: {target}", page.display())));
        }
    }
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
