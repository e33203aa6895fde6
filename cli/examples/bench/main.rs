//! `cargo xtask bench`: how fast the checker is, against what the browser itself needs for the same page.
//!
//! Everything is measured in one run, in the content script of the packaged extension after a real click, and told as a
//! ratio: a busy machine slows both sides. Nothing here is asserted, for a timed test fails on the day it matters least.

mod measure;
mod pages;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use beian_lens_cli::browser::Browser;
use clap::Parser;
use serde_json::{Value, json};

use measure::Bench;

#[derive(Parser)]
#[command(about = "Measure the checker in real browsers, and print a table")]
struct Arguments {
    /// How many times each thing is measured; the median counts.
    #[arg(long, default_value_t = 9)]
    samples: usize,
    /// The largest page, in elements.
    #[arg(long, default_value_t = 500_000)]
    largest: usize,
    /// One browser alone.
    #[arg(long)]
    browser: Option<Browser>,
    /// Where the JSON is written.
    #[arg(long)]
    output: PathBuf,
}

/// One line of the table.
struct Row {
    what: String,
    value: f64,
    /// Below, or with `true` above this it is as it should be.
    goal: Option<(bool, f64)>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut all = serde_json::Map::new();
    for browser in Browser::ALL {
        if arguments.browser.is_some_and(|only| only != browser) {
            continue;
        }
        let (rows, raw) = run(browser, &arguments).await?;
        println!("\n{browser}, medians of {}", arguments.samples);
        for row in &rows {
            print_row(row);
        }
        let rows: serde_json::Map<String, Value> = rows
            .into_iter()
            .map(|row| (row.what, json!(row.value)))
            .collect();
        all.insert(
            browser.name().to_owned(),
            json!({ "rows": rows, "medians": raw }),
        );
    }
    write(&arguments.output, &Value::Object(all))
}

fn print_row(row: &Row) {
    let goal = row.goal.map_or(String::new(), |(above, goal)| {
        let met = if above {
            row.value >= goal
        } else {
            row.value <= goal
        };
        let sign = if above { '≥' } else { '≤' };
        format!("{sign} {goal:<6} {}", if met { "met" } else { "NOT MET" })
    });
    println!("{:>10.2}  {goal:<18}  {}", row.value, row.what);
}

fn write(file: &Path, value: &Value) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, serde_json::to_string_pretty(value)?)
        .with_context(|| format!("cannot write {}", file.display()))
}

/// All rows of one browser, and the medians they were made of, in milliseconds.
async fn run(browser: Browser, arguments: &Arguments) -> Result<(Vec<Row>, Value)> {
    let bench = Bench::start(browser, arguments.samples).await?;
    let mut rows = Vec::new();
    let mut raw = serde_json::Map::new();
    for with_shadow_roots in [false, true] {
        let variant = if with_shadow_roots { "shadow" } else { "plain" };
        let mut at_100_000 = None;
        for elements in [1_000, 10_000, 100_000, 500_000] {
            if elements > arguments.largest {
                continue;
            }
            eprintln!("bench: {browser}, {variant}, {elements} elements …");
            let page = bench.open(elements, with_shadow_roots).await?;
            let medians = bench.reading(&page, elements).await?;
            raw.insert(format!("{variant}-{elements}"), medians.to_json());
            let mut row = |what: &str, value: f64, goal| {
                rows.push(Row {
                    what: format!("{what}, {elements} elements, {variant}"),
                    value,
                    goal,
                });
            };
            let goal =
                |goal: f64| (elements == 100_000 && !with_shadow_roots).then_some((false, goal));
            row(
                "check / textContent",
                medians.check / medians.text,
                goal(3.0),
            );
            row(
                "check / innerText",
                medians.check / medians.inner_text,
                goal(0.8),
            );
            match (elements, at_100_000) {
                (100_000, _) => at_100_000 = Some(medians.check),
                (500_000, Some(smaller)) => row(
                    "growth from 100,000",
                    medians.check / smaller,
                    Some((false, 5.5)),
                ),
                _ => {}
            }
            if elements == 10_000 && !with_shadow_roots {
                let axe = bench.axe(&page).await?;
                raw.insert("axe-10000".to_owned(), json!(axe));
                row(
                    "axe.run() / check",
                    axe / medians.check,
                    Some((true, 500.0)),
                );
            }
            if elements == 1_000 && !with_shadow_roots && browser == Browser::Chromium {
                let grown = bench.growth_of_memory(&page).await?;
                row(
                    "KB grown by 1,000 checks",
                    grown / 1024.0,
                    Some((false, 1024.0)),
                );
            }
            if elements == 100_000 && !with_shadow_roots {
                bench.change_to_wasm2js(&page).await?;
                let slower = bench.reading(&page, elements).await?;
                raw.insert("wasm2js-100000".to_owned(), slower.to_json());
                row(
                    "wasm2js / wasm",
                    slower.check / medians.check,
                    Some((false, 2.0)),
                );
            }
        }
    }
    let overlay = bench.click_to_mark(1_000, "beian-lens-overlay").await?;
    drop(bench);
    let one_line = Bench::of_one_line(browser, arguments.samples).await?;
    let least = one_line.click_to_mark(1_000, "one-line").await?;
    raw.insert("click-to-overlay".to_owned(), json!(overlay));
    raw.insert("click-to-one-line".to_owned(), json!(least));
    rows.push(Row {
        what: "click to overlay / click to a one-line script, 1000 elements".to_owned(),
        value: overlay / least,
        goal: Some((false, 2.5)),
    });
    Ok((rows, Value::Object(raw)))
}
