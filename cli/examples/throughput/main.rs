//! `cargo xtask throughput`: how many pages a second are checked with 1, 2 and 4 sessions, by browsers of our own with the
//! extension, and by a Selenium Grid on the loopback address.

mod grid;

use std::collections::HashSet;
use std::path::Path;
use std::pin::pin;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use beian_lens_cli::run::{Settings, Starter, check_all};
use beian_lens_cli::targets::{Page, Target};
use beian_lens_webdriver::Browser;
use beian_lens_webdriver::check::Trust;
use beian_lens_webdriver::endpoint::Endpoint;
use beian_lens_webdriver::extension;
use clap::Parser;
use futures_util::StreamExt;

use grid::Grid;

#[derive(Parser)]
#[command(about = "Measure how many pages are checked per second, and print a table")]
struct Arguments {
    /// How many pages are counted in each line of the table.
    #[arg(long, default_value_t = 300)]
    pages: usize,
    /// How many sessions at a time; a line each. The grid has four.
    #[arg(long, num_args = 1.., default_values_t = [1, 2, 4])]
    sessions: Vec<usize>,
}

/// How many pages each session checks before the clock starts: until then browsers are being started.
const WARM_UP: usize = 5;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let grid = Grid::start(folder.path()).await?;
    let starters = [
        ("own", Starter::Programs(Browser::Chromium.locate()?)),
        (
            "grid",
            Starter::Endpoint(Endpoint::new(&grid.address.parse()?)?),
        ),
    ];
    println!(
        "{:>8}  {:>8}  {:>14}",
        "sessions", "browsers", "pages/second"
    );
    for (name, starter) in starters {
        for sessions in &arguments.sessions {
            let pace = measure(folder.path(), &starter, *sessions, arguments.pages).await?;
            println!("{sessions:>8}  {name:>8}  {pace:>14.2}");
        }
    }
    Ok(())
}

/// Pages a second, once all browsers are up.
async fn measure(folder: &Path, starter: &Starter, sessions: usize, pages: usize) -> Result<f64> {
    let settings = Settings {
        browser: Browser::Chromium,
        starter: starter.clone(),
        extension: extension::locate(Browser::Chromium)?,
        as_host: "www.example-shop.cn".into(),
        jobs: sessions,
        limit: Duration::from_secs(60),
        pause: Duration::ZERO,
        screenshots: None,
        feet: None,
        language: "en".into(),
        headless: true,
        trust: Trust::Nobody,
    };
    let warm_up = WARM_UP * sessions;
    let mut targets = Vec::new();
    for number in 1..=warm_up + pages {
        let name = format!("{number}.html");
        let file = folder.join(&name);
        std::fs::write(&file, page(number))?;
        targets.push(Target {
            name,
            page: Ok(Page::File(file)),
        });
    }
    let mut outcomes = pin!(check_all(&settings, targets, HashSet::new()));
    let mut start = Instant::now();
    let mut done = 0;
    while let Some(outcome) = outcomes.next().await {
        outcome
            .result
            .map_err(|why| anyhow!("{}: {why}", outcome.target))?;
        done += 1;
        if done == warm_up {
            start = Instant::now();
        }
    }
    ensure!(done == warm_up + pages, "{done} pages came");
    let pages = u32::try_from(pages).context("so many pages")?;
    Ok(f64::from(pages) / start.elapsed().as_secs_f64())
}

/// A small page with a number of its own.
fn page(number: usize) -> String {
    let paragraphs = "<p>Tea, roasted and packed by hand, sent the same day.</p>".repeat(20);
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{number}</title>{paragraphs}\
         <footer><a href=\"https://beian.miit.gov.cn/\">京ICP备18032457号-{number}</a></footer>"
    )
}
