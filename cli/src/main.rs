//! The `beian-lens` command.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Write};
use std::path::PathBuf;
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use beian_lens_cli::browser::Browser;
use beian_lens_cli::catalogue::language_of_locale;
use beian_lens_cli::format::{self, Format};
use beian_lens_cli::run::{Outcome, Settings, Shown, Status, check_all};
use beian_lens_cli::targets::Target;
use beian_lens_cli::{extension, scan, targets};
use clap::{Args, Parser, Subcommand, ValueEnum};
use futures_util::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use url::Url;

/// Which mainland-China filing elements do web pages show, and which are missing?
#[derive(Parser)]
#[command(name = "beian-lens", version)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    Check(Check),
    Scan(Scan),
}

/// Open each target in a real browser with the extension, click its button, and print one report per target.
///
/// Exit status: 0 nothing failed, 1 some target is incomplete, 2 a target could not be checked or the call was wrong.
#[derive(Args)]
struct Check {
    /// The browser.
    #[arg(long, value_enum, default_value = "chromium")]
    browser: BrowserName,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: FormatName,
    /// The host whose home page a file is.
    #[arg(long, value_name = "HOST", default_value = "www.example-shop.cn", value_parser = host)]
    as_host: String,
    /// Keep a picture of each page with its overlay in this folder.
    #[arg(long, value_name = "DIR")]
    screenshot: Option<PathBuf>,
    /// How many pages at a time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    /// How long one page may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// The language of the sentences and of the overlay: en, zh_CN or zh_TW. As the locale has it when not given.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Open a window, and leave it open until it is closed. For one target.
    #[arg(long)]
    show: bool,
    /// An address, an HTML file, a folder of HTML files, or - for a list of these on standard input.
    #[arg(required = true, value_name = "TARGET")]
    targets: Vec<String>,
}

