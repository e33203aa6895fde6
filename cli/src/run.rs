//! Many pages: in the order asked for, several at a time, in browsers that are used again and renewed when they die.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use beian_lens::report::{OutcomeKind, Report, Severity, Verdict};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::browser::{Browser, Options, PageLoad, Programs, Session};
use crate::check::{self, Error};
use crate::endpoint::Endpoint;
use crate::polite::Hosts;
use crate::server::{Server, Site};
use crate::targets::{Page, Target};
use crate::wait;

/// What is the same for all targets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which browser.
    pub browser: Browser,
    /// Who starts it.
    pub starter: Starter,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// The host whose home page a file is.
    pub as_host: String,
    /// How many pages at a time.
    pub jobs: usize,
    /// How long one page may take.
    pub limit: Duration,
    /// How long to leave a live host alone between two of its pages.
    pub pause: Duration,
    /// Where to put pictures of the pages with their overlays.
    pub screenshots: Option<PathBuf>,
    /// The extension's language.
    pub language: String,
    /// Without a window.
    pub headless: bool,
}

/// Who starts the browsers.
#[derive(Clone, Debug)]
pub enum Starter {
    /// We do, with the extension.
    Programs(Programs),
    /// A WebDriver endpoint does. The checker is put into the pages.
    Endpoint(Endpoint),
}

/// What came of one target.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The target as it was asked for.
    pub target: String,
    /// Its report, or in one line why there is none.
    pub result: Result<Report, String>,
    /// The picture of the page with its overlay.
    pub screenshot: Option<PathBuf>,
}

impl Outcome {
    /// Without a picture.
    #[must_use]
    pub fn new(target: String, result: Result<Report, String>) -> Self {
        let result = result.map(|report| Report {
            target: Some(target.clone()),
            ..report
        });
        Self {
            target,
            result,
            screenshot: None,
        }
    }
}

/// Checks all targets. The outcomes come in the targets' order, each as soon as those before it are there.
///
/// Memory does not grow with the number of targets: a few finished pages at most wait for a slow one before them.
///
/// `pictures` are the names of files that the screenshots of an earlier part of the run have.
pub fn check_all<'a>(
    settings: &'a Settings,
    targets: impl IntoIterator<Item = Target> + 'a,
    pictures: HashSet<String>,
) -> impl Stream<Item = Outcome> + 'a {
    let pool = Arc::new(Pool::new(settings, pictures));
    in_order(targets, settings.jobs, move |target| {
        let pool = Arc::clone(&pool);
        async move { pool.outcome(target).await }
    })
}

/// One page in a window that is left open.
pub struct Shown {
    outcome: Outcome,
    worker: Worker,
}

impl Shown {
    /// Checks the page of one target.
    pub async fn open(settings: &Settings, target: Target) -> Self {
        let Target { name, page } = target;
        let mut worker = Worker::default();
        let result = match page {
            Ok(page) => worker
                .check(settings, &page)
                .await
                .map_err(|error| error.to_string()),
            Err(why) => Err(why),
        };
        Self {
            outcome: Outcome::new(name, result),
            worker,
        }
    }

    /// What came of it.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Waits until the person has closed the window.
    pub async fn closed(self) {
        let local = self.worker.local.as_ref().map(|(session, _)| session);
        if let Some(session) = local.or(self.worker.network.as_ref()) {
            wait::as_long_as(async || session.has_windows().await).await;
        }
    }
}

/// How many pages may be finished before a slow one in front of them, for each job.
const AHEAD: usize = 4;

fn in_order<T, U, F: Future<Output = U>>(
    items: impl IntoIterator<Item = T>,
    jobs: usize,
    work: impl Fn(T) -> F,
) -> impl Stream<Item = U> {
    stream::iter(items).map(work).buffered(jobs * AHEAD)
}

/// How often a page is tried when it is the browser that fails: a browser that died, perhaps long before this page, says
/// nothing about the page.
const TRIES: usize = 3;

/// After this many pages a browser is replaced: it keeps a little of every page.
const RENEW_AFTER: usize = 300;

