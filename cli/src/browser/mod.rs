//! A real browser with the packaged extension in it, driven over WebDriver.

mod appearance;
mod chromium;
mod command;
mod driver;
mod firefox;
mod locate;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Once;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use beian_lens::report::Report;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};
use thirtyfour::prelude::{By, WebDriver, WebElement};
use thirtyfour::{Capabilities, Rect, TimeoutConfiguration};

pub use appearance::Theme;
pub use command::ShadowRoot;
use driver::Driver;

use crate::wait;
pub use thirtyfour::Key;

/// The viewport that pages are looked at in, in CSS pixels.
pub const VIEWPORT: [i32; 2] = [1280, 900];

/// How long a driver may take to answer a command. Opening a page is the longest; see [`Session::set_page_load`].
const ANSWER: Duration = Duration::from_secs(600);

/// How long the extension's own page may take to open.
const START: Duration = Duration::from_secs(30);

/// The extension's options page.
const OPTIONS_PAGE: &str = "options/options.html";

/// The overlay's host element.
const OVERLAY: &str = "beian-lens-overlay";

/// The two scripts of the checker, in the extension's folder; the second one is for pages that refuse the first.
const ENGINES: [&str; 2] = ["engine/wasm.js", "engine/wasm2js.js"];

/// Runs the checker where the page's own scripts run. What a page calls by our name is not ours, and old libraries teach
/// their values to write themselves as JSON in a way of their own.
const INJECTED: &str = "
    delete globalThis.beianLens;
    const status = ENGINE
    if (!status.ready) return null;
    const report = globalThis.beianLens.check(arguments[0]);
    for (const type of [Array, Boolean, Number, Object, String]) delete type.prototype.toJSON;
    return JSON.stringify(report);";

/// What live sites are told, after what the browser says of itself.
const USER_AGENT_NOTE: &str = concat!("BeianLens/", env!("CARGO_PKG_VERSION"));

/// The browsers that can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Browser {
    /// Chromium, or the Chrome made of it.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// As the report names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Where the browser and its driver are: named by environment variables, else on `PATH`.
    ///
    /// # Errors
    /// When one is missing; the message says which, where it was looked for, and how to get it.
    pub fn locate(self) -> Result<Programs> {
        let (browser, driver) = match self {
            Self::Chromium => (locate::CHROMIUM, locate::CHROMEDRIVER),
            Self::Firefox => (locate::FIREFOX, locate::GECKODRIVER),
        };
        Ok(Programs {
            browser: browser.locate()?,
            driver: driver.locate()?,
        })
    }
}

/// The two programs that a browser session needs.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The browser.
    pub browser: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

impl fmt::Display for Browser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Browser {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|browser| browser.name() == name)
            .with_context(|| format!("there is no browser {name:?}: it is chromium or firefox"))
    }
}

/// How to start a browser.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to start.
    pub programs: Programs,
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    /// Every request goes to this address, and nothing leaves the machine; `None`: the network as it is.
    pub proxy: Option<SocketAddr>,
    /// Without a window.
    pub headless: bool,
    /// The language that the extension speaks, as its options page calls it: `en`, `zh_CN`, …, or `auto`.
    pub language: String,
    /// How far a page has to be before [`Session::goto`] returns.
    pub page_load: PageLoad,
}

/// How far a page has to be before [`Session::goto`] returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLoad {
    /// Its document has been read (`DOMContentLoaded`).
    Document,
    /// Not even begun: errors of the network are not seen either.
    Nothing,
}

/// What the toolbar button shows on the current tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Button {
    /// Its tooltip, where it is this tab's own and not the extension's name.
    pub title: Option<String>,
    /// The few letters on it.
    pub badge: String,
}

