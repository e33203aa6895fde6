//! `cargo xtask bench`: how fast the checker is, against what the browser itself needs for the same page.
//!
//! Everything is measured in one run, in the content script of the packaged extension after a real click, and told as a
//! ratio: a busy machine slows both sides. Nothing here is asserted, for a timed test fails on the day it matters least.

mod measure;
mod pages;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use beian_lens_webdriver::Browser;
use clap::Parser;
use serde_json::{Value, json};

use measure::Bench;
use pages::Variant;

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
    goal: Goal,
}

type Goal = Option<(bool, f64)>;

fn at_most(goal: f64) -> Goal {
    Some((false, goal))
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut all = serde_json::Map::new();
    for browser in Browser::ALL {
        if arguments.browser.is_some_and(|only| only != browser) {
            continue;
        }
        let Results { rows, raw } = run(browser, &arguments).await?;
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

/// What was measured in one browser.
#[derive(Default)]
struct Results {
    rows: Vec<Row>,
    /// The medians that the rows were made of, in milliseconds.
    raw: serde_json::Map<String, Value>,
}

impl Results {
    /// A row; none where the browser's clock saw no time pass.
    fn row(&mut self, what: &str, elements: usize, variant: Variant, value: f64, goal: Goal) {
        if !value.is_finite() {
            return;
        }
        let what = format!("{what}, {elements} elements, {}", variant.name());
        self.rows.push(Row { what, value, goal });
    }

    /// Milliseconds of a check that was measured before.
    fn check(&self, variant: Variant, elements: usize) -> Option<f64> {
        self.raw
            .get(&key(variant, elements))?
            .get("check")?
            .as_f64()
    }
}

fn key(variant: Variant, elements: usize) -> String {
    format!("{}, {elements}", variant.name())
}

/// All pages in one browser, then the clicks.
async fn run(browser: Browser, arguments: &Arguments) -> Result<Results> {
    let bench = Bench::start(browser, arguments.samples).await?;
    let mut results = Results::default();
    for variant in Variant::ALL {
        for elements in [1_000, 10_000, 100_000, 500_000] {
            if elements <= arguments.largest {
                eprintln!(
                    "bench: {browser}, {}, {elements} elements …",
                    variant.name()
                );
                measure_page(&bench, browser, variant, elements, &mut results).await?;
            }
        }
    }
    let overlay = bench.click_to_mark(1_000, ":root > div").await?;
    drop(bench);
    let one_line = Bench::of_one_line(browser, arguments.samples).await?;
    let least = one_line.click_to_mark(1_000, "one-line").await?;
    results
        .raw
        .insert("click to overlay".to_owned(), json!(overlay));
    results
        .raw
        .insert("click to one line".to_owned(), json!(least));
    let what = "click to overlay / click to a one-line script";
    results.row(
        what,
        1_000,
        Variant::Complete,
        overlay / least,
        at_most(2.5),
    );
    Ok(results)
}

async fn measure_page(
    bench: &Bench,
    browser: Browser,
    variant: Variant,
    elements: usize,
    results: &mut Results,
) -> Result<()> {
    let page = bench.open(elements, variant).await?;
    let medians = bench.reading(&page, elements).await?;
    results
        .raw
        .insert(key(variant, elements), medians.to_json());
    if let Some(plain) = results.check(Variant::Complete, elements)
        && variant != Variant::Complete
    {
        let what = "check / check of a page with both numbers";
        results.row(what, elements, variant, medians.check / plain, None);
    }
    // The browser finds no text in shadow roots.
    if variant != Variant::Shadow {
        let goal = |goal| {
            if elements == 100_000 {
                at_most(goal)
            } else {
                None
            }
        };
        let (text, inner_text) = (
            medians.check / medians.text,
            medians.check / medians.inner_text,
        );
        results.row("check / textContent", elements, variant, text, goal(3.0));
        results.row(
            "check / innerText",
            elements,
            variant,
            inner_text,
            goal(0.8),
        );
    }
    if elements == 500_000
        && let Some(smaller) = results.check(variant, 100_000)
    {
        let what = "growth from 100,000";
        results.row(
            what,
            elements,
            variant,
            medians.check / smaller,
            at_most(5.5),
        );
    }
    if variant != Variant::Complete {
        return Ok(());
    }
    match elements {
        1_000 if browser == Browser::Chromium => {
            let grown = bench.growth_of_memory(&page).await? / 1024.0;
            let what = "KB grown by 1,000 checks";
            results.row(what, elements, variant, grown, at_most(1024.0));
        }
        10_000 => {
            let axe = bench.axe(&page).await?;
            results.raw.insert("axe, 10000".to_owned(), json!(axe));
            let goal = Some((true, 500.0));
            results.row(
                "axe.run() / check",
                elements,
                variant,
                axe / medians.check,
                goal,
            );
        }
        100_000 => {
            bench.change_to_wasm2js(&page).await?;
            let slower = bench.reading(&page, elements).await?;
            results
                .raw
                .insert("wasm2js, 100000".to_owned(), slower.to_json());
            let ratio = slower.check / medians.check;
            results.row("wasm2js / wasm", elements, variant, ratio, at_most(2.0));
        }
        _ => {}
    }
    Ok(())
}
