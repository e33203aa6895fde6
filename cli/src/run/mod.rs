//! Checks many pages: in the given order, several at a time, in browsers that are reused and replaced when they die.

mod outcome;
mod picture;
mod settings;
mod shown;
mod status;
mod worker;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use beian_lens_core::report::Report;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::{Semaphore, SemaphorePermit};

pub use outcome::{Failure, Outcome};
use picture::Pictures;
pub use settings::{Settings, Starter};
pub use shown::Shown;
pub use status::{FailOn, Status};
use worker::Worker;

use crate::polite::Hosts;
use crate::targets::{Page, Target};
use beian_lens_webdriver::check::{self, Error};

/// Checks all targets. The outcomes come in the order of the targets, each as soon as those before it are finished.
///
/// Memory does not grow with the number of targets: only a few finished pages wait for a slow one before them.
///
/// `pictures` are the names of the screenshot files that an earlier part of the run has written.
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

/// Maximum number of finished pages per job that may wait for a slow one before them.
const AHEAD: usize = 4;

fn in_order<T, U, F: Future<Output = U>>(
    items: impl IntoIterator<Item = T>,
    jobs: usize,
    work: impl Fn(T) -> F,
) -> impl Stream<Item = U> {
    stream::iter(items).map(work).buffered(jobs * AHEAD)
}

/// Maximum number of attempts at a page when the browser fails: a browser that died, perhaps long before this page,
/// says nothing about the page.
const TRIES: usize = 3;

/// How much of a page's time must be left for another try.
const WORTH_A_TRY: Duration = Duration::from_secs(1);

/// A browser that takes longer than this to fail to start is not tried again.
const START: Duration = Duration::from_secs(30);

/// How long to go on with fewer browsers before asking whether the endpoint has room again.
const ASK_AGAIN: Duration = Duration::from_secs(15);

/// The available browsers: one per job, or fewer while the endpoint has lost some.
struct Pool<'a> {
    settings: &'a Settings,
    hosts: Hosts,
    places: Semaphore,
    lost: Mutex<Lost>,
    idle: Mutex<Vec<Worker>>,
    pictures: Mutex<HashSet<String>>,
}

/// Places for which no browser is available.
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
            Ok(page) => self.check(&name, &page).await.map_err(Failure::from),
            Err(error) => Err(error.into()),
        };
        match checked {
            Ok((report, pictures)) => Outcome {
                screenshot: pictures.screenshot,
                foot: pictures.foot,
                no_foot: pictures.missing,
                ..Outcome::new(name, Ok(report))
            },
            Err(failure) => Outcome::new(name, Err(failure)),
        }
    }

    /// All tries together take no longer than one may.
    async fn check(&self, name: &str, page: &Page) -> Result<(Report, Pictures), Error> {
        let _turn = match page {
            Page::Url(url) => Some(self.hosts.turn(url).await),
            Page::File(_) => None,
        };
        let mut tries = 0;
        let mut left = self.settings.limit;
        loop {
            let place = self
                .places
                .acquire()
                .await
                .context("the command is ending")?;
            let worker = lock(&self.idle).pop().unwrap_or_default();
            let start = Instant::now();
            let (result, took) = self.check_in(worker, name, page, left).await;
            left = left.saturating_sub(took);
            match result {
                // The others go on without this place, and this page with it.
                Err(Error::NoBrowser(_)) if self.lose(place) => {}
                Err(Error::NoBrowser(_)) if tries + 1 < TRIES && start.elapsed() < START => {
                    tries += 1;
                }
                Err(Error::Browser(_)) if tries + 1 < TRIES && left >= WORTH_A_TRY => tries += 1,
                result => {
                    self.ask_for_lost().await;
                    return result;
                }
            }
        }
    }

    /// What came of the page, and how long it took once there was a browser. A browser that failed is not used again.
    async fn check_in(
        &self,
        mut worker: Worker,
        name: &str,
        page: &Page,
        limit: Duration,
    ) -> (Result<(Report, Pictures), Error>, Duration) {
        let opened = match worker.open(self.settings, page, limit).await {
            Ok(opened) => opened,
            Err(error) => return (Err(error), Duration::ZERO),
        };
        let result = match worker.check(self.settings, page, &opened).await {
            Ok(report) => {
                let pictures = self.keep_pictures(&worker, name, page, &report);
                let pictures = tokio::time::timeout_at(opened.deadline(), pictures);
                match pictures.await {
                    Ok(pictures) => pictures
                        .map(|pictures| (report, pictures))
                        .map_err(Error::from),
                    // The page was slow, or it hangs by now: that costs the pictures, and not the report.
                    Err(_) => Ok((report, Pictures::late())),
                }
            }
            Err(error) => Err(error),
        };
        if matches!(result, Err(Error::Browser(_) | Error::Hangs(_))) {
            worker.kill(page);
        } else {
            worker.leave(page, &opened).await;
        }
        let took = opened.took();
        lock(&self.idle).push(worker);
        (result, took)
    }

    /// Gives up a place for which an endpoint has no browser, unless it is the last one. Returns whether it did.
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

    /// Takes back a place when the endpoint has a free slot again.
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
        // An endpoint that does not answer has no free slots.
        if let Ok(Some(slots)) = endpoint.slots(self.settings.browser).await
            && slots.free > 0
        {
            lock(&self.lost).count -= 1;
            self.places.add_permits(1);
        }
    }

    async fn keep_pictures(
        &self,
        worker: &Worker,
        name: &str,
        page: &Page,
        report: &Report,
    ) -> Result<Pictures> {
        let mut kept = Pictures::default();
        let Some(session) = worker.session(page) else {
            return Ok(kept);
        };
        let name = picture::file_name(name);
        if let Some(folder) = &self.settings.screenshots {
            let picture = session.screenshot().await?;
            kept.screenshot = Some(self.keep(folder, &name, picture).await?);
        }
        if let Some(folder) = &self.settings.feet {
            let footer = report.footer.as_ref();
            match session
                .foot(footer.and_then(|footer| footer.selector.as_deref()))
                .await
            {
                Ok(picture) => {
                    kept.foot = Some(self.keep(folder, &format!("{name}-foot"), picture).await?);
                }
                // A page that does not let itself be scrolled costs this picture, and not its report.
                Err(why) => kept.missing = Some(check::one_line(&why)),
            }
        }
        Ok(kept)
    }

    async fn keep(&self, folder: &Path, name: &str, picture: Vec<u8>) -> Result<PathBuf> {
        let file = folder.join(picture::unused(&mut lock(&self.pictures), name));
        tokio::fs::write(&file, picture)
            .await
            .with_context(|| format!("cannot write {}", file.display()))?;
        Ok(file)
    }
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
        // Each item waits for the next one, so they finish in reverse order.
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
}