/// Find the filing marks in lines of plain text: one JSON object a line.
///
/// The two characters \n stand for a line break, &nbsp; for a no-break space.
#[derive(Args)]
struct Scan {
    /// Files of text; standard input when there is none.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum BrowserName {
    Chromium,
    Firefox,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatName {
    Text,
    Jsonl,
    Html,
}

fn main() -> ExitCode {
    let result = match Command::parse().action {
        Action::Check(arguments) => check(arguments),
        Action::Scan(arguments) => scan(&arguments),
    };
    match result {
        Ok(status) => ExitCode::from(status.code()),
        Err(error) => {
            eprintln!("beian-lens: {error:#}");
            ExitCode::from(Status::NOT_CHECKED.code())
        }
    }
}

fn check(arguments: Check) -> Result<Status> {
    // Asked first: without a browser or the extension there is nothing to say about any target.
    let browser = match arguments.browser {
        BrowserName::Chromium => Browser::Chromium,
        BrowserName::Firefox => Browser::Firefox,
    };
    let extension = extension::locate(browser)?;
    let language = match arguments.language {
        Some(language) => language.replace('-', "_"),
        None => language_of_locale(|name| std::env::var(name).ok()).to_owned(),
    };
    let format = match arguments.format {
        FormatName::Text => Format::Text,
        FormatName::Jsonl => Format::Jsonl,
        FormatName::Html => Format::Html,
    };
    let mut report = Printer {
        writer: format.writer(&extension, &language)?,
        status: Status::default(),
    };
    if let Some(folder) = &arguments.screenshot {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let settings = Settings {
        browser,
        programs: browser.locate()?,
        extension,
        as_host: arguments.as_host,
        jobs: arguments.jobs.into(),
        limit: Duration::from_secs(arguments.timeout),
        screenshots: arguments.screenshot,
        language,
        headless: !arguments.show,
    };
    let targets = targets::expand(&arguments.targets, io::stdin().lock());

    let runtime = tokio::runtime::Runtime::new().context("cannot start")?;
    let done = runtime.block_on(async {
        // Whichever is first; the other is dropped, and with it the browsers are ended.
        tokio::select! {
            done = run(&settings, targets, arguments.show, &mut report) => done,
            () = interrupted() => bail!("interrupted"),
        }
    });
    match done {
        Err(error) if is_broken_pipe(&error) => Ok(report.status),
        Err(error) => Err(error),
        Ok(()) => Ok(report.status),
    }
}

async fn run(
    settings: &Settings,
    targets: Vec<Target>,
    show: bool,
    report: &mut Printer,
) -> Result<()> {
    report.begin()?;
    if show {
        let [target] = <[Target; 1]>::try_from(targets)
            .ok()
            .context("--show is for one target")?;
        let shown = Shown::open(settings, target).await;
        report.outcome(shown.outcome())?;
        report.end()?;
        shown.closed().await;
        return Ok(());
    }
    let progress = progress(targets.len());
    let mut outcomes = pin!(check_all(settings, targets));
    while let Some(outcome) = outcomes.next().await {
        progress.suspend(|| report.outcome(&outcome))?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    report.end()
}

/// Writes to standard output, and keeps the exit status.
struct Printer {
    writer: Box<dyn format::Writer>,
    status: Status,
}

impl Printer {
    fn begin(&mut self) -> Result<()> {
        Ok(self.writer.begin(&mut io::stdout().lock())?)
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<()> {
        self.status.add(outcome);
        let mut output = io::BufWriter::new(io::stdout().lock());
        self.writer.outcome(&mut output, outcome)?;
        Ok(output.flush()?)
    }

    fn end(&mut self) -> Result<()> {
        Ok(self.writer.end(&mut io::stdout().lock())?)
    }
}

/// A bar on standard error; nothing where that is no terminal.
fn progress(targets: usize) -> ProgressBar {
    let bar = ProgressBar::new(targets as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {per_sec}  {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// Returns when the person or the system asks the command to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut terminate), Ok(mut hang_up)) = (
            signal(SignalKind::terminate()),
            signal(SignalKind::hangup()),
        ) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
                _ = hang_up.recv() => {}
            }
            return;
        }
    }
    // Where no handler can be set, there is nothing to wait for: the system ends the command by itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

fn scan(arguments: &Scan) -> Result<Status> {
    let mut status = Status::default();
    let mut output = io::stdout().lock();
    let mut line = 0;
    let standard_input = [PathBuf::from("-")];
    let files = if arguments.files.is_empty() {
        &standard_input[..]
    } else {
        &arguments.files
    };
    for file in files {
        let scanned = if file.as_os_str() == "-" {
            scan::scan(io::stdin().lock(), &mut output, &mut line)
        } else {
            File::open(file)
                .and_then(|file| scan::scan(BufReader::new(file), &mut output, &mut line))
        };
        match scanned {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            Err(error) => {
                eprintln!("beian-lens: cannot read {}: {error}", file.display());
                status = Status::NOT_CHECKED;
            }
        }
    }
    Ok(status)
}

/// Whoever reads our output has read enough: that is no fault.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// A host name as browsers write it: lower case, Chinese names in their ASCII form.
fn host(text: &str) -> Result<String, String> {
    let url = Url::parse(&format!("http://{text}/")).map_err(|error| error.to_string())?;
    match url.host_str() {
        Some(host) if url.as_str() == format!("http://{host}/") => Ok(host.to_owned()),
        _ => Err("a host name alone, such as www.example-shop.cn".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_is_as_described() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn a_host_is_a_name_alone() {
        for (text, expected) in [
            ("WWW.Example-Shop.cn", Some("www.example-shop.cn")),
            ("例子.中国", Some("xn--fsqu00a.xn--fiqs8s")),
            ("localhost", Some("localhost")),
            ("example.cn:8080", None),
            ("example.cn/path", None),
            ("user@example.cn", None),
            ("", None),
            ("a b", None),
        ] {
            assert_eq!(host(text).ok().as_deref(), expected, "{text}");
        }
    }
}
