//! Chromium: the extension comes in by BiDi, the click by the DevTools protocol tunnelled through BiDi.
//!
//! `--load-extension` is gone from branded Chrome since version 137; these two ways are there in both.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use thirtyfour::bidi::BiDi;
use thirtyfour::prelude::WebDriver;
use tokio::sync::Mutex;

use super::driver::Driver;
use super::{Button, Capabilities, Options, VIEWPORT, locate};

/// The driver, and what to ask it for.
pub(super) fn start(options: &Options) -> Result<(Driver, Capabilities)> {
    let browser = locate::CHROMIUM.locate()?;
    let program = locate::CHROMEDRIVER.locate()?;
    // On Linux Chromium takes its language from this variable alone.
    let language = options
        .language
        .as_deref()
        .map(|language| language.replace('-', "_"));
    let variables: Vec<_> = language
        .iter()
        .map(|language| ("LANGUAGE", language.as_ref()))
        .collect();
    let driver = Driver::start(&program, &["--port=0"], &variables)?;

    let [width, height] = VIEWPORT;
    let mut arguments = vec![
        // Both are needed for `Extensions.triggerAction`.
        "--enable-unsafe-extension-debugging".to_owned(),
        "--remote-debugging-pipe".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--no-first-run".to_owned(),
        format!("--window-size={width},{height}"),
        format!(
            "--user-data-dir={}",
            driver.folder().join("profile").display()
        ),
    ];
    if options.headless {
        arguments.push("--headless=new".to_owned());
    }
    if let Some(language) = &options.language {
        arguments.push(format!("--lang={language}"));
    }
    if let Some(address) = options.proxy {
        arguments.extend([
            format!("--proxy-server=http://{address}"),
            // Without this, loopback names would go round the proxy.
            "--proxy-bypass-list=<-loopback>".to_owned(),
            // What does not know of proxies (prefetching, WebRTC) finds no host at all.
            format!(
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {}",
                address.ip()
            ),
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp".to_owned(),
            "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable".to_owned(),
        ]);
    }
    if is_root() {
        // Chromium's sandbox refuses to start as root.
        arguments.push("--no-sandbox".to_owned());
    }
    let capabilities = json!({
        "browserName": "chrome",
        "webSocketUrl": true,
        "goog:chromeOptions": { "binary": browser, "args": arguments },
    });
    Ok((driver, serde_json::from_value(capabilities)?))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

const BUTTON: &str = "(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const here = { tabId: tab.id };
    const [own, common, badge] = await Promise.all(
        [chrome.action.getTitle(here), chrome.action.getTitle({}), chrome.action.getBadgeText(here)]);
    return { title: own === common ? null : own, badge };
})()";

/// The extension's button.
#[derive(Debug)]
pub(super) struct Toolbar {
    bidi: BiDi,
    extension: String,
    /// The DevTools session with the extension's service worker, while the worker lives.
    worker: Mutex<Option<String>>,
}

impl Toolbar {
    pub(super) async fn install(web: &WebDriver, folder: &Path) -> Result<Self> {
        let bidi = web.bidi().await?;
        let path = folder
            .to_str()
            .context("the extension's folder has a name that is not UTF-8")?;
        let installed = bidi
            .web_extension()
            .install_path(path)
            .await
            .with_context(|| format!("chromium refuses the extension in {path}"))?;
        Ok(Self {
            bidi,
            extension: installed.extension.to_string(),
            worker: Mutex::new(None),
        })
    }

    pub(super) async fn click(&self, web: &WebDriver) -> Result<()> {
        let url = self
            .url_of(web.window().await?.to_string().as_str())
            .await?;
        // The action belongs to the tab target, which holds the page target that chromedriver knows. Nothing says which
        // holds which, but of the tabs in front of their windows only one shows the page.
        let tabs = self.targets("tab").await?;
        let tab = tabs
            .iter()
            .find(|tab| tab["url"] == url && tab["embedderData"]["tabActive"] == true)
            .with_context(|| format!("no tab shows {url}"))?;
        let parameters = json!({"id": self.extension, "targetId": tab["targetId"]});
        self.devtools("Extensions.triggerAction", parameters, None)
            .await?;
        Ok(())
    }

    /// The address that a window shows, as DevTools has it: the same text as in the list of tabs.
    async fn url_of(&self, window: &str) -> Result<Value> {
        let mut target = self
            .devtools("Target.getTargetInfo", json!({"targetId": window}), None)
            .await?;
        Ok(target["targetInfo"]["url"].take())
    }

    /// The scheme and host of the extension's own pages.
    pub(super) fn origin(&self) -> String {
        format!("chrome-extension://{}", self.extension)
    }

    pub(super) async fn button(&self) -> Result<Option<Button>> {
        let Some(worker) = self.worker().await? else {
            return Ok(None);
        };
        let parameters = json!({"expression": BUTTON, "awaitPromise": true, "returnByValue": true});
        let Ok(mut answer) = self
            .devtools("Runtime.evaluate", parameters, Some(&worker))
            .await
        else {
            // The worker went to sleep, and the session with it.
            *self.worker.lock().await = None;
            return Ok(None);
        };
        match answer["exceptionDetails"].take() {
            Value::Null => Ok(Some(serde_json::from_value(
                answer["result"]["value"].take(),
            )?)),
            exception => Err(anyhow!("the extension's background says {exception}")),
        }
    }

    /// A DevTools session with the extension's service worker; `None` while it sleeps.
    async fn worker(&self) -> Result<Option<String>> {
        let mut known = self.worker.lock().await;
        if known.is_none() {
            let origin = self.origin();
            let workers = self.targets("service_worker").await?;
            let own = workers.iter().find(|worker| {
                worker["url"]
                    .as_str()
                    .is_some_and(|url| url.starts_with(&origin))
            });
            if let Some(worker) = own {
                let parameters = json!({"targetId": worker["targetId"], "flatten": true});
                let session = self
                    .devtools("Target.attachToTarget", parameters, None)
                    .await?;
                *known = session["sessionId"].as_str().map(str::to_owned);
            }
        }
        Ok(known.clone())
    }

    async fn targets(&self, kind: &str) -> Result<Vec<Value>> {
        let mut answer = self
            .devtools(
                "Target.getTargets",
                json!({"filter": [{"type": kind}]}),
                None,
            )
            .await?;
        match answer["targetInfos"].take() {
            Value::Array(targets) => Ok(targets),
            other => Err(anyhow!("Target.getTargets gave {other}")),
        }
    }

    async fn devtools(&self, method: &str, params: Value, session: Option<&str>) -> Result<Value> {
        let mut command = json!({"method": method, "params": params});
        if let Some(session) = session {
            command["session"] = json!(session);
        }
        let mut answer = self
            .bidi
            .send_raw("goog:cdp.sendCommand", command)
            .await
            .with_context(|| method.to_owned())?;
        Ok(answer["result"].take())
    }
}
