//! Holds the settings of a run, which are the same for all targets.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use beian_lens_webdriver::check::Trust;
use beian_lens_webdriver::endpoint::Endpoint;
use beian_lens_webdriver::server::Server;
use beian_lens_webdriver::{Browser, Options, PageLoad, Programs, Session};

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The browser to use.
    pub browser: Browser,
    /// Who starts the browser.
    pub starter: Starter,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// The host for which a file is the home page.
    pub as_host: String,
    /// How many pages are checked at the same time.
    pub jobs: usize,
    /// Maximum time for a page.
    pub limit: Duration,
    /// Minimum pause between two pages of the same live host.
    pub pause: Duration,
    /// The folder for pictures of the pages with their overlays; `None` for no pictures.
    pub screenshots: Option<PathBuf>,
    /// The folder for pictures of their footers; `None` for no pictures.
    pub feet: Option<PathBuf>,
    /// The extension's language.
    pub language: String,
    /// Whether the browser runs without a window.
    pub headless: bool,
    /// Whether a report that the page could have forged counts.
    pub trust: Trust,
}

/// Who starts the browsers.
#[derive(Clone, Debug)]
pub enum Starter {
    /// This program does, with the extension.
    Programs(Programs),
    /// A WebDriver endpoint does. The checker is injected into the pages.
    Endpoint(Endpoint),
}

impl Settings {
    pub(super) async fn open(&self, server: Option<&Server>) -> Result<Session> {
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