/// How long to go on with fewer browsers before asking whether the endpoint has room again.
const ASK_AGAIN: Duration = Duration::from_secs(15);

/// Browsers to be had: as many as there are jobs, fewer while the endpoint has lost some.
struct Pool<'a> {
    settings: &'a Settings,
    hosts: Hosts,
    places: Semaphore,
    lost: Mutex<Lost>,
    idle: Mutex<Vec<Worker>>,
    pictures: Mutex<HashSet<String>>,
}

/// Places that no browser can be had for.
struct Lost {
    count: usize,
    asked: Instant,
}

impl<'a> Pool<'a> {
    fn new(settings: &'a Settings, pictures: HashSet<String>) -> Self {
        Self {
            settings,
            hosts: Hosts::new(settings.pause),
            places: Semaphore::new(settings.jobs),
            lost: Mutex::new(Lost {
                count: 0,
                asked: Instant::now(),
            }),
            idle: Mutex::default(),
            pictures: Mutex::new(pictures),
        }
    }

    async fn outcome(&self, target: Target) -> Outcome {
        let Target { name, page } = target;
        let checked = match page {
            Ok(page) => self
                .check(&name, &page)
                .await
                .map_err(|error| error.to_string()),
            Err(why) => Err(why),
        };
        match checked {
            Ok((report, screenshot)) => Outcome {
                screenshot,
                ..Outcome::new(name, Ok(report))
            },
            Err(why) => Outcome::new(name, Err(why)),
        }
    }

    async fn check(&self, name: &str, page: &Page) -> Result<(Report, Option<PathBuf>), Error> {
        let _turn = match page {
            Page::Url(url) => Some(self.hosts.turn(url).await),
            Page::File(_) => None,
        };
        let mut tries = 0;
        loop {
            let place = self
                .places
                .acquire()
                .await
                .context("the command is ending")?;
            let worker = lock(&self.idle).pop();
            match self.check_in(worker.unwrap_or_default(), name, page).await {
                // The others go on without this place, and this page with it.
                Err(Error::NoBrowser(_)) if self.lose(place) => {}
                Err(Error::NoBrowser(_) | Error::Browser(_)) if tries + 1 < TRIES => tries += 1,
                result => {
                    self.ask_for_lost().await;
                    return result;
                }
            }
        }
    }

    /// A worker that failed is not used again.
    async fn check_in(
        &self,
        mut worker: Worker,
        name: &str,
        page: &Page,
    ) -> Result<(Report, Option<PathBuf>), Error> {
        let result = match worker.check(self.settings, page).await {
            Ok(report) => Ok((report, self.keep_picture(&worker, name, page).await?)),
            Err(error @ (Error::Browser(_) | Error::NoBrowser(_))) => return Err(error),
            Err(error) => Err(error),
        };
        lock(&self.idle).push(worker);
        result
    }

    /// Gives up a place for which an endpoint has no browser; not the last one.
    fn lose(&self, place: SemaphorePermit) -> bool {
        let mut lost = lock(&self.lost);
        let can = matches!(self.settings.starter, Starter::Endpoint(_))
            && lost.count + 1 < self.settings.jobs;
        if can {
            lost.count += 1;
            lost.asked = Instant::now();
            place.forget();
        }
        can
    }

    /// Takes a place back when the endpoint has room again.
    async fn ask_for_lost(&self) {
        let Starter::Endpoint(endpoint) = &self.settings.starter else {
            return;
        };
        {
            let mut lost = lock(&self.lost);
            if lost.count == 0 || lost.asked.elapsed() < ASK_AGAIN {
                return;
            }
            lost.asked = Instant::now();
        }
        // An endpoint that does not answer has no room.
        if let Ok(Some(slots)) = endpoint.slots(self.settings.browser).await
            && slots.free > 0
        {
            lock(&self.lost).count -= 1;
            self.places.add_permits(1);
        }
    }

    async fn keep_picture(
        &self,
        worker: &Worker,
        name: &str,
        page: &Page,
    ) -> Result<Option<PathBuf>> {
        let (Some(folder), Some(session)) = (&self.settings.screenshots, worker.session(page))
        else {
            return Ok(None);
        };
        let picture = session.screenshot().await?;
        let file = folder.join(unused(&mut lock(&self.pictures), &file_name(name)));
        tokio::fs::write(&file, picture)
            .await
            .with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Some(file))
    }
}

