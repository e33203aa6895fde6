//! Checks that every relative link in the built site leads to a file in it.

use std::path::Path;

use anyhow::{Result, bail};

use super::read;
use crate::fingerprint::files_under;

/// Checks all pages of a built site except the samples, which have odd links on purpose.
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

/// The tags of one of our pages, without angle brackets: in text and attributes, angle brackets are escaped.
pub(super) fn tags(html: &str) -> impl Iterator<Item = &str> {
    let pieces = html.split('<').skip(1);
    pieces
        .filter_map(|piece| piece.split_once('>'))
        .map(|(tag, _)| tag)
}

/// The values of `href` and `src` attributes.
fn targets(html: &str) -> impl Iterator<Item = &str> {
    let rest = |tag| {
        [" href=\"", " src=\""]
            .into_iter()
            .filter_map(move |name| after(tag, name))
    };
    tags(html)
        .flat_map(rest)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(target, _)| target)
}

fn after<'a>(text: &'a str, what: &str) -> Option<&'a str> {
    text.split_once(what).map(|(_, rest)| rest)
}

fn leads_somewhere(folder: &Path, target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    if target.starts_with("https://") || path.is_empty() {
        return true;
    }
    let file = folder.join(path);
    file.is_file() || file.join("index.html").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_in_tags_and_not_in_text() {
        let html = "<p>&lt;a href=\"text\"></p><a class=\"x\" href=\"one\">1</a><script src=\"two\"></script>";
        assert!(targets(html).eq(["one", "two"]));
    }
}
