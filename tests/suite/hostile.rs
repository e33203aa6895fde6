//! Pages that do their worst, in `tests/hostile/`: on each of them a real click gives what its first line promises, in
//! time, and the page is afterwards what it was.
//!
//! The first line of a page is a comment: what it attacks, and `Expect:` with what must come of a click: canonical
//! numbers that the report has, `any report`, `removed` (the page takes the overlay away again and again), or
//! `refused or report`. Lines `<!-- Header: name: value -->` after it are sent with the page;
//! a line `<!-- Only: firefox, why -->` leaves out a browser whose driver, and not our extension, cannot stand the page.
//!
//! A page may say more from its own scripts: `unharmed()` tells after the check whether all is as it wants it. A page
//! that changes all the time says `changesItself`, and is compared by its elements with `data-stable`.
//!
//! `HOSTILE_PAGE=policy,svg` runs the pages alone whose names begin so.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use beian_lens_core::report::Report;
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::check::{Clicked, clicked};
use beian_lens_webdriver::wait;
use serde_json::Value;

use crate::support::Lens;

in_both_browsers! {
    every_hostile_page_gets_what_it_promises,
}

/// How long a click may take on the worst of pages and the slowest of machines.
const BOUND: Duration = Duration::from_secs(30);

/// How long a page may take to have loaded; one that never does is clicked anyway.
const LOADED: Duration = Duration::from_secs(5);

async fn every_hostile_page_gets_what_it_promises(name: Browser) -> Result<()> {
    let pages = pages()?;
    let mut failures = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    let mut lens = Lens::start(name).await?;
    for page in pages
        .iter()
        .filter(|page| page.only.is_none_or(|only| only == name))
    {
        let start = Instant::now();
        if let Err(error) = survives(&lens, page).await {
            failures.push(format!("{}: {error:#}", page.name));
            // One page's failure must not become the next one's.
            lens = Lens::start(name).await?;
        }
        eprintln!("{name}: {} in {:?}", page.name, start.elapsed());
        slowest = slowest.max((start.elapsed(), page.name.clone()));
    }
    eprintln!("{name}: {} pages, the slowest {slowest:?}", pages.len());
    ensure!(
        failures.is_empty(),
        "{} of {} pages in {name}:\n{}",
        failures.len(),
        pages.len(),
        failures.join("\n")
    );
    Ok(())
}

/// A page and what it promises.
struct Page {
    name: String,
    path: PathBuf,
    expected: Expected,
    headers: Vec<(String, String)>,
    /// The one browser whose driver can look at it.
    only: Option<Browser>,
}

enum Expected {
    /// A report with these canonical numbers among its marks.
    Marks(Vec<String>),
    /// The page does not let the overlay stay; nothing is left of it.
    Removed,
    /// A report, or a message at the button.
    ReportOrRefusal,
}

fn pages() -> Result<Vec<Page>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile");
    let only = std::env::var("HOSTILE_PAGE").ok();
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        pages.push(Page::read(name.clone(), path).context(name)?);
    }
    pages.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(pages.len() >= 60, "{} pages", pages.len());
    if let Some(only) = only {
        pages.retain(|page| only.split(',').any(|part| page.name.starts_with(part)));
    }
    Ok(pages)
}

impl Page {
    fn read(name: String, path: PathBuf) -> Result<Self> {
        let text = fs::read_to_string(&path)?;
        let comment = |line: &str| {
            let inner = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?;
            Some(inner.to_owned())
        };
        let mut lines = text.lines();
        let first = lines.next().and_then(comment).context("no first comment")?;
        let (_, expected) = first.split_once(" Expect: ").context("no expectation")?;
        let expected = match expected {
            "any report" => Expected::Marks(Vec::new()),
            "removed" => Expected::Removed,
            "refused or report" => Expected::ReportOrRefusal,
            marks => Expected::Marks(marks.split(", ").map(str::to_owned).collect()),
        };
        let only = text
            .lines()
            .nth(1)
            .and_then(comment)
            .and_then(|line| line.strip_prefix("Only: ")?.split_once(',')?.0.parse().ok());
        let headers = lines
            .map_while(comment)
            .map_while(|line| line.strip_prefix("Header: ").map(str::to_owned))
            .map(|header| {
                let (name, value) = header
                    .split_once(": ")
                    .context("a header without a value")?;
                Ok((name.to_owned(), value.to_owned()))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            name,
            path,
            expected,
            headers,
            only,
        })
    }
}

