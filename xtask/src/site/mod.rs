//! Runs `cargo xtask site`: builds the static site in `target/site`; `--serve` serves it on loopback.
//!
//! ```text
//! core's rules, their pages ──▶ rule_pages ─┐
//! www/pages/{en,zh}/*.md ─────▶ markdown ───┼─▶ templates ──▶ target/site/{,zh/}*.html
//! www/words/{en,zh}.json ───────────────────┘
//! extension/_locales, engine, samples ────────────────────▶ copied
//! ```
//!
//! English is at the root, Chinese in `zh/` under the same names, so that the page of a rule is
//! `rules/<id>.html` or `zh/rules/<id>.html`. All links are relative: the site works in any folder of any host.

mod links;
mod markdown;
mod policy;
mod rule_pages;
mod serve;
mod templates;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use minijinja::{Value, context};

use crate::project::Project;
use crate::{engine, package, setup};

use templates::Templates;

/// The two languages of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    English,
    Chinese,
}

impl Language {
    const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// The folder of its sources.
    fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }

    /// The value of the `lang` attribute.
    fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        }
    }

    /// Its folder in the site: empty, or with a slash at the end.
    fn folder(self) -> &'static str {
        match self {
            Language::English => "",
            Language::Chinese => "zh/",
        }
    }

    /// The picture of the overlay in `docs/`, which is also in the READMEs.
    fn picture(self) -> &'static str {
        match self {
            Language::English => "overlay.png",
            Language::Chinese => "overlay.zh-CN.png",
        }
    }

    /// Its folder in `extension/_locales`.
    fn locale(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh_CN",
        }
    }

    fn other(self) -> Language {
        match self {
            Language::English => Language::Chinese,
            Language::Chinese => Language::English,
        }
    }
}

/// The pages that are prose, from `www/pages`; each exists in both languages.
const PROSE: [&str; 3] = ["index", "install", "privacy"];

/// Builds the site with this checkout's engine into `target/site`; with `serve`, serves it until stopped.
pub(crate) fn run(project: &Project, serve: bool) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    package::build(project, &tools)?;
    let out = make(project)?;
    if serve {
        serve::serve(&out, |address| writeln!(io::stdout(), "http://{address}/"))?;
    }
    Ok(())
}

/// Builds the site with the engine that is already built; returns its folder.
pub(crate) fn make(project: &Project) -> Result<PathBuf> {
    let engine = engine::files(project)
        .into_iter()
        .find(|script| script.ends_with("wasm.js"))
        .context("there is an engine in WebAssembly")?;
    let out = project.target("site");
    let pages = build(project.root(), &engine, &out)?;
    eprintln!("site: {pages} pages in {}", out.display());
    Ok(out)
}

/// Writes the whole site from scratch; returns the number of its pages without the samples.
///
/// The output depends only on the checkout's files: two builds give the same bytes.
fn build(root: &Path, engine: &Path, out: &Path) -> Result<usize> {
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("clearing {}", out.display()))?;
    }
    let www = root.join("www");
    let rules = rule_pages::read_all(&root.join("crates/core/src/rules"))?;
    let samples = samples(&www.join("samples"))?;
    let mut pages = 0;
    for language in Language::ALL {
        let templates = Templates::load(&www, language)?;
        for name in PROSE {
            let source = read(
                &www.join("pages")
                    .join(language.code())
                    .join(format!("{name}.md")),
            )?;
            let page = markdown::page(&source, language)?;
            let picture = language.picture();
            templates.write(
                out,
                &format!("{name}.html"),
                "prose.html",
                context! { page, picture },
            )?;
        }
        templates.write(
            out,
            "try.html",
            "try.html",
            context! { samples => &samples },
        )?;
        templates.write(
            out,
            "samples.html",
            "samples.html",
            context! { samples => &samples },
        )?;
        let groups = rule_pages::groups(&rules, language)?;
        templates.write(out, "rules/index.html", "rules.html", context! { groups })?;
        for rule in &rules {
            let page = rule.view(language)?;
            templates.write(
                out,
                &format!("rules/{}.html", rule.id()),
                "rule.html",
                context! { page },
            )?;
        }
        write(
            &out.join(format!("assets/messages/{}.json", language.code())),
            &catalogue(root, language)?,
        )?;
        pages += PROSE.len() + 3 + rules.len();
    }
    copy_folder(&www.join("assets"), &out.join("assets"))?;
    copy_folder(&www.join("words"), &out.join("assets/words"))?;
    copy(
        &root.join("extension/icons/icon.svg"),
        &out.join("assets/icon.svg"),
    )?;
    copy_folder(&www.join("samples"), &out.join("samples"))?;
    for language in Language::ALL {
        let picture = language.picture();
        copy(
            &root.join("docs").join(picture),
            &out.join("pictures").join(picture),
        )?;
    }
    // The extension's own script, unchanged: it contains its WebAssembly.
    copy(engine, &out.join("assets/engine.js"))?;
    write(&out.join("_headers"), &policy::headers_file())?;
    links::check(out)?;
    Ok(pages)
}

