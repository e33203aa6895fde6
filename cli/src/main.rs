//! Runs the `beian-lens` command.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use beian_lens_cli::catalogue::language_of_locale;
use beian_lens_cli::format::{self, Baseline, Format};
use beian_lens_cli::run::{FailOn, Outcome, Settings, Shown, Starter, Status, check_all};
use beian_lens_cli::targets::{Page, Target};
use beian_lens_cli::{output, record, scan, targets};
use beian_lens_webdriver::check::Trust;
use beian_lens_webdriver::endpoint::Endpoint;
use beian_lens_webdriver::extension;
use beian_lens_webdriver::{Browser, ending};
use clap::{Args, Parser, Subcommand};
use futures_util::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::mpsc;
use url::Url;

/// How long browsers may take to end before the command ends without them.
const END: Duration = Duration::from_millis(2500);

/// Check which mainland China filing elements web pages display and which are missing
#[derive(Parser)]
#[command(name = "beian-lens", version)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    Check(Check),
    Report(Report),
    Scan(Scan),
}

/// Open each target in a real browser with the extension, click its button, and print one report per target.
///
/// Exit status: 0 if nothing failed, 1 if a target is incomplete, 2 if a target could not be checked or the arguments
/// were wrong.
#[derive(Args)]
struct Check {
    /// The browser to use.
    #[arg(long, value_enum, default_value = "chromium")]
    browser: Browser,
    #[command(flatten)]
    printing: Printing,
    /// Skip the targets that are already in the --out file, and append the others to it.
    #[arg(long, requires = "out")]
    resume: bool,
    /// A file of targets, one per line, checked after the TARGETs. Empty lines and comments (# …) are ignored.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// The host to check files as the home page of.
    #[arg(long, value_name = "HOST", default_value = "www.example-shop.cn", value_parser = host)]
    as_host: String,
    /// Save two screenshots of each page in this folder: one with the overlay, and one of the bottom of the page without
    /// it.
    #[arg(long, value_name = "DIR")]
    screenshot: Option<PathBuf>,
    /// How many pages to check at the same time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    /// How long a page may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How long to pause between two pages of the same live host. Only one page per host is open at a time in any case.
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pause: u64,
    /// Use the browsers of a WebDriver endpoint, such as a Selenium Grid, up to --jobs. The checker is injected into the
    /// pages. Files are served on this machine's loopback address, which these browsers must be able to reach.
    #[arg(long, value_name = "URL", conflicts_with = "show")]
    webdriver: Option<Url>,
    /// Let a report count as it is that was made in the page's own world, where the page can forge it: with --webdriver where
    /// the endpoint has no WebDriver BiDi. Without this, such a page is never complete.
    #[arg(long)]
    trust_page: bool,
    /// Open live pages as root, which Chromium does only without its sandbox: a page that breaks out of the browser then has
    /// the whole machine. Better run this command as another user.
    #[arg(long)]
    allow_no_sandbox: bool,
    /// Show the browser window, and keep it open until you close it. Only for a single target.
    #[arg(long)]
    show: bool,
    /// An address, an HTML file, a folder of HTML files, or - to read a list of these from standard input.
    #[arg(required_unless_present = "list", value_name = "TARGET")]
    targets: Vec<String>,
}

/// Print finished reports in another format, without starting a browser.
///
/// The exit status is the same as for check.
#[derive(Args)]
struct Report {
    #[command(flatten)]
    printing: Printing,
    /// Reports written by check --format jsonl.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// How, where and in what language to print, and what for an exit status to end with.
#[derive(Args)]
struct Printing {
    /// The output format. If not given, it follows the extension of the --out file; without one, it is text.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// An earlier report (jsonl) to compare with, to show what is fixed and what is new. For html, csv, markdown and sarif.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Lowest severity that makes the command exit with status 1.
    #[arg(long, value_enum, default_value = "warn")]
    fail_on: FailOn,
    /// The language of the report and the overlay: en, zh_CN or zh_TW. If not given, the language of the locale.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
}

/// Find filing numbers in lines of plain text, and print one JSON object per line.
///
/// In the input, the two characters \n stand for a line break, and &nbsp; for a no-break space.
#[derive(Args)]
struct Scan {
    /// Text files to read. If none is given, read standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let result = match Command::parse().action {
        Action::Check(arguments) => check(arguments),
        Action::Report(arguments) => report(&arguments),
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
    // Checked first: without a browser or the extension, no target can be checked.
    let browser = arguments.browser;
    let extension = extension::locate(browser)?;
    let starter = match &arguments.webdriver {
        Some(url) => Starter::Endpoint(Endpoint::new(url)?),
        None => Starter::Programs(browser.locate()?),
    };
    let mut targets = read_targets(&arguments)?;
    keep_sandbox(&arguments, &targets)?;
    let printing = &arguments.printing;
    let (mut report, pictures) = if arguments.resume {
        resume(printing, &extension, &mut targets)?
    } else {
        (
            Printer::new(printing, &extension, printing.output()?)?,
            HashSet::new(),
        )
    };
    if let Some(folder) = &arguments.screenshot {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create the folder {}", folder.display()))?;
    }
    // An HTML report contains copies of the pictures, so they can be stored in a temporary folder.
    let passing = (printing.format() == Format::Html && arguments.screenshot.is_none())
        .then(tempfile::tempdir)
        .transpose()
        .context("cannot create a temporary folder")?;
    let feet = passing.as_ref().map(|folder| folder.path().to_owned());
    let mut settings = Settings {
        browser,
        starter,
        extension,
        as_host: arguments.as_host,
        jobs: arguments.jobs.into(),
        limit: Duration::from_secs(arguments.timeout),
        pause: Duration::from_secs(arguments.pause),
        feet: arguments.screenshot.clone().or(feet),
        screenshots: arguments.screenshot,
        language: arguments.printing.language(),
        headless: !arguments.show,
        trust: if arguments.trust_page {
            Trust::Page
        } else {
            Trust::Nobody
        },
    };