/// A browser with the extension. Dropping it ends the browser and its driver, also after a panic.
#[derive(Debug)]
pub struct Session {
    browser: Browser,
    version: String,
    // The order is that in which they are dropped: the session ends the browser, then the driver can end.
    /// Where the extension is in the browser; none where the browser is somebody else's.
    toolbar: Option<Toolbar>,
    web: WebDriver,
    _driver: Option<Driver>,
    /// The folder of the unpacked extension.
    package: PathBuf,
}

#[derive(Debug)]
enum Toolbar {
    Chromium(chromium::Toolbar),
    Firefox(firefox::Toolbar),
}

impl Session {
    /// Starts the browser, puts the extension in, and makes the viewport [`VIEWPORT`].
    ///
    /// # Errors
    /// When a program is missing or does not start, or the browser refuses the extension.
    pub async fn open(browser: Browser, options: &Options) -> Result<Self> {
        choose_cryptography();
        let start = match browser {
            Browser::Chromium => chromium::start(options)?,
            Browser::Firefox => firefox::start(options)?,
        };
        let (driver, capabilities) = start;
        let web = connect(driver.address(), capabilities, options.page_load)
            .await
            .with_context(|| format!("{browser} does not start"))?;
        let version = version(&web)?;
        let toolbar = match browser {
            Browser::Chromium => {
                Toolbar::Chromium(chromium::Toolbar::install(&web, &options.extension).await?)
            }
            Browser::Firefox => {
                Toolbar::Firefox(firefox::Toolbar::install(&web, &options.extension).await?)
            }
        };
        let session = Self {
            browser,
            version,
            toolbar: Some(toolbar),
            web,
            _driver: Some(driver),
            package: options.extension.clone(),
        };
        session.set_language(&options.language).await?;
        session.fit_viewport().await?;
        Ok(session)
    }

