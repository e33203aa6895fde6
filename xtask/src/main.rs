//! `cargo xtask`: everything a person or a CI job does with this repository, in Rust instead of shell.
//!
//! ```text
//! setup ──▶ tools ──▶ engine ──▶ package ──▶ dist/ ──▶ run, lens, test
//! ```

mod engine;
mod fingerprint;
mod lens;
mod package;
mod process;
mod project;
mod run;
mod setup;
mod test;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Sets up, builds, runs, tests, packages")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install the tools that are missing: once per version, into the user's cache folder
    Setup,
    /// Build both engines and both packages into dist/
    Build,
    /// Open a page in a real browser, click the extension's button, show what it found
    Run {
        /// A URL or an HTML file
        #[arg(default_value = run::DEFAULT_TARGET)]
        target: String,
    },
    /// Run every test there is, or the native tests whose name contains FILTER
    Test {
        /// Part of a test's name
        filter: Option<String>,
    },
    /// The beian-lens command of this checkout (`cargo lens …`)
    #[command(disable_help_flag = true)]
    Lens {
        /// Handed to beian-lens as they are
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("error: {error:#}");
            // 1 is taken: `cargo lens check` says with it that a page is incomplete.
            ExitCode::from(2)
        }
    }
}

fn perform(task: Task) -> Result<ExitCode> {
    let project = Project::of_this_checkout()?;
    match task {
        Task::Setup => {
            setup::ensure_tools(&project)?;
            eprintln!("setup: complete");
        }
        Task::Build => {
            let tools = setup::ensure_tools(&project)?;
            for package in package::build(&project, &tools)? {
                eprintln!("built {}", package.display());
            }
        }
        Task::Run { target } => run::run(&project, &target)?,
        Task::Test { filter } => test::run(&project, filter.as_deref())?,
        Task::Lens { arguments } => return lens::run(&project, &arguments),
    }
    Ok(ExitCode::SUCCESS)
}
