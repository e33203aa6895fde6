//! What every test of the packaged extension needs: a browser that holds it, and a web site to open in it.

#![allow(dead_code, reason = "each suite uses its part of this")]

mod card;
pub(crate) mod engine;
pub(crate) mod pool;
pub(crate) mod stalled;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use beian_lens_core::report::Report;
use beian_lens_webdriver::check::{Clicked, clicked};
use beian_lens_webdriver::server::{Asked, Site};
use beian_lens_webdriver::{Browser, Options, PageLoad, Session};
use beian_lens_webdriver::{extension, wait};
use tempfile::TempDir;

use pool::{Borrowed, Network};

/// The host of the test pages: one that needs a filing.
pub(crate) const HOST: &str = "www.example-shop.cn";

/// How long a state may take to come about before the test fails. Not a pause: states are there much sooner.
const LIMIT: Duration = Duration::from_mins(1);

/// Makes two tests of each topic: `chromium::topic` and `firefox::topic`.
macro_rules! in_both_browsers {
    ($($topic:ident),+ $(,)?) => {
        mod chromium {
            $(#[test] fn $topic() { $crate::support::pool::run(super::$topic(beian_lens_webdriver::Browser::Chromium)) })+
        }
        mod firefox {
            $(#[test] fn $topic() { $crate::support::pool::run(super::$topic(beian_lens_webdriver::Browser::Firefox)) })+
        }
    };
}

/// A browser of the test's own whose network is neither the pool's server nor free.
pub(crate) async fn browser(
    browser: Browser,
    proxy: std::net::SocketAddr,
    page_load: PageLoad,
) -> Result<Session> {
    let options = Options {
        programs: browser.locate()?,
        extension: extension::locate(browser)?,
        proxy: Some(proxy),
        headless: true,
        language: "en".into(),
        page_load,
    };
    Session::open(browser, &options).await
}

/// A browser and the web site that it sees.
pub(crate) struct Lens {
    pub(crate) session: Borrowed,
    folder: TempDir,
}

impl Lens {
    /// A browser of the pool.
    pub(crate) async fn start(name: Browser) -> Result<Self> {
        Self::with(Borrowed::take(name, Network::Played).await?)
    }

    /// A browser that is thrown away afterwards: for tests that change what cannot be changed back.
    pub(crate) async fn start_alone(name: Browser) -> Result<Self> {
        Self::with(Borrowed::take_for_good(name, Network::Played).await?)
    }

    fn with(session: Borrowed) -> Result<Self> {
        Ok(Self {
            session,
            folder: tempfile::tempdir()?,
        })
    }

    /// Opens a home page with this content; the file's name decides its type.
    pub(crate) async fn open(&self, file: &str, content: impl AsRef<[u8]>) -> Result<()> {
        self.open_with(file, content, &[]).await
    }

    /// Opens a file as the home page, with the other files of its folder beside it.
    pub(crate) async fn open_file_with(
        &self,
        path: &Path,
        headers: &[(String, String)],
    ) -> Result<()> {
        let mut site = Site::new(HOST, path)?;
        for (name, value) in headers {
            site = site.with_header(name, value)?;
        }
        let url = site.url();
        self.session.server().play(site);
        Ok(self.session.goto(&url).await?)
    }

    /// What the browser asked the network for since the last call.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.session.server().asked()
    }

    /// Opens a home page with this content, served with these headers.
    pub(crate) async fn open_with(
        &self,
        file: &str,
        content: impl AsRef<[u8]>,
        headers: &[(&str, &str)],
    ) -> Result<()> {
        let path = self.folder.path().join(file);
        std::fs::write(&path, content)?;
        let mut site = Site::new(HOST, &path)?;
        for (name, value) in headers {
            site = site.with_header(name, value)?;
        }
        let url = site.url();
        self.session.server().play(site);
        self.session
            .goto(&url)
            .await
            .with_context(|| format!("opening {file}"))
    }

    /// Opens a file of the checkout as the home page, the files beside it at their relative paths.
    pub(crate) async fn open_file(&self, path: &Path) -> Result<()> {
        let site = Site::new(HOST, path)?;
        let url = site.url();
        self.session.server().play(site);
        self.session
            .goto(&url)
            .await
            .with_context(|| format!("opening {}", path.display()))
    }

    /// Opens the options page and waits until it shows what is stored: left before that, it leaves an error in Firefox's
    /// console.
    pub(crate) async fn open_options(&self) -> Result<()> {
        let url = self.session.extension_url("options/options.html").await?;
        self.session.goto(&url).await?;
        self.page_says("document.querySelector('main').ariaBusy === 'false'")
            .await
    }

    /// Clicks the button and waits for what comes of it.
    pub(crate) async fn click(&self) -> Result<Clicked> {
        self.session.click().await?;
        clicked(&self.session, Instant::now() + LIMIT)
            .await?
            .context("nothing came of the click")
    }

    /// Clicks the button and waits for the overlay.
    pub(crate) async fn click_for_report(&self) -> Result<Report> {
        match self.click().await? {
            Clicked::Opened(report) => Ok(*report),
            other => bail!("no overlay, but {other:?}"),
        }
    }

    /// Waits until there is no overlay, in the page or at the button.
    pub(crate) async fn closed(&self) -> Result<()> {
        self.state("the overlay goes", async || {
            let badge = self.session.button().await?.unwrap_or_default().badge;
            Ok(self.session.overlay().await?.is_none() && badge.is_empty())
        })
        .await
    }

    /// Waits until a JavaScript expression of the page is true.
    pub(crate) async fn page_says(&self, expression: &str) -> Result<()> {
        self.state(expression, async || {
            Ok(self
                .session
                .evaluate(&format!("return {expression}"))
                .await?
                == true)
        })
        .await
    }

    /// Waits for a state; `what` names it in the failure.
    pub(crate) async fn state(
        &self,
        what: &str,
        is_so: impl AsyncFn() -> Result<bool>,
    ) -> Result<()> {
        until(what, is_so).await
    }

    /// The whole document as markup.
    pub(crate) async fn markup(&self) -> Result<String> {
        let markup = self
            .session
            .evaluate("return new XMLSerializer().serializeToString(document)")
            .await?;
        Ok(markup.as_str().context("no markup")?.to_owned())
    }

    /// Keeps a picture under `target/screenshots/` for people to look at.
    pub(crate) async fn keep_screenshot(&self, name: &str) -> Result<()> {
        self.keep(name, &self.session.screenshot().await?)
    }

    /// Keeps a picture of the whole page, in the viewport as it is.
    pub(crate) async fn keep_screenshot_of_page(&self, name: &str) -> Result<()> {
        self.keep(name, &self.session.screenshot_of_page().await?)
    }

    fn keep(&self, name: &str, picture: &[u8]) -> Result<()> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{}-{name}.png", self.session.browser()));
        Ok(std::fs::write(file, picture)?)
    }

    /// Fails when the extension's scripts left an error in the page's console.
    pub(crate) async fn no_errors(&self) -> Result<()> {
        let errors = self.session.extension_errors().await?;
        if !errors.is_empty() {
            bail!("errors in the page's console: {errors:#?}");
        }
        Ok(())
    }
}

/// Waits for a state; `what` names it in the failure.
pub(crate) async fn until(what: &str, is_so: impl AsyncFn() -> Result<bool>) -> Result<()> {
    wait::until(Instant::now() + LIMIT, async || {
        Ok(is_so().await?.then_some(()))
    })
    .await?
    .with_context(|| format!("this did not come about: {what}"))
}