async fn survives(lens: &Lens, page: &Page) -> Result<()> {
    lens.open_file_with(&page.path, &page.headers).await?;
    loaded(lens).await?;
    let before = look(lens, BEFORE).await?;
    lens.session.click().await?;
    if matches!(page.expected, Expected::Removed) {
        lens.page_says("globalThis.removed === true").await?;
        lens.closed().await?;
        return unharmed(lens, &before).await;
    }
    let came = clicked(&lens.session, Instant::now() + BOUND)
        .await?
        .context("nothing came of the click in time")?;
    match (&page.expected, came) {
        (Expected::Marks(numbers), Clicked::Opened(report)) => {
            has_all(&report, numbers)?;
            close(lens).await?;
        }
        (Expected::ReportOrRefusal, Clicked::Opened(_)) => close(lens).await?,
        (Expected::ReportOrRefusal, Clicked::Refused(_)) => {}
        (_, other) => bail!("{other:?}"),
    }
    unharmed(lens, &before).await
}

/// Nothing is left of us, and nobody complains.
async fn unharmed(lens: &Lens, before: &Value) -> Result<()> {
    let after = look(lens, AFTER).await?;
    ensure!(
        before["markup"] == after["markup"],
        "the page is not what it was: {} | {}",
        before["markup"],
        after["markup"]
    );
    ensure!(
        after["unharmed"] != false,
        "the page says that it is harmed"
    );
    let strange: Vec<_> = after["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|error| {
            !error
                .as_str()
                .is_some_and(|error| error.contains("hostile"))
        })
        .collect();
    ensure!(strange.is_empty(), "errors in the page: {strange:?}");
    lens.no_errors().await
}

/// Waits until the page has loaded.
async fn loaded(lens: &Lens) -> Result<()> {
    wait::until(Instant::now() + LOADED, async || {
        let state = lens
            .session
            .evaluate(
                "return Object.getOwnPropertyDescriptor(Document.prototype, 'readyState').get.call(document) === 'complete'",
            )
            .await?;
        Ok((state == true).then_some(()))
    })
    .await?;
    Ok(())
}

/// The page as markup, the stable part of it where it says so; afterwards also what it says itself.
async fn look(lens: &Lens, script: &str) -> Result<Value> {
    Ok(lens.session.evaluate(script).await?)
}

const BEFORE: &str = concat!(
    include_str!("hostile_look.js"),
    "return { markup: markup() };"
);
const AFTER: &str = concat!(
    include_str!("hostile_look.js"),
    "return { markup: markup(), unharmed: globalThis.unharmed?.(), errors: globalThis.errorsSeen };"
);

/// Closes the overlay by the toolbar button, which no page can keep from a person.
async fn close(lens: &Lens) -> Result<()> {
    if lens.session.overlay().await?.is_some() {
        lens.session.click().await?;
    }
    lens.closed().await
}

fn has_all(report: &Report, numbers: &[String]) -> Result<()> {
    for number in numbers {
        ensure!(
            report
                .marks
                .iter()
                .any(|mark| mark.number.number.as_deref() == Some(number)),
            "no {number} among {:?}",
            report
                .marks
                .iter()
                .map(|mark| &mark.number.number)
                .take(20)
                .collect::<Vec<_>>()
        );
    }
    Ok(())
}
