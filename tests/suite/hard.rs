//! Hard pages in both browsers: one for each way of hiding, each kind of foot, each form of document.
//!
//! Each page in `tests/hard/` says in its first comment what is to be seen on it. It is judged twice: by the wasm2js
//! engine, run in the page's own world, and by a click on the packaged extension, which runs the wasm engine.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use beian_lens_core::filing::Kind;
use beian_lens_core::report::{BadgeState, Mark, Report};
use beian_lens_core::snapshot::UnreadKind;
use beian_lens_webdriver::Browser;

use crate::support::{Lens, engine};

in_both_browsers! { every_hard_page_is_judged_as_it_says }

/// The numbers on the pages that have the clause `number`.
const NUMBERS: [&str; 2] = ["沪ICP备2021036517号-1", "沪公网安备31011502400817号"];

async fn every_hard_page_is_judged_as_it_says(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    engine::prepare(&lens.session).await?;
    let mut wrong = Vec::new();
    let pages = pages()?;
    ensure!(pages.len() > 100, "only {} pages", pages.len());
    for page in &pages {
        if let Err(error) = judge(&lens, page).await {
            wrong.push(format!("{}: {error:#}", page.path.display()));
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} of {} pages:\n{}",
        wrong.len(),
        pages.len(),
        wrong.join("\n")
    );
    Ok(())
}

/// How far the page and its body are scrolled.
const SCROLLED: &str = "return [scrollX, scrollY, document.body?.scrollTop]";

/// A page and what it says of itself.
struct Page {
    path: PathBuf,
    expectation: String,
}

fn pages() -> Result<Vec<Page>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("hard");
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A part is what another page has in a frame.
        if path.to_string_lossy().contains(".part.") {
            continue;
        }
        let expectation = expectation(&std::fs::read(&path)?)
            .with_context(|| format!("{} says nothing", path.display()))?;
        pages.push(Page { path, expectation });
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// The first comment, in whatever encoding: its own letters are ASCII.
fn expectation(page: &[u8]) -> Option<String> {
    let ascii: Vec<u8> = page.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&ascii);
    let (_, rest) = text.split_once("<!-- expect: ")?;
    Some(rest.split_once(" -->")?.0.to_owned())
}

async fn judge(lens: &Lens, page: &Page) -> Result<()> {
    let clauses: Vec<&str> = page.expectation.split("; ").collect();
    lens.open_file(&page.path).await?;
    // Scripts of the page that wait for `load` come first.
    lens.page_says("document.readyState === 'complete'").await?;
    if !clauses.contains(&"clicked") {
        let report = engine::call(&lens.session, "check({engine: 'wasm2js'})")
            .await
            .context("wasm2js")?;
        let report = serde_json::from_value(report).context("wasm2js")?;
        compare(&report, &clauses).context("wasm2js")?;
    }
    if !clauses.contains(&"injected") {
        let before = lens.session.evaluate(SCROLLED).await?;
        let report = lens.click_for_report().await?;
        compare(&report, &clauses).context("clicked")?;
        if clauses.contains(&"still") {
            let after = lens.session.evaluate(SCROLLED).await?;
            ensure!(before == after, "scrolled from {before} to {after}");
        }
    }
    Ok(())
}

fn compare(report: &Report, clauses: &[&str]) -> Result<()> {
    let summary = || {
        let marks: Vec<String> = report
            .marks
            .iter()
            .map(|mark| {
                format!(
                    "{:?} {} shown={} footer={} {:?}",
                    mark.number.kind,
                    mark.number.raw,
                    mark.shown,
                    mark.footer,
                    mark.number.standing
                )
            })
            .collect();
        let badges: Vec<_> = report.marks.iter().map(|mark| &mark.badge).collect();
        format!("{marks:?} {badges:?} {:?}", report.unread)
    };
    for clause in clauses {
        if !holds(report, clause)? {
            bail!("not {clause:?}: {}", summary());
        }
    }
    Ok(())
}

fn holds(report: &Report, clause: &str) -> Result<bool> {
    let mut words = clause.split(' ');
    let subject = words.next().unwrap_or_default();
    Ok(match subject {
        "icp" => marks_are(&of_kind(report, Kind::IcpFiling), words)?,
        "psb" => marks_are(&of_kind(report, Kind::PublicSecurity), words)?,
        "number" => report.marks.iter().all(|mark| {
            mark.number
                .number
                .as_deref()
                .is_some_and(|number| NUMBERS.contains(&number))
        }),
        "unread" => {
            let wanted: Vec<&str> = words.filter(|word| *word != "none").collect();
            let found: Vec<&str> = report
                .unread
                .iter()
                .map(|unread| name(unread.what))
                .collect();
            found == wanted
        }
        // Nothing unread makes a missing number doubtful.
        "doubt" => report.unread.iter().all(|unread| unread.near_foot == 0),
        "badge" => {
            let badges: Vec<BadgeState> = report
                .marks
                .iter()
                .filter_map(|mark| Some(mark.badge.as_ref()?.state))
                .collect();
            let wanted = match words.next() {
                Some("present") => BadgeState::Present,
                Some("unknown") => BadgeState::Unknown,
                Some("not-the-emblem") => BadgeState::NotTheEmblem,
                _ => bail!("what is {clause:?}?"),
            };
            badges == [wanted]
        }
        "clicked" | "injected" | "still" => true,
        _ => bail!("what is {clause:?}?"),
    })
}

fn of_kind(report: &Report, kind: Kind) -> Vec<&Mark> {
    report
        .marks
        .iter()
        .filter(|mark| mark.number.kind == kind)
        .collect()
}

fn marks_are<'a>(marks: &[&Mark], words: impl Iterator<Item = &'a str>) -> Result<bool> {
    let words: Vec<&str> = words.collect();
    Ok(match words.as_slice() {
        ["absent"] => marks.is_empty(),
        ["any"] => !marks.is_empty(),
        ["hidden"] => !marks.is_empty() && marks.iter().all(|mark| !mark.shown),
        ["not", "shown"] => marks.iter().all(|mark| !mark.shown),
        ["shown"] => marks.iter().any(|mark| mark.shown),
        ["shown", "footer"] => marks.iter().any(|mark| mark.shown && mark.footer),
        ["shown", "elsewhere"] => {
            marks.iter().any(|mark| mark.shown) && marks.iter().all(|mark| !mark.footer)
        }
        ["count", count] => marks.len() == count.parse::<usize>()?,
        _ => bail!("what is {words:?}?"),
    })
}

/// As the report's JSON has it.
fn name(what: UnreadKind) -> &'static str {
    match what {
        UnreadKind::CrossOriginFrame => "cross-origin-frame",
        UnreadKind::ClosedShadowRoot => "closed-shadow-root",
        UnreadKind::PictureText => "picture-text",
        UnreadKind::Canvas => "canvas",
        UnreadKind::Candidate => "candidate",
        UnreadKind::DeepNesting => "deep-nesting",
    }
}