    let runtime = tokio::runtime::Runtime::new().context("cannot start the async runtime")?;
    let done = runtime.block_on(async {
        if let Starter::Endpoint(endpoint) = &settings.starter
            && let Some(slots) = endpoint.slots(browser).await?
        {
            ensure!(slots.all > 0, "no node of the grid offers {browser}");
            settings.jobs = settings.jobs.min(slots.all);
        }
        let mut interrupt = Interrupt::listen();
        // Whichever is first; the other is dropped, and with it its browsers.
        let done = tokio::select! {
            done = run(&settings, targets, pictures, arguments.show, &mut report) => Some(done),
            () = interrupt.first() => None,
        };
        let done = match done {
            Some(done) => done,
            None => report.end().and(Err(anyhow!(
                "interrupted: the pages that were checked until now are in the report"
            ))),
        };
        // Browsers that take longer are ended by their guards when this process is gone.
        ending::all_ended(END).await;
        done
    });
    runtime.shutdown_background();
    match done {
        Err(error) if is_broken_pipe(&error) => Ok(report.status),
        Err(error) => Err(error),
        Ok(()) => Ok(report.status),
    }
}

/// Live pages do not run without the browser's sandbox unless the person says so. Files are the person's own.
fn keep_sandbox(arguments: &Check, targets: &[Target]) -> Result<()> {
    let is_live = |target: &Target| matches!(target.page, Ok(Page::Url(_)));
    if arguments.webdriver.is_some()
        || arguments.browser.has_sandbox()
        || !targets.iter().any(is_live)
    {
        return Ok(());
    }
    ensure!(
        arguments.allow_no_sandbox,
        "as root, Chromium runs only without its sandbox, which keeps live pages out of this machine. Run this command as \
         another user, use --browser firefox, or accept the risk with --allow-no-sandbox"
    );
    eprintln!("beian-lens: as root, Chromium opens live pages without its sandbox");
    Ok(())
}

fn read_targets(arguments: &Check) -> Result<Vec<Target>> {
    let mut targets = targets::expand(&arguments.targets, io::stdin().lock());
    if let Some(file) = &arguments.list {
        let list = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
        targets.extend(targets::expand(&["-".to_owned()], BufReader::new(list)));
    }
    Ok(targets)
}

/// Skips the targets that are done and appends the others: the file is then the same as after an uninterrupted run.
fn resume(
    printing: &Printing,
    extension: &Path,
    targets: &mut Vec<Target>,
) -> Result<(Printer, HashSet<String>)> {
    let out = printing.out.as_deref().context("--resume needs --out")?;
    ensure!(
        printing.format() == Format::Jsonl,
        "--resume only works with reports in jsonl; `beian-lens report` converts them to other formats"
    );
    let (mut status, mut done, mut pictures) = (Status::default(), HashMap::new(), HashSet::new());
    let file = record::resume(out, |outcome| {
        status.add(&outcome, printing.fail_on);
        for picture in outcome.screenshot.iter().chain(&outcome.foot) {
            let name = picture
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            pictures.extend(name);
        }
        *done.entry(outcome.target).or_insert(0_usize) += 1;
        Ok(())
    })?;
    targets.retain(|target| match done.get_mut(&target.name) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    let mut report = Printer::new(printing, extension, Box::new(file))?;
    report.status = status;
    Ok((report, pictures))
}

async fn run(
    settings: &Settings,
    targets: Vec<Target>,
    pictures: HashSet<String>,
    show: bool,
    report: &mut Printer,
) -> Result<()> {
    report.begin()?;
    if show {
        let [target] = <[Target; 1]>::try_from(targets)
            .ok()
            .context("--show only works with a single target")?;
        let shown = Shown::open(settings, target).await;
        report.outcome(shown.outcome())?;
        report.end()?;
        shown.closed().await;
        return Ok(());
    }
    let progress = progress(targets.len());
    let mut outcomes = pin!(check_all(settings, targets, pictures));
    while let Some(outcome) = outcomes.next().await {
        progress.suspend(|| report.outcome(&outcome))?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    report.end()
}

fn report(arguments: &Report) -> Result<Status> {
    let printing = &arguments.printing;
    let extension = extension::locate(Browser::Chromium)?;
    let mut printer = Printer::new(printing, &extension, printing.output()?)?;
    let mut print = || {
        printer.begin()?;
        for file in &arguments.files {
            record::read(file, |outcome| printer.outcome(&outcome))?;
        }
        printer.end()
    };
    match print() {
        Err(error) if !is_broken_pipe(&error) => Err(error),
        _ => Ok(printer.status),
    }
}

impl Printing {
    fn format(&self) -> Format {
        let by_name = || Format::of_file(self.out.as_deref()?);
        self.format.or_else(by_name).unwrap_or_default()
    }

    fn output(&self) -> Result<Box<dyn Write>> {
        Ok(match &self.out {
            Some(file) => Box::new(output::create(file)?),
            None => Box::new(io::stdout()),
        })
    }

    fn language(&self) -> String {
        match &self.language {
            Some(language) => language.replace('-', "_"),
            None => language_of_locale(|name| std::env::var(name).ok()).to_owned(),
        }
    }
}

/// Writes the report and keeps the exit status.
struct Printer {
    writer: Box<dyn format::Writer>,
    output: io::BufWriter<Box<dyn Write>>,
    fail_on: FailOn,
    status: Status,
}

impl Printer {
    fn new(printing: &Printing, extension: &Path, output: Box<dyn Write>) -> Result<Self> {
        let baseline = match &printing.baseline {
            Some(file) => Some(Baseline::read(file)?),
            None => None,
        };
        Ok(Self {
            writer: printing
                .format()
                .writer(extension, &printing.language(), baseline)?,
            output: io::BufWriter::new(output),
            fail_on: printing.fail_on,
            status: Status::default(),
        })
    }

    fn begin(&mut self) -> Result<()> {
        Ok(self.writer.begin(&mut self.output)?)
    }

    /// Flushes after each outcome, so that an interrupted run loses only the pages in progress.
    fn outcome(&mut self, outcome: &Outcome) -> Result<()> {
        self.status.add(outcome, self.fail_on);
        self.writer.outcome(&mut self.output, outcome)?;
        Ok(self.output.flush()?)
    }

    fn end(&mut self) -> Result<()> {
        self.writer.end(&mut self.output)?;
        Ok(self.output.flush()?)
    }
}

/// A progress bar on standard error; hidden when standard error is not a terminal.
fn progress(targets: usize) -> ProgressBar {
    let bar = ProgressBar::new(targets as u64);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {per_sec}  {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// Hears when the person or the system asks the command to end.
struct Interrupt(mpsc::UnboundedReceiver<()>);

impl Interrupt {
    /// The first time is told; the second time ends the process at once.
    fn listen() -> Self {
        let (heard, first) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut signals = Signals::new();
            signals.next().await;
            // Nobody listens any more when the run is over.
            let _ = heard.send(());
            signals.next().await;
            std::process::exit(Status::NOT_CHECKED.code().into());
        });
        Self(first)
    }

    async fn first(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

/// Ctrl-C, and where there are such things SIGTERM and SIGHUP.
struct Signals {
    #[cfg(unix)]
    more: Vec<tokio::signal::unix::Signal>,
}

impl Signals {
    fn new() -> Self {
        Self {
            #[cfg(unix)]
            more: {
                use tokio::signal::unix::{SignalKind, signal};
                [SignalKind::terminate(), SignalKind::hangup()]
                    .into_iter()
                    .filter_map(|kind| signal(kind).ok())
                    .collect()
            },
        }
    }

    async fn next(&mut self) {
        let ctrl_c = pin!(async {
            // Where it cannot be heard, it ends the process by itself.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        });
        #[cfg(unix)]
        {
            let more = self.more.iter_mut().map(|signal| Box::pin(signal.recv()));
            let more = futures_util::future::select_all(more.collect::<Vec<_>>());
            futures_util::future::select(ctrl_c, more).await;
        }
        #[cfg(not(unix))]
        ctrl_c.await;
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

/// Whether the reader of our output has closed it, which is not an error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Parses a host name into the form that browsers use: lower case, Chinese names in ASCII.
fn host(text: &str) -> Result<String, String> {
    let url = Url::parse(&format!("http://{text}/")).map_err(|error| error.to_string())?;
    match url.host_str() {
        Some(host) if url.as_str() == format!("http://{host}/") => Ok(host.to_owned()),
        _ => Err("give a host name only, such as www.example-shop.cn".to_owned()),
    }
}

#[cfg(test)]
#[path = "../tests/support/documents.rs"]
#[allow(clippy::unwrap_used, dead_code, reason = "tests")]
mod documents;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_call_is_as_described() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn the_documentations_calls_are_understood() {
        let calls = documents::calls("cargo lens ");
        assert!(calls.len() > 10, "{calls:?}");
        for (words, file) in calls {
            // A command that is only mentioned has no targets.
            if words.len() > 1 {
                let call = ["beian-lens"]
                    .into_iter()
                    .chain(words.iter().map(String::as_str));
                if let Err(error) = Command::try_parse_from(call) {
                    panic!("{file}: {words:?}: {error}");
                }
            }
        }
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
