//! Drives a real browser that has the packaged extension, over WebDriver.

mod appearance;
mod background;
mod bidi;
mod chromium;
mod client;
mod command;
mod driver;
mod firefox;
mod foot;
mod inject;
mod locate;
mod options;
mod overlay;
mod which;
mod window;
mod world;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};
use thirtyfour::prelude::WebDriver;
use thirtyfour::{Capabilities, TimeoutConfiguration};
use tokio::runtime::Handle;

pub use appearance::Theme;
use bidi::Bidi;
use client::Client;
pub use command::ShadowRoot;
use driver::Driver;
pub use options::{Options, PageLoad};
pub use which::{Browser, Programs};

use crate::ending::Ending;
use crate::wait;
pub use thirtyfour::Key;

/// Width and height of the viewport that pages are checked in, in CSS pixels.
pub const VIEWPORT: [i32; 2] = [1280, 900];

/// Maximum time for the extension's own page to open.
const START: Duration = Duration::from_secs(30);

/// How much longer than a page a command may take: the driver says itself that a page has not loaded in time.
const GRACE: Duration = Duration::from_secs(1);

/// How long an endpoint may take to end a session.
const END: Duration = Duration::from_secs(5);

/// The extension's options page.
const OPTIONS_PAGE: &str = "options/options.html";

/// Added to the user agent that live sites see.
const USER_AGENT_NOTE: &str = concat!("BeianLens/", env!("CARGO_PKG_VERSION"));

/// What the toolbar button shows on the current tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Button {
    /// Its tooltip, if it is set for this tab; `None` when it is only the extension's name.
    pub title: Option<String>,
    /// The badge text.
    pub badge: String,
}

/// A browser with the extension. Dropping it ends the browser and its driver, also after a panic; nobody waits for that, see
/// [`all_ended`](crate::ending::all_ended).
#[derive(Debug)]
pub struct Session {
    browser: Browser,
    version: String,
    /// Where the extension is in the browser; none where the browser is somebody else's.
    toolbar: Option<Toolbar>,
    /// None where an endpoint offers none.
    bidi: Option<Bidi>,
    client: Client,
    web: WebDriver,
    /// None where the browser is somebody else's.
    driver: Option<Driver>,
    /// What the current page has its cookies and storage in, where it is not shared.
    user_context: Mutex<Option<String>>,
    /// The folder of the unpacked extension.
    package: PathBuf,
}

#[derive(Debug)]
enum Toolbar {
    Chromium(chromium::Toolbar),
    Firefox(firefox::Toolbar),
}

impl Session {
    /// Starts the browser, installs the extension, and sets the viewport to [`VIEWPORT`].
    ///
    /// # Errors
    /// When a program is missing or does not start, or the browser refuses the extension.
    pub async fn open(browser: Browser, options: &Options) -> Result<Self> {
        choose_cryptography();
        let start = match browser {
            Browser::Chromium => chromium::start,
            Browser::Firefox => firefox::start,
        };
        // A driver that takes its time keeps no other session waiting.
        let own = options.clone();
        let (driver, capabilities) = tokio::task::spawn_blocking(move || start(&own))
            .await
            .with_context(|| format!("{browser} did not start"))??;
        let client = Client::new()?;
        let web = connect(driver.address(), capabilities, options.page_load, &client)
            .await
            .with_context(|| format!("{browser} could not be started"))?;
        let version = version(&web)?;
        let bidi = Bidi::connect(&web, &client).await?;
        let toolbar = match browser {
            Browser::Chromium => Toolbar::Chromium(
                chromium::Toolbar::install(bidi.clone(), &options.extension).await?,
            ),
            Browser::Firefox => {
                Toolbar::Firefox(firefox::Toolbar::install(&web, &options.extension).await?)
            }
        };
        let session = Self {
            browser,
            version,
            toolbar: Some(toolbar),
            bidi: Some(bidi),
            client,
            web,
            driver: Some(driver),
            user_context: Mutex::default(),
            package: options.extension.clone(),
        };
        session.set_language(&options.language).await?;
        session.fit_viewport().await?;
        Ok(session)
    }

    /// Gets a browser without the extension from a WebDriver endpoint; `proxy` is as in [`Options`]. The checker is
    /// taken from the unpacked extension in `package`.
    ///
    /// # Errors
    /// When the endpoint does not provide such a browser.
    pub async fn connect(
        browser: Browser,
        endpoint: &str,
        package: &Path,
        proxy: Option<SocketAddr>,
    ) -> Result<Self> {
        choose_cryptography();
        let capabilities = match browser {
            Browser::Chromium => chromium::plain(proxy)?,
            Browser::Firefox => firefox::plain(proxy)?,
        };
        let client = Client::new()?;
        let web = connect(
            endpoint.to_owned(),
            capabilities,
            PageLoad::Document,
            &client,
        )
        .await
        .with_context(|| format!("{endpoint} did not start {browser}"))?;
        let session = Self {
            browser,
            version: version(&web)?,
            toolbar: None,
            // Not every endpoint offers it.
            bidi: Bidi::connect(&web, &client).await.ok(),
            client,
            web,
            driver: None,
            user_context: Mutex::default(),
            package: package.to_owned(),
        };
        session.fit_viewport().await?;
        Ok(session)
    }

    /// Whether there is a toolbar button to click.
    #[must_use]
    pub fn has_extension(&self) -> bool {
        self.toolbar.is_some()
    }

    fn toolbar(&self) -> Result<&Toolbar> {
        self.toolbar
            .as_ref()
            .context("this browser does not have the extension")
    }