/// Writes the part of the site that the extension's package contains: one page per language with all rules, which the
/// overlay's "why?" opens. One page, because it compresses to a fifth of what separate pages do.
pub(crate) fn write_packaged_rules(root: &Path, out: &Path) -> Result<()> {
    let www = root.join("www");
    let rules = rule_pages::read_all(&root.join("crates/core/src/rules"))?;
    for language in Language::ALL {
        let other = language.other();
        let html = Templates::load(&www, language)?.render(
            "packaged_rules.html",
            context! {
                groups => rule_pages::groups(&rules, language)?,
                other => context! { lang => other.tag() },
                other_page => format!("{}.html", other.code()),
            },
        )?;
        write(&out.join(format!("{}.html", language.code())), &html)?;
    }
    copy(&www.join("assets/site.css"), &out.join("site.css"))
}

/// The extension's catalogue of one language, flattened to the engine's format: key to text.
fn catalogue(root: &Path, language: Language) -> Result<String> {
    let path = root
        .join("extension/_locales")
        .join(language.locale())
        .join("messages.json");
    let catalogue: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&read(&path)?)
        .with_context(|| format!("reading {}", path.display()))?;
    let flat = catalogue
        .into_iter()
        .map(|(key, entry)| match entry.get("message") {
            Some(text) => Ok((key, text.clone())),
            None => bail!("{}: {key} has no message", path.display()),
        })
        .collect::<Result<serde_json::Map<_, _>>>()?;
    Ok(serde_json::to_string_pretty(&flat)?)
}

/// The sample pages: file name, title, and the English line in each.
fn samples(folder: &Path) -> Result<Value> {
    let mut samples = Vec::new();
    for path in files(folder)? {
        if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            let html = read(&path)?;
            let title = between(&html, "<title>", " - ")
                .with_context(|| format!("{}: title", path.display()))?;
            let english = between(&html, "A sample page of Beian Lens: ", ".</p>")
                .with_context(|| format!("{}: the line in English", path.display()))?;
            let mut letters = english.chars();
            let english: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters)
                .collect();
            samples.push(context! { file => file_name(&path)?, zh => title, en => english });
        }
    }
    Ok(Value::from(samples))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?
        .1
        .split_once(end)
        .map(|(inner, _)| inner)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    Ok(())
}

/// The files directly in a folder, sorted by name so that the order is the same everywhere.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for path in files(from)? {
        copy(&path, &to.join(file_name(&path)?))?;
    }
    Ok(())
}

fn file_name(path: &Path) -> Result<&str> {
    path.file_name()
        .and_then(|name| name.to_str())
        .with_context(|| format!("the name of {} is not Unicode", path.display()))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::fingerprint::files_under;

    type Site = BTreeMap<PathBuf, Vec<u8>>;

    /// Builds the site of this checkout with an empty engine; returns all files by their paths in the site.
    fn built() -> Site {
        let place = tempfile::tempdir().unwrap();
        let engine = place.path().join("wasm.js");
        fs::write(&engine, "// no engine").unwrap();
        let out = place.path().join("site");
        let project = Project::of_this_checkout().unwrap();
        build(project.root(), &engine, &out).unwrap();
        let files = files_under(&out).unwrap().into_iter();
        files
            .map(|file| {
                let name = file.strip_prefix(&out).unwrap().to_owned();
                (name, fs::read(file).unwrap())
            })
            .collect()
    }

    #[test]
    fn two_builds_give_equal_bytes() {
        assert!(built() == built());
    }

    #[test]
    fn every_page_is_there_in_both_languages_and_holds_no_inline_code() {
        let site = built();
        let pages: Vec<_> = site
            .iter()
            .filter(|(path, _)| {
                path.extension()
                    .is_some_and(|extension| extension == "html")
            })
            .filter(|(path, _)| !path.starts_with("samples"))
            .collect();
        assert!(pages.len() > 2 * PROSE.len());
        for (path, bytes) in pages {
            let html = std::str::from_utf8(bytes).unwrap();
            assert!(
                html.contains("http-equiv=\"Content-Security-Policy\""),
                "{}",
                path.display()
            );
            for tag in links::tags(html) {
                let inline = tag.starts_with("style")
                    || tag == "script"
                    || [" style=", " onclick=", " onload="]
                        .iter()
                        .any(|attribute| tag.contains(attribute));
                assert!(!inline, "<{tag}> in {}", path.display());
            }
            let twin = path
                .strip_prefix("zh")
                .map_or_else(|_| Path::new("zh").join(path), Path::to_path_buf);
            assert!(
                site.contains_key(&twin),
                "{} has no counterpart in the other language",
                path.display()
            );
        }
    }
}