/// One browser for files and one for the network: they are started differently, and only when they are needed.
#[derive(Default)]
struct Worker {
    local: Option<(Session, Server)>,
    network: Option<Session>,
    /// How many pages its browsers have seen.
    pages: usize,
}

impl Worker {
    async fn check(&mut self, settings: &Settings, page: &Page) -> Result<Report, Error> {
        if self.pages >= RENEW_AFTER {
            *self = Self::default();
        }
        self.pages += 1;
        let site = match page {
            Page::File(file) => Some(Site::new(&settings.as_host, file)?),
            Page::Url(_) => None,
        };
        self.open(settings, page).await.map_err(Error::NoBrowser)?;
        let url = match (page, site, &self.local) {
            (Page::Url(url), ..) => url.clone(),
            (Page::File(_), Some(site), Some((session, server))) => {
                session.forget().await?;
                let url = site.url().parse().context("no address")?;
                server.play(site);
                url
            }
            (Page::File(_), ..) => return Err(Error::Browser(anyhow!("no session"))),
        };
        let session = self.session(page).context("no session")?;
        // The page's own limit is kept inside; this one is for a browser that does not come back at all.
        match tokio::time::timeout(
            settings.limit * 2 + GRACE,
            check::check(session, &url, settings.limit),
        )
        .await
        {
            Ok(result) => result,
            Err(_) => {
                *self = Self::default();
                Err(Error::NoReport(settings.limit))
            }
        }
    }

    /// Makes the page's browser ready.
    async fn open(&mut self, settings: &Settings, page: &Page) -> Result<()> {
        if matches!(settings.starter, Starter::Endpoint(_)) {
            // A job is one session there: who counts slots must not be surprised by a second one.
            match page {
                Page::Url(_) => self.local = None,
                Page::File(_) => self.network = None,
            }
        }
        match page {
            Page::Url(_) if self.network.is_none() => {
                let session = settings.open(None).await?;
                session.introduce().await?;
                self.network = Some(session);
            }
            Page::File(_) if self.local.is_none() => {
                let server = Server::start().await?;
                self.local = Some((settings.open(Some(&server)).await?, server));
            }
            Page::Url(_) | Page::File(_) => {}
        }
        Ok(())
    }

    fn session(&self, page: &Page) -> Option<&Session> {
        match page {
            Page::Url(_) => self.network.as_ref(),
            Page::File(_) => self.local.as_ref().map(|(session, _)| session),
        }
    }
}

/// How much longer than a page's own limit to wait for the browser.
const GRACE: Duration = Duration::from_secs(30);

impl Settings {
    async fn open(&self, server: Option<&Server>) -> Result<Session> {
        let proxy = server.map(Server::address);
        match &self.starter {
            Starter::Programs(programs) => {
                let options = Options {
                    programs: programs.clone(),
                    extension: self.extension.clone(),
                    proxy,
                    headless: self.headless,
                    language: self.language.clone(),
                    page_load: PageLoad::Document,
                };
                Session::open(self.browser, &options).await
            }
            Starter::Endpoint(endpoint) => {
                endpoint.open(self.browser, &self.extension, proxy).await
            }
        }
    }
}

/// From where on an outcome makes the exit status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// What the law asks for is not there.
    Fail,
    /// That, or something is to be mended: the verdict is incomplete.
    #[default]
    Warn,
    /// That, or a person has to look.
    NeedsReview,
}

impl FailOn {
    fn is_met(self, report: &Report) -> bool {
        match self {
            Self::Fail => report.findings.iter().any(|finding| {
                finding.outcome == OutcomeKind::Failed && finding.severity == Severity::Fail
            }),
            Self::Warn => report.verdict == Verdict::Incomplete,
            Self::NeedsReview => {
                matches!(report.verdict, Verdict::Incomplete | Verdict::NeedsReview)
            }
        }
    }
}

/// The exit status so far: 0 nothing failed, 1 some target is incomplete, 2 some target could not be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status(u8);