    /// Adds our name to the browser's user agent, where that can be done from outside: in any Chromium, and in a
    /// Firefox that we started. The rest stays unchanged, so that pages are the same as for users.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn introduce(&self) -> Result<()> {
        match (self.browser, &self.toolbar) {
            (Browser::Chromium, _) => chromium::introduce(&self.web, USER_AGENT_NOTE).await,
            (Browser::Firefox, Some(Toolbar::Firefox(toolbar))) => {
                toolbar.introduce(&self.web, USER_AGENT_NOTE).await
            }
            (Browser::Firefox, _) => Ok(()),
        }
    }

    /// The browser that this session drives.
    #[must_use]
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The version that the browser reports, major and minor: `156.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The WebDriver session, for anything that this type does not offer.
    #[must_use]
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// How long a page may take to load from now on, and any command a little longer.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn set_page_load(&self, limit: Duration) -> Result<()> {
        self.client.set_limit(limit + GRACE);
        Ok(self
            .web
            .update_timeouts(TimeoutConfiguration::new(None, Some(limit), None))
            .await?)
    }

    /// Ends the browser at once: it hangs, and would not hear that it is to end.
    pub fn kill(mut self) {
        if let Some(driver) = &mut self.driver {
            driver.kill();
        }
    }

    /// Opens an address. A page that asks something while it loads is dismissed, and open.
    ///
    /// # Errors
    /// When there is no answer, or none in time.
    pub async fn goto(&self, url: &str) -> WebDriverResult<()> {
        match self.web.goto(url).await {
            Err(error) if matches!(&*error, WebDriverErrorInner::UnexpectedAlertOpen(_)) => Ok(()),
            result => result,
        }
    }

    /// Runs JavaScript in the page's own world.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.web.execute(script, Vec::new()).await?.json().clone())
    }

    /// Presses a key in the focused element.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.web.action_chain().send_keys(key).perform().await?)
    }

    /// The errors that the extension's scripts have written to the consoles since the last call.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn extension_errors(&self) -> Result<Vec<String>> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.errors(&self.web).await,
            Toolbar::Firefox(toolbar) => toolbar.errors(&self.web).await,
        }
    }

    /// Clicks the extension's toolbar button on the current tab, as a user does.
    ///
    /// # Errors
    /// When the button does not exist.
    pub async fn click(&self) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.click(&self.web).await,
            Toolbar::Firefox(toolbar) => toolbar.click(&self.web).await,
        }
        .context("cannot click the extension's button")
    }

    /// What the button shows on the current tab; `None` while the extension's background is asleep.
    ///
    /// # Errors
    /// When the extension cannot be queried.
    pub async fn button(&self) -> Result<Option<Button>> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.button().await,
            Toolbar::Firefox(toolbar) => toolbar.button(&self.web).await,
        }
        .context("cannot read the extension's button")
    }

    /// The address of one of the extension's own pages.
    ///
    /// # Errors
    /// When the extension cannot be queried.
    pub async fn extension_url(&self, path: &str) -> Result<String> {
        let origin = match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.origin(),
            Toolbar::Firefox(toolbar) => toolbar.origin(&self.web).await?,
        };
        Ok(format!("{origin}/{path}"))
    }

    /// Sets the extension's language in its options page, in the same storage that a user's choice is stored in.
    ///
    /// # Errors
    /// When the options page does not open.
    pub async fn set_language(&self, language: &str) -> Result<()> {
        let url = self.extension_url(OPTIONS_PAGE).await?;
        self.goto(&url).await?;
        // Leaving a page that still reads its storage causes an error in Firefox's console.
        let there = json!([url, "false"]);
        let mut here = Value::Null;
        wait::until(Instant::now() + START, async || {
            here = self
                .evaluate("return [location.href, document.querySelector('main')?.ariaBusy]")
                .await?;
            if here.get(0).and_then(Value::as_str) != Some(&*url) {
                // An extension that was just installed may not have its pages yet.
                self.goto(&url).await?;
            }
            Ok((here == there).then_some(()))
        })
        .await?
        .with_context(|| format!("the extension's options page did not open, but {here}"))?;
        let script = "const [language, done] = arguments; chrome.storage.local.set({ language }).then(done);";
        self.web
            .execute_async(script, vec![json!(language)])
            .await
            .context("cannot set the extension's language")?;
        Ok(())
    }
}

impl Drop for Session {
    /// An endpoint is told that its browser is no longer needed. Our own browsers end with their driver.
    fn drop(&mut self) {
        let (None, Ok(runtime)) = (&self.driver, Handle::try_current()) else {
            return;
        };
        let end = self.client.end(&self.web);
        let ending = Ending::begin();
        runtime.spawn(async move {
            // A session that cannot be ended is the endpoint's to end.
            let _ = tokio::time::timeout(END, end).await;
            drop(ending);
        });
    }
}

/// thirtyfour's BiDi client needs one even for loopback. An error says that somebody else chose one already.
fn choose_cryptography() {
    static CRYPTOGRAPHY: Once = Once::new();
    CRYPTOGRAPHY.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
}

async fn connect(
    address: String,
    mut capabilities: Capabilities,
    page_load: PageLoad,
    client: &Client,
) -> Result<WebDriver> {
    let strategy = match page_load {
        PageLoad::Document => "eager",
        PageLoad::Nothing => "none",
    };
    capabilities.set("pageLoadStrategy", strategy)?;
    capabilities.set("unhandledPromptBehavior", json!("dismiss"))?;
    Ok(WebDriver::builder(address, capabilities)
        .client(client.clone())
        .await?)
}

fn version(web: &WebDriver) -> Result<String> {
    let full = web
        .capabilities()
        .get("browserVersion")
        .and_then(Value::as_str)
        .context("the browser did not report its version")?;
    Ok(full.splitn(3, '.').take(2).collect::<Vec<_>>().join("."))
}
