//! Many pages: in the order asked for, several at a time, in browsers that are used again and renewed when they die.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use beian_lens::report::{Report, Verdict};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::Semaphore;
use url::Url;

use crate::browser::{Browser, Options, PageLoad, Programs, Session};
use crate::check::{self, Error};
use crate::server::{Server, Site};
use crate::targets::{Page, Target};
use crate::wait;

/// What is the same for all targets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which browser.
    pub browser: Browser,
    /// Where it is.
    pub programs: Programs,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// The host whose home page a file is.
    pub as_host: String,
    /// How many pages at a time.
    pub jobs: usize,
    /// How long one page may take.
    pub limit: Duration,
    /// Where to put pictures of the pages with their overlays.
    pub screenshots: Option<PathBuf>,
    /// The extension's language.
    pub language: String,
    /// Without a window.
    pub headless: bool,
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
    fn new(target: String, result: Result<Report, String>) -> Self {
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
pub fn check_all<'a>(
    settings: &'a Settings,
    targets: impl IntoIterator<Item = Target> + 'a,
) -> impl Stream<Item = Outcome> + 'a {
    let pool = Arc::new(Pool::new(settings));
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

/// Browsers to be had: as many as there are jobs.
struct Pool<'a> {
    settings: &'a Settings,
    places: Semaphore,
    idle: Mutex<Vec<Worker>>,
    pictures: Mutex<HashSet<String>>,
}

impl<'a> Pool<'a> {
    fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            places: Semaphore::new(settings.jobs),
            idle: Mutex::default(),
            pictures: Mutex::default(),
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
        let _place = self
            .places
            .acquire()
            .await
            .context("the command is ending")?;
        let mut worker = lock(&self.idle).pop().unwrap_or_default();
        let mut result = worker.check(self.settings, page).await;
        if matches!(result, Err(Error::Browser(_))) {
            // A browser that died, perhaps long before this page, says nothing about the page: a new one is asked, once.
            worker = Worker::default();
            result = worker.check(self.settings, page).await;
        }
        if matches!(result, Err(Error::Browser(_))) {
            return result.map(|report| (report, None));
        }
        let result = match result {
            Ok(report) => Ok((report, self.keep_picture(&worker, name, page).await?)),
            Err(error) => Err(error),
        };
        lock(&self.idle).push(worker);
        result
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
}

impl Worker {
    async fn check(&mut self, settings: &Settings, page: &Page) -> Result<Report, Error> {
        let url = self.prepare(settings, page).await?;
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

    /// Makes the page's browser ready and gives the address to open.
    async fn prepare(&mut self, settings: &Settings, page: &Page) -> Result<Url> {
        match page {
            Page::Url(url) => {
                if self.network.is_none() {
                    self.network =
                        Some(Session::open(settings.browser, &settings.options(None)).await?);
                }
                Ok(url.clone())
            }
            Page::File(file) => {
                let site = Site::new(&settings.as_host, file)?;
                let url = site.url().parse().context("no address")?;
                if let Some((session, _)) = &self.local {
                    session.forget().await?;
                } else {
                    let server = Server::start().await?;
                    let session =
                        Session::open(settings.browser, &settings.options(Some(&server))).await?;
                    self.local = Some((session, server));
                }
                if let Some((_, server)) = &self.local {
                    server.play(site);
                }
                Ok(url)
            }
        }
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
    fn options(&self, server: Option<&Server>) -> Options {
        Options {
            programs: self.programs.clone(),
            extension: self.extension.clone(),
            proxy: server.map(Server::address),
            headless: self.headless,
            language: self.language.clone(),
            page_load: PageLoad::Document,
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
    pub fn add(&mut self, outcome: &Outcome) {
        self.0 = self.0.max(match &outcome.result {
            Ok(report) => u8::from(report.verdict == Verdict::Incomplete),
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
        let outcome = |result| Outcome {
            target: "x".into(),
            result,
            screenshot: None,
        };
        let report = |verdict| {
            let mut report = beian_lens::check(&Default::default());
            report.verdict = verdict;
            outcome(Ok(report))
        };
        let error = || outcome(Err("not there".into()));
        let fine = || report(Verdict::NeedsReview);
        let bad = || report(Verdict::Incomplete);
        for (outcomes, expected) in [
            (vec![], 0),
            (
                vec![
                    fine(),
                    report(Verdict::Complete),
                    report(Verdict::NotRequired),
                ],
                0,
            ),
            (vec![bad(), fine()], 1),
            (vec![error(), bad(), fine()], 2),
        ] {
            let mut status = Status::default();
            outcomes.iter().for_each(|outcome| status.add(outcome));
            assert_eq!(status.code(), expected);
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
