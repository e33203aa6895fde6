//! Defines `cargo xtask`: everything that a developer or a CI job does with this repository, in Rust instead of shell.
//!
//! ```text
//! setup ──▶ tools ──▶ engine ──▶ package ──▶ dist/ ──▶ run, lens, test ──▶ release-check
//! ```

mod advisories;
mod badges;
mod bench;
mod data;
mod dist;
mod engine;
mod example;
mod fingerprint;
mod fixtures;
mod fuzz;
mod lens;
mod package;
mod process;
mod progress;
mod project;
mod release_check;
mod rule;
mod run;
mod score;
mod setup;
mod site;
mod size;
mod test;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

use crate::project::Project;
use crate::setup::Browser;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Set up, build, run, test and package Beian Lens"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install every tool that is missing, once per version, into the user's cache folder; other commands install what they need
    Setup,
    /// Build both engines and both packages into dist/
    Build,
    /// Build a release in dist/: both packages, the source archive, checksums and the bill of materials
    Dist,
    /// Open a page in a real browser, click the extension's button and show what it found
    Run {
        /// A URL or an HTML file
        #[arg(default_value = run::DEFAULT_TARGET)]
        target: String,
    },
    /// Build the static site in target/site
    Site {
        /// Also serve it on the loopback address, on a free port
        #[arg(long)]
        serve: bool,
    },
    /// Run all tests, or only the native tests whose name contains FILTER
    Test {
        /// Part of a test's name
        filter: Option<String>,
    },
    /// Run what only a release has to prove: known vulnerabilities, the oldest compiler, a rebuild from the source archive, long fuzzing
    ReleaseCheck {
        /// How many seconds to fuzz, for all targets together
        #[arg(long, default_value_t = 2400)]
        seconds: u64,
        /// RustSec's list of advisories, as a folder or a zip archive, instead of fetching it
        #[arg(long, value_name = "PATH")]
        advisories: Option<PathBuf>,
    },
    /// Check the dependencies for known vulnerabilities and withdrawn versions
    Advisories {
        /// RustSec's list of advisories, as a folder or a zip archive, instead of fetching it
        list: Option<PathBuf>,
    },
    /// Create the files of a new rule, with TODO wherever its author has to write something
    Rule {
        /// The name of the fault, such as icp-link-retired
        id: String,
    },
    /// Retake the snapshots of the test pages, in Chromium
    Fixtures,
    /// Feed the checker hostile texts, links and snapshots for a limited time
    Fuzz {
        /// How many seconds, for all targets together
        #[arg(long, default_value_t = 30)]
        seconds: u64,
    },
    /// Compare the checker with pages labelled by a person: precision and recall per field
    Score {
        /// A JSON array of labels
        #[arg(required_unless_present = "badges")]
        labels: Option<PathBuf>,
        /// The folder of the pages (`<id>.html`), or a `.jsonl` file of reports on them
        #[arg(required_unless_present = "badges")]
        pages: Option<PathBuf>,
        /// Instead, count how often the badge classifier is right about the images in a folder
        #[arg(long, num_args = 0..=1, default_missing_value = badges::DEFAULT_FOLDER, exclusive = true)]
        badges: Option<PathBuf>,
        /// chromium or firefox
        #[arg(long, default_value = "chromium")]
        browser: String,
    },
    /// Measure the checker in both browsers, relative to what the browser itself needs, and print a table
    Bench {
        /// Passed on: --samples, --largest, --browser
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Measure pages checked per second with 1, 2 and 4 sessions, with local browsers and on a grid, and print a table
    Throughput {
        /// Passed on: --pages, --sessions
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Take the screenshots for the stores' listings with the current extension, in target/store
    Pictures,
    /// Print the sizes of the scripts and packages, and what they consist of, and write them down in xtask/sizes.tsv
    Size,
    /// Refresh the checker's tables and print what changed
    Data {
        /// The folder with the files `geoip` and `geoip6` of the package tor-geoipdb
        #[arg(long, default_value = data::GEOIP)]
        geoip: PathBuf,
    },
    /// Run the beian-lens command of this checkout (`cargo lens …`)
    #[command(disable_help_flag = true)]
    Lens {
        /// Passed to beian-lens unchanged
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(status) => status,
        // The reader of our output has closed it, which is not an error.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            // 1 is taken: `cargo lens check` uses it for an incomplete page.
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn perform(task: Task) -> Result<ExitCode> {
    let project = Project::of_this_checkout()?;
    match task {
        Task::Setup => {
            setup::check_prerequisites(&Browser::ALL)?;
            setup::ensure_tools(&project)?;
            setup::ensure_browsers(&Browser::ALL)?;
            setup::ensure_page_test_runner(&project)?;
            setup::ensure_reviewers()?;
            eprintln!("setup: complete");
        }
        Task::Build => {
            let tools = setup::ensure_tools(&project)?;
            for package in package::build(&project, &tools)? {
                eprintln!("built {}", package.display());
            }
        }
        Task::Dist => {
            for file in dist::make(&project)? {
                eprintln!("created {}", file.display());
            }
        }
        Task::Run { target } => run::run(&project, &target)?,
        Task::Site { serve } => site::run(&project, serve)?,
        Task::Test { filter } => test::run(&project, filter.as_deref())?,
        Task::ReleaseCheck {
            seconds,
            advisories,
        } => release_check::run(&project, seconds, advisories.as_deref())?,
        Task::Advisories { list } => advisories::check(&project, list.as_deref())?,
        Task::Rule { id } => rule::run(project.root(), &id)?,
        Task::Fixtures => fixtures::run(&project)?,
        Task::Fuzz { seconds } => fuzz::run(&project, seconds)?,
        Task::Score {
            badges: Some(folder),
            ..
        } => badges::run(&project, &folder)?,
        Task::Score {
            labels,
            pages,
            browser,
            badges: None,
        } => {
            let (labels, pages) = labels.zip(pages).context("labels and pages are required")?;
            let reports = if pages.extension().is_some_and(|ending| ending == "jsonl") {
                std::fs::read_to_string(&pages)
                    .with_context(|| format!("cannot read {}", pages.display()))?
            } else {
                let arguments =
                    ["check", "--format", "jsonl", "--browser", &browser].map(OsString::from);
                let arguments = arguments
                    .into_iter()
                    .chain([pages.into_os_string()])
                    .collect::<Vec<_>>();
                lens::output_of(&project, &arguments)?
            };
            score::print(&labels, &reports, &mut io::stdout().lock())?;
        }
        Task::Bench { arguments } => bench::run(&project, &arguments)?,
        Task::Throughput { arguments } => {
            let arguments: Vec<_> = arguments.iter().map(OsString::as_os_str).collect();
            example::run(&project, "throughput", &arguments)?;
        }
        Task::Pictures => {
            example::run(&project, "store", &[project.target("store").as_os_str()])?;
        }
        Task::Size => size::print(&project, &mut io::stdout().lock())?,
        // All tables are made before anything is printed, so that they are complete even if the reader stops reading.
        Task::Data { geoip } => {
            let changes = data::run(project.root(), &geoip)?;
            io::stdout().write_all(changes.as_bytes())?;
        }
        Task::Lens { arguments } => return lens::run(&project, &arguments),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
#[path = "../../cli/tests/support/documents.rs"]
#[allow(clippy::unwrap_used, dead_code, reason = "tests")]
mod documents;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_documentations_calls_are_understood() {
        let calls = documents::calls("cargo xtask ");
        assert!(calls.len() > 20, "{calls:?}");
        for (words, file) in calls {
            let call = ["xtask"]
                .into_iter()
                .chain(words.iter().map(String::as_str));
            if let Err(error) = Arguments::try_parse_from(call) {
                panic!("{file}: {words:?}: {error}");
            }
        }
    }
}
