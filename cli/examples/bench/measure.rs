//! The measurements, each a median.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use beian_lens_webdriver::check::{Clicked, clicked};
use beian_lens_webdriver::server::{Server, Site};
use beian_lens_webdriver::{Browser, Options, PageLoad, Session};
use beian_lens_webdriver::{extension, wait};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WindowHandle};

use crate::pages::{self, Variant};

const HOST: &str = "www.example-shop.cn";
const LIMIT: Duration = Duration::from_secs(300);

/// A command of Chromium's developer tools without arguments.
#[derive(Debug)]
struct DevTools(&'static str);

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/goog/cdp/execute");
        RequestData::new(http::Method::POST, path).add_body(json!({ "cmd": self.0, "params": {} }))
    }
}

/// Milliseconds for one page.
pub(crate) struct Reading {
    pub(crate) text: f64,
    pub(crate) inner_text: f64,
    /// Capture and rules, and the report handed over.
    pub(crate) check: f64,
}

impl Reading {
    pub(crate) fn to_json(&self) -> Value {
        json!({ "textContent": self.text, "innerText": self.inner_text, "check": self.check })
    }
}

/// An open page into which the extension was let by a click, and the tab of the extension's own that sends scripts there.
pub(crate) struct Page {
    window: WindowHandle,
    own: WindowHandle,
}

/// A browser with an extension, and the pages it sees.
pub(crate) struct Bench {
    session: Session,
    server: Server,
    folder: TempDir,
    samples: usize,
}

impl Bench {
    /// With the packaged extension.
    pub(crate) async fn start(browser: Browser, samples: usize) -> Result<Self> {
        Self::with(
            browser,
            samples,
            tempfile::tempdir()?,
            &extension::locate(browser)?,
        )
        .await
    }

    /// With an extension whose click runs one line in the page: the least that a click can cost.
    pub(crate) async fn of_one_line(browser: Browser, samples: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("extension");
        std::fs::create_dir_all(place.join("options"))?;
        let background = match browser {
            Browser::Chromium => json!({ "service_worker": "background.js" }),
            Browser::Firefox => json!({ "scripts": ["background.js"] }),
        };
        let manifest = json!({
            "manifest_version": 3, "name": "one line", "version": "1", "action": {},
            "permissions": ["activeTab", "scripting", "storage"],
            "background": background,
            "options_ui": { "page": "options/options.html" },
            "browser_specific_settings": { "gecko": { "id": "one-line@example.org" } },
        });
        std::fs::write(place.join("manifest.json"), manifest.to_string())?;
        std::fs::write(
            place.join("options/options.html"),
            "<!doctype html><title>one line</title><main aria-busy=\"false\"></main>",
        )?;
        std::fs::write(
            place.join("background.js"),
            "chrome.action.onClicked.addListener((tab) => chrome.scripting.executeScript({ target: { tabId: tab.id }, \
             func: () => document.documentElement.append(document.createElement('one-line')) }));",
        )?;
        Self::with(browser, samples, folder, &place).await
    }

    async fn with(
        browser: Browser,
        samples: usize,
        folder: TempDir,
        extension: &Path,
    ) -> Result<Self> {
        let server = Server::start().await?;
        let options = Options {
            programs: browser.locate()?,
            extension: extension.to_owned(),
            proxy: Some(server.address()),
            headless: true,
            language: "en".into(),
            page_load: PageLoad::Document,
        };
        let session = Session::open(browser, &options).await?;
        session.set_page_load(LIMIT).await?;
        session
            .web()
            .update_timeouts(thirtyfour::TimeoutConfiguration::new(
                Some(LIMIT),
                None,
                None,
            ))
            .await?;
        Ok(Self {
            session,
            server,
            folder,
            samples,
        })
    }

    async fn go(&self, elements: usize, variant: Variant) -> Result<()> {
        let file = self.folder.path().join("page.html");
        std::fs::write(&file, pages::page(elements, variant))?;
        let site = Site::new(HOST, &file)?;
        let url = site.url();
        self.server.play(site);
        Ok(self.session.goto(&url).await?)
    }

    /// Opens a page, and the overlay over it once, which lets the engine in.
    pub(crate) async fn open(&self, elements: usize, variant: Variant) -> Result<Page> {
        self.go(elements, variant).await?;
        self.session.click().await?;
        match clicked(&self.session, Instant::now() + LIMIT).await? {
            Some(Clicked::Opened(_)) => {}
            other => bail!("no overlay was drawn, but {other:?}"),
        }
        let web = self.session.web();
        let window = web.window().await?;
        for other in web.windows().await? {
            if other != window {
                web.switch_to_window(other).await?;
                web.close_window().await?;
            }
        }
        web.switch_to_window(window.clone()).await?;
        let own = web.new_tab().await?;
        web.switch_to_window(own.clone()).await?;
        let address = self.session.extension_url("options/options.html").await?;
        self.session.goto(&address).await?;
        web.switch_to_window(window.clone()).await?;
        let page = Page { window, own };
        self.in_content_script(&page, "() => beianLens.close()", json!([]))
            .await?;
        Ok(page)
    }

    /// Runs a function, or the file that is named so, in the content script of the page.
    async fn inject(&self, page: &Page, script: &str, arguments: Value) -> Result<Value> {
        let web = self.session.web();
        web.switch_to_window(page.own.clone()).await?;
        let send = format!(
            "const [args, done] = arguments;
             chrome.tabs.query({{ index: 0 }})
                 .then(([tab]) => chrome.scripting.executeScript({{ target: {{ tabId: tab.id }}, {script} }}))
                 .then(([{{ result, error }}]) => {{ if (error) throw error; done({{ result }}); }})
                 .catch((error) => done({{ error: String(error) }}));"
        );
        let answer: Value = web.execute_async(&send, vec![arguments]).await?.convert()?;
        web.switch_to_window(page.window.clone()).await?;
        if let Some(error) = answer.get("error") {
            bail!("in the content script: {error}");
        }
        Ok(answer.get("result").cloned().unwrap_or_default())
    }

