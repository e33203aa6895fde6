//! What is the same for all targets of a run.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use beian_lens_webdriver::check::Trust;
use beian_lens_webdriver::endpoint::Endpoint;
use beian_lens_webdriver::server::Server;
use beian_lens_webdriver::{Browser, Options, PageLoad, Programs, Session};

/// What is the same for all targets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which browser.
    pub browser: Browser,
    /// Who starts it.
    pub starter: Starter,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// The host to check files as the home page of.
    pub as_host: String,
    /// How many pages to check at the same time.
    pub jobs: usize,
    /// How long a page may take.
    pub limit: Duration,
    /// How long to leave a live host alone between two of its pages.
    pub pause: Duration,
    /// Where to put pictures of the pages with their overlays.
    pub screenshots: Option<PathBuf>,
    /// Where to put pictures of their feet.
    pub feet: Option<PathBuf>,
    /// The extension's language.
    pub language: String,
    /// Without a window.
    pub headless: bool,
    /// Whether a report that the page could have forged counts.
    pub trust: Trust,
}

/// Who starts the browsers.
#[derive(Clone, Debug)]
pub enum Starter {
    /// We do, with the extension.
    Programs(Programs),
    /// A WebDriver endpoint does. The checker is put into the pages.
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
