//! One job's browsers: started when a page needs them, used for many pages, renewed before they grow old, and thrown away when
//! a page does not let go of them.

use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use beian_lens_core::report::Report;
use tokio::time::Instant;

use super::{Settings, Starter};
use crate::targets::Page;
use beian_lens_webdriver::Session;
use beian_lens_webdriver::check::{self, Error};
use beian_lens_webdriver::server::{Server, Site};

/// Maximum number of pages before a browser is replaced: it keeps some memory of every page.
const RENEW_AFTER: usize = 300;

/// How much longer than its limit a page may take in all, with its pictures and until nothing is left of it.
const GRACE: Duration = Duration::from_secs(2);

/// How long a page may take to be left, however much of its limit it has left over.
const LEAVE: Duration = Duration::from_secs(5);

/// One browser for files and one for the network: they are started differently, and only when they are needed.
#[derive(Default)]
pub(super) struct Worker {
    pub(super) local: Option<(Session, Server)>,
    pub(super) network: Option<Session>,
    /// How many pages its browsers have opened.
    pages: usize,
}

/// A page that is being checked.
pub(super) struct Opened {
    /// When its browser was ready.
    start: Instant,
    limit: Duration,
}

impl Opened {
    /// The moment by which all must be done that is done in the page.
    pub(super) fn deadline(&self) -> Instant {
        self.start + self.limit + GRACE
    }

    /// How long the page has taken so far.
    pub(super) fn took(&self) -> Duration {
        self.start.elapsed()
    }
}

impl Worker {
    /// Makes the page's browser ready. From then on the time is the page's.
    pub(super) async fn open(
        &mut self,
        settings: &Settings,
        page: &Page,
        limit: Duration,
    ) -> Result<Opened, Error> {
        if self.pages >= RENEW_AFTER {
            *self = Self::default();
        }
        self.pages += 1;
        self.start(settings, page).await.map_err(Error::NoBrowser)?;
        Ok(Opened {
            start: Instant::now(),
            limit,
        })
    }

    /// Checks the page in the browser that is ready for it.
    pub(super) async fn check(
        &self,
        settings: &Settings,
        page: &Page,
        opened: &Opened,
    ) -> Result<Report, Error> {
        let url = match (page, &self.local) {
            (Page::Url(url), _) => url.clone(),
            (Page::File(file), Some((_, server))) => {
                let site = Site::new(&settings.as_host, file)?;
                let url = site.url().parse().context("the site has no address")?;
                server.play(site);
                url
            }
            (Page::File(_), None) => {
                return Err(Error::Browser(anyhow!("there is no browser session")));
            }
        };
        let session = self.session(page).context("there is no browser session")?;
        check::check(session, &url, opened.limit, settings.trust).await
    }

    /// Leaves the page, so that nothing of it is there for the next one. A browser in which that cannot be done is killed.
    pub(super) async fn leave(&mut self, page: &Page, opened: &Opened) {
        let Some(session) = self.session(page) else {
            return;
        };
        let deadline = opened.deadline().min(Instant::now() + LEAVE);
        let left = tokio::time::timeout_at(deadline, async {
            match page {
                Page::File(_) => session.forget().await,
                Page::Url(_) => {
                    session.leave().await?;
                    session.introduce().await
                }
            }
        });
        if !matches!(left.await, Ok(Ok(()))) {
            self.kill(page);
        }
    }

    /// Kills the page's browser. The next page gets another one.
    pub(super) fn kill(&mut self, page: &Page) {
        let session = match page {
            Page::Url(_) => self.network.take(),
            Page::File(_) => self.local.take().map(|(session, _)| session),
        };
        if let Some(session) = session {
            session.kill();
        }
    }

    /// Starts the page's browser, unless it is there.
    async fn start(&mut self, settings: &Settings, page: &Page) -> Result<()> {
        if matches!(settings.starter, Starter::Endpoint(_)) {
            // At an endpoint, a job is one session: a second one would exceed the number of slots.
            match page {
                Page::Url(_) => self.local = None,
                Page::File(_) => self.network = None,
            }
        }
        match page {
            Page::Url(_) if self.network.is_none() => {
                let session = settings.open(None).await?;
                session.leave().await?;
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

    pub(super) fn session(&self, page: &Page) -> Option<&Session> {
        match page {
            Page::Url(_) => self.network.as_ref(),
            Page::File(_) => self.local.as_ref().map(|(session, _)| session),
        }
    }
}