    async fn in_content_script(&self, page: &Page, function: &str, args: Value) -> Result<Value> {
        self.inject(page, &format!("func: {function}, args"), args)
            .await
    }

    /// The page's text read by the browser, and the page checked, in turn. On a small page each sample is of many times:
    /// browsers tell time to a tenth of a millisecond or to a whole one.
    pub(crate) async fn reading(&self, page: &Page, elements: usize) -> Result<Reading> {
        let function = "(samples, often) => {
            const timed = (work) => {
                const start = performance.now();
                for (let time = 0; time < often; time += 1) work();
                return (performance.now() - start) / often;
            };
            const times = { text: [], inner: [], check: [] };
            beianLens.check({});
            for (let sample = 0; sample < samples; sample += 1) {
                times.text.push(timed(() => document.body.textContent.length));
                times.inner.push(timed(() => document.body.innerText.length));
                times.check.push(timed(() => beianLens.check({})));
            }
            return times;
        }";
        let often = (20_000 / elements.max(1)).max(1);
        let times = self
            .in_content_script(page, function, json!([self.samples, often]))
            .await?;
        Ok(Reading {
            text: median(&times, "text")?,
            inner_text: median(&times, "inner")?,
            check: median(&times, "check")?,
        })
    }

    /// The wasm2js engine in place of the one that is there.
    pub(crate) async fn change_to_wasm2js(&self, page: &Page) -> Result<()> {
        self.in_content_script(page, "() => { delete globalThis.beianLens; }", json!([]))
            .await?;
        let status = self
            .inject(page, "files: ['/engine/wasm2js.js']", json!([]))
            .await?;
        if status.get("engine").and_then(Value::as_str) != Some("wasm2js") {
            bail!("no wasm2js engine, but {status}");
        }
        Ok(())
    }

    /// Milliseconds of `axe.run()`.
    pub(crate) async fn axe(&self, page: &Page) -> Result<f64> {
        let modules = std::env::var("BEIAN_LENS_NODE_MODULES")
            .context("BEIAN_LENS_NODE_MODULES is not set: `cargo xtask bench` sets it")?;
        let source = std::fs::read_to_string(Path::new(&modules).join("axe-core/axe.min.js"))?;
        let web = self.session.web();
        web.switch_to_window(page.window.clone()).await?;
        self.session.evaluate(&source).await?;
        let script = "const [samples, done] = arguments;
            (async () => {
                const times = [];
                for (let sample = 0; sample < samples; sample += 1) {
                    const start = performance.now();
                    await axe.run();
                    times.push(performance.now() - start);
                }
                return { times };
            })().then(done, (error) => done({ error: String(error) }));";
        let times: Value = web
            .execute_async(script, vec![json!(self.samples)])
            .await?
            .convert()?;
        median(&times, "times")
    }

    /// Bytes that Chromium's heap has grown by after 1,000 checks, rubbish collected before and after.
    pub(crate) async fn growth_of_memory(&self, page: &Page) -> Result<f64> {
        let web = self.session.web();
        let used = async || -> Result<f64> {
            web.cmd(DevTools("HeapProfiler.collectGarbage")).await?;
            let usage: Value = web.cmd(DevTools("Runtime.getHeapUsage")).await?.value()?;
            let bytes = |name: &str| usage.get(name).and_then(Value::as_f64).unwrap_or_default();
            Ok(bytes("usedSize") + bytes("embedderHeapUsedSize") + bytes("backingStorageSize"))
        };
        let checks =
            "(times) => { for (let time = 0; time < times; time += 1) beianLens.check({}); }";
        self.in_content_script(page, checks, json!([10])).await?;
        let before = used().await?;
        self.in_content_script(page, checks, json!([1_000])).await?;
        Ok(used().await? - before)
    }

    /// Milliseconds from a click to an element in the page, with the background awake.
    pub(crate) async fn click_to_mark(&self, elements: usize, name: &str) -> Result<f64> {
        let mut times = Vec::new();
        // The first click wakes the background and is not counted.
        for sample in 0..=self.samples {
            self.go(elements, Variant::Complete).await?;
            // As a script of the page: the driver's own may be gone before the mark is there.
            self.session
                .evaluate(&format!(
                    "const script = document.createElement('script');
                     script.textContent = `new MutationObserver(() => {{ if (document.querySelector('{name}')) \
                     document.documentElement.dataset.marked ??= performance.timeOrigin + performance.now(); }}) \
                     .observe(document.documentElement, {{ childList: true }})`;
                     document.head.append(script);"
                ))
                .await?;
            let start = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1000.0;
            self.session.click().await?;
            let marked = wait::until(Instant::now() + LIMIT, async || {
                Ok(self
                    .session
                    .evaluate("return Number(document.documentElement.dataset.marked ?? NaN)")
                    .await?
                    .as_f64())
            })
            .await?
            .with_context(|| format!("there is no {name} after the click"))?;
            if sample > 0 {
                times.push(marked - start);
            }
        }
        median_of(times)
    }
}

fn median(times: &Value, name: &str) -> Result<f64> {
    let times = times
        .get(name)
        .and_then(Value::as_array)
        .with_context(|| format!("no times, but {times}"))?;
    median_of(times.iter().filter_map(Value::as_f64).collect())
}

fn median_of(mut times: Vec<f64>) -> Result<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("no samples")
}