    /// Asks a WebDriver endpoint for a browser without the extension; with `proxy` as in [`Options`]. The checker comes
    /// from the unpacked extension in `package`.
    ///
    /// # Errors
    /// When the endpoint has no such browser.
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
        let web = connect(endpoint.to_owned(), capabilities, PageLoad::Document)
            .await
            .with_context(|| format!("{endpoint} starts no {browser}"))?;
        let session = Self {
            browser,
            version: version(&web)?,
            toolbar: None,
            web,
            _driver: None,
            package: package.to_owned(),
        };
        session.fit_viewport().await?;
        Ok(session)
    }

    /// Whether there is a button to click.
    #[must_use]
    pub fn has_extension(&self) -> bool {
        self.toolbar.is_some()
    }

    fn toolbar(&self) -> Result<&Toolbar> {
        self.toolbar
            .as_ref()
            .context("this browser is without the extension")
    }

    /// Puts the checker into the page itself and lets it judge, without an overlay: WebAssembly, or where the page's
    /// policy refuses that, JavaScript.
    ///
    /// # Errors
    /// When the session is gone, or the page leaves the checker no way to work.
    pub async fn inject(&self) -> Result<Report> {
        let context = json!({
            "language": "",
            "browser": {"name": self.browser.name(), "version": self.version},
            "server": null,
        });
        for engine in ENGINES {
            let file = self.package.join(engine);
            let engine = tokio::fs::read_to_string(&file)
                .await
                .with_context(|| format!("cannot read {}", file.display()))?;
            let script = INJECTED.replace("ENGINE", &engine);
            let answer = self.web.execute(script, vec![context.clone()]).await?;
            if let Some(report) = answer.json().as_str() {
                return serde_json::from_str(report)
                    .with_context(|| format!("the checker failed: {report}"));
            }
        }
        bail!("the page refuses both WebAssembly and JavaScript")
    }

    /// Adds who we are to what the browser says of itself, where that can be done from outside: Chromium anywhere,
    /// Firefox where it is our own. The rest stays as it is, so that pages are those that people get.
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

    /// Which browser it is.
    #[must_use]
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// As the browser calls itself, major and minor: `156.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The WebDriver session, for what is not in this type.
    #[must_use]
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// How long a page may take to load, from now on.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn set_page_load(&self, limit: Duration) -> Result<()> {
        Ok(self
            .web
            .update_timeouts(TimeoutConfiguration::new(None, Some(limit), None))
            .await?)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// When there is no answer, or not in time.
    pub async fn goto(&self, url: &str) -> WebDriverResult<()> {
        self.web.goto(url).await
    }

    /// Runs JavaScript in the page's own world.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.web.execute(script, Vec::new()).await?.json().clone())
    }

    /// Presses a key where the focus is.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.web.action_chain().send_keys(key).perform().await?)
    }

    /// The errors that the extension's scripts left in consoles since the last call.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn extension_errors(&self) -> Result<Vec<String>> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.errors(&self.web).await,
            Toolbar::Firefox(toolbar) => toolbar.errors(&self.web).await,
        }
    }

    /// Clicks the extension's toolbar button on the current tab, as a person does.
    ///
    /// # Errors
    /// When the button is not there.
    pub async fn click(&self) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.click(&self.web).await,
            Toolbar::Firefox(toolbar) => toolbar.click(&self.web).await,
        }
        .context("cannot click the extension's button")
    }

    /// What the button shows on the current tab; `None` while the extension's background sleeps.
    ///
    /// # Errors
    /// When the extension cannot be asked.
    pub async fn button(&self) -> Result<Option<Button>> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.button().await,
            Toolbar::Firefox(toolbar) => toolbar.button(&self.web).await.map(Some),
        }
        .context("cannot read the extension's button")
    }

    /// The address of a page of the extension's own.
    ///
    /// # Errors
    /// When the extension cannot be asked.
    pub async fn extension_url(&self, path: &str) -> Result<String> {
        let origin = match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.origin(),
            Toolbar::Firefox(toolbar) => toolbar.origin(&self.web).await?,
        };
        Ok(format!("{origin}/{path}"))
    }

    /// The overlay's host element, when the overlay is open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay(&self) -> Result<Option<WebElement>> {
        found(self.web.find(By::Tag(OVERLAY)).await)
    }

    /// The overlay's shadow root, closed as it is.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay_root(&self) -> Result<Option<ShadowRoot>> {
        match self.overlay().await? {
            Some(host) => found(ShadowRoot::of(&self.web, &host).await),
            None => Ok(None),
        }
    }

    /// The report that the open overlay holds.
    ///
    /// # Errors
    /// When the session is gone, or what the overlay holds is no report.
    pub async fn report(&self) -> Result<Option<Report>> {
        let Some(root) = self.overlay_root().await? else {
            return Ok(None);
        };
        let Some(script) = found(root.find("#report").await)? else {
            return Ok(None);
        };
        match found(script.prop("textContent").await)?.flatten() {
            Some(json) if !json.is_empty() => Ok(Some(
                serde_json::from_str(&json).context("the overlay's report is not as this command knows it (`cargo xtask build` makes the extension anew)")?,
            )),
            _ => Ok(None),
        }
    }

    /// Whether the open overlay's report is its last word on the page: no address or picture is being looked up for it.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn is_settled(&self) -> Result<bool> {
        let Some(root) = self.overlay_root().await? else {
            return Ok(false);
        };
        Ok(found(root.find("#report[data-state=settled]").await)?.is_some())
    }

    /// The viewport as a person sees it, overlay included, as PNG.
    ///
    /// # Errors
    /// When the browser cannot draw it.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        self.web.screenshot_as_png().await.context("no screenshot")
    }

    /// Forgets what the page left behind: what it stored, and windows that it opened.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn forget(&self) -> Result<()> {
        self.close_other_windows().await?;
        self.web.delete_all_cookies().await?;
        // A page without an origin of its own has no storage, and throws.
        self.evaluate("try { localStorage.clear(); sessionStorage.clear(); } catch { }")
            .await?;
        Ok(())
    }

    /// Whether the browser is there, with a window.
    pub async fn has_windows(&self) -> bool {
        self.web
            .windows()
            .await
            .is_ok_and(|windows| !windows.is_empty())
    }

    async fn close_other_windows(&self) -> Result<()> {
        let windows = self.web.windows().await?;
        if windows.len() < 2 {
            return Ok(());
        }
        let own = self.web.window().await?;
        for other in windows.into_iter().filter(|window| *window != own) {
            self.web.switch_to_window(other).await?;
            self.web.close_window().await?;
        }
        Ok(self.web.switch_to_window(own).await?)
    }

    /// Sets the extension's language where a person sets it: on its options page, by the same storage.
    ///
    /// # Errors
    /// When the options page does not open.
    pub async fn set_language(&self, language: &str) -> Result<()> {
        let url = self.extension_url(OPTIONS_PAGE).await?;
        self.goto(&url).await?;
        // A page that is left while it still reads its storage leaves an error in Firefox's console.
        let there = json!([url, "false"]);
        wait::until(Instant::now() + START, async || {
            let here = self
                .evaluate("return [location.href, document.querySelector('main')?.ariaBusy]")
                .await?;
            Ok((here == there).then_some(()))
        })
        .await?
        .context("the extension's options page does not open")?;
        let script = "const [language, done] = arguments; chrome.storage.local.set({ language }).then(done);";
        self.web
            .execute_async(script, vec![json!(language)])
            .await
            .context("cannot set the extension's language")?;
        Ok(())
    }

    /// Sizes the window so that the viewport, which is what WebDriver cannot set, is [`VIEWPORT`].
    async fn fit_viewport(&self) -> Result<()> {
        // Browsers round and clamp: a second step corrects what the first one could not foresee.
        for _ in 0..2 {
            let [width, height] = self.viewport().await?;
            if [width, height] == VIEWPORT {
                return Ok(());
            }
            let Rect {
                width: outer_width,
                height: outer_height,
                ..
            } = self.web.get_window_rect().await?;
            let [wanted_width, wanted_height] = VIEWPORT.map(i64::from);
            self.web
                .set_window_rect(
                    0,
                    0,
                    u32::try_from(outer_width + wanted_width - i64::from(width))?,
                    u32::try_from(outer_height + wanted_height - i64::from(height))?,
                )
                .await?;
        }
        Ok(())
    }

    /// Width and height of the viewport in CSS pixels.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn viewport(&self) -> Result<[i32; 2]> {
        Ok(serde_json::from_value(
            self.evaluate("return [innerWidth, innerHeight]").await?,
        )?)
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
) -> Result<WebDriver> {
    let strategy = match page_load {
        PageLoad::Document => "eager",
        PageLoad::Nothing => "none",
    };
    capabilities.set("pageLoadStrategy", strategy)?;
    capabilities.set("unhandledPromptBehavior", json!("dismiss"))?;
    Ok(WebDriver::builder(address, capabilities)
        .request_timeout(ANSWER)
        .await?)
}

/// A thing that may be gone by now: that is no error.
fn found<T>(result: WebDriverResult<T>) -> Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn is_gone(error: &WebDriverError) -> bool {
    match &**error {
        WebDriverErrorInner::NoSuchElement(_) | WebDriverErrorInner::StaleElementReference(_) => {
            true
        }
        // thirtyfour has no name for these two.
        WebDriverErrorInner::NotInSpec(info) => {
            matches!(
                info.value.error.as_deref(),
                Some("no such shadow root" | "detached shadow root")
            )
        }
        _ => false,
    }
}

fn version(web: &WebDriver) -> Result<String> {
    let full = web
        .capabilities()
        .get("browserVersion")
        .and_then(Value::as_str)
        .context("the browser has no version")?;
    Ok(full.splitn(3, '.').take(2).collect::<Vec<_>>().join("."))
}
