//! Shows one page to the user.

use super::worker::Worker;
use super::{Failure, Outcome, Settings};
use crate::targets::{Page, Target};
use beian_lens_core::report::Report;
use beian_lens_webdriver::check::Error;
use beian_lens_webdriver::wait;

/// A checked page in a window that stays open.
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
            Ok(page) => check(&mut worker, settings, &page)
                .await
                .map_err(Failure::from),
            Err(error) => Err(error.into()),
        };
        Self {
            outcome: Outcome::new(name, result),
            worker,
        }
    }

    /// The outcome of the check.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Waits until the user has closed the window.
    pub async fn closed(self) {
        let local = self.worker.local.as_ref().map(|(session, _)| session);
        if let Some(session) = local.or(self.worker.network.as_ref()) {
            wait::as_long_as(async || session.has_windows().await).await;
        }
    }
}

async fn check(worker: &mut Worker, settings: &Settings, page: &Page) -> Result<Report, Error> {
    let opened = worker.open(settings, page, settings.limit).await?;
    worker.check(settings, page, &opened).await
}