impl Status {
    /// A target could not be checked, or the call was wrong.
    pub const NOT_CHECKED: Self = Self(2);

    /// Takes one more outcome into account.
    pub fn add(&mut self, outcome: &Outcome, fail_on: FailOn) {
        self.0 = self.0.max(match &outcome.result {
            Ok(report) => u8::from(fail_on.is_met(report)),
            Err(_) => Self::NOT_CHECKED.0,
        });
    }

    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }
}

/// A file name made of a target's name: what could mean something to a file system becomes `_`.
fn file_name(target: &str) -> String {
    let name: String = target
        .chars()
        .map(|character| {
            if character.is_alphanumeric() || "-.".contains(character) {
                character
            } else {
                '_'
            }
        })
        .collect();
    let name = name.trim_matches(['_', '.']);
    // Of a long name the end tells more. 60 characters are at most 240 bytes, and file systems take 255.
    let skipped = name.chars().count().saturating_sub(60);
    name.chars().skip(skipped).collect()
}

/// `name.png`, or with a number where that was taken.
fn unused(taken: &mut HashSet<String>, name: &str) -> String {
    let mut file = format!("{name}.png");
    let mut number = 1;
    while !taken.insert(file.clone()) {
        number += 1;
        file = format!("{name}-{number}.png");
    }
    file
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn outcomes_come_in_the_order_asked_whatever_is_finished_first() {
        // Each item waits for the next one: they finish in the reverse order.
        let finished: Vec<_> = (0..4).map(|_| tokio::sync::Notify::new()).collect();
        let numbers: Vec<usize> = in_order(0..4, 1, |number| {
            let (own, next) = (finished.get(number), finished.get(number + 1));
            async move {
                if let Some(next) = next {
                    next.notified().await;
                }
                own.unwrap().notify_one();
                number
            }
        })
        .collect()
        .await;
        assert_eq!(numbers, [0, 1, 2, 3]);
    }

    #[test]
    fn the_worst_outcome_is_the_exit_status() {
        let report = |verdict, severity| {
            let mut report = beian_lens::check(&Default::default());
            report.verdict = verdict;
            report.findings.truncate(1);
            for finding in &mut report.findings {
                (finding.outcome, finding.severity) = (OutcomeKind::Failed, severity);
            }
            Outcome::new("x".into(), Ok(report))
        };
        let fine = report(Verdict::Complete, Severity::Info);
        let unsure = report(Verdict::NeedsReview, Severity::Info);
        let warned = report(Verdict::Incomplete, Severity::Warn);
        let failed = report(Verdict::Incomplete, Severity::Fail);
        let error = Outcome::new("x".into(), Err("not there".into()));
        for (outcomes, [fail, warn, needs_review]) in [
            (vec![], [0, 0, 0]),
            (vec![&fine], [0, 0, 0]),
            (vec![&unsure, &fine], [0, 0, 1]),
            (vec![&warned, &fine], [0, 1, 1]),
            (vec![&failed, &fine], [1, 1, 1]),
            (vec![&error, &failed, &fine], [2, 2, 2]),
        ] {
            for (fail_on, expected) in [
                (FailOn::Fail, fail),
                (FailOn::Warn, warn),
                (FailOn::NeedsReview, needs_review),
            ] {
                let mut status = Status::default();
                outcomes
                    .iter()
                    .for_each(|outcome| status.add(outcome, fail_on));
                assert_eq!(status.code(), expected, "{fail_on:?}");
            }
        }
    }

    #[test]
    fn a_picture_is_named_after_its_target_and_never_leaves_its_folder() {
        let mut taken = HashSet::new();
        for (target, expected) in [
            ("pages/one.html", "pages_one.html.png"),
            ("pages_one.html", "pages_one.html-2.png"),
            ("../../etc/passwd", "etc_passwd.png"),
            ("https://例子.cn/?a=1&b", "https___例子.cn__a_1_b.png"),
        ] {
            assert_eq!(unused(&mut taken, &file_name(target)), expected);
        }
        assert!(file_name(&"备".repeat(300)).len() < 255);
    }
}
