//! Manages one job's browsers: started when a page needs them, reused for many pages, replaced before they grow old.

use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use beian_lens_core::report::Report;

use super::{Settings, Starter};
use crate::targets::Page;
use beian_lens_webdriver::Session;
use beian_lens_webdriver::check::{self, Error};
use beian_lens_webdriver::server::{Server, Site};

/// Maximum number of pages before a browser is replaced: it keeps some memory of every page.
const RENEW_AFTER: usize = 300;

/// One browser for files and one for the network: they are started differently, and only when needed.
#[derive(Default)]
pub(super) struct Worker {
    pub(super) local: Option<(Session, Server)>,
    pub(super) network: Option<Session>,
    /// How many pages its browsers have opened.
    pages: usize,
}

impl Worker {
    pub(super) async fn check(
        &mut self,
        settings: &Settings,
        page: &Page,
    ) -> Result<Report, Error> {
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
                let url = site.url().parse().context("the site has no address")?;
                server.play(site);
                url
            }
            (Page::File(_), ..) => {
                return Err(Error::Browser(anyhow!("there is no browser session")));
            }
        };
        let session = self.session(page).context("there is no browser session")?;
        // The page's own limit applies inside; this one is for a browser that does not respond at all.
        match tokio::time::timeout(
            settings.limit * 2 + GRACE,
            check::check(session, &url, settings.limit),
        )
        .await
        {
            Ok(result) => result,
            Err(_) => {
                // The next page gets another browser. This one stays open until then, because the user may be looking
                // at it.
                self.pages = RENEW_AFTER;
                Err(Error::NoReport(settings.limit))
            }
        }
    }

    /// Makes the browser for the page ready.
    async fn open(&mut self, settings: &Settings, page: &Page) -> Result<()> {
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

/// How long to wait for the browser beyond the page's own limit.
const GRACE: Duration = Duration::from_secs(30);
