//! Drives Chromium: BiDi installs the extension, and the click goes over the DevTools protocol tunnelled through BiDi.
//!
//! Branded Chrome has had no `--load-extension` since version 137; these two ways work in both.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};
use thirtyfour::prelude::WebDriver;
use tokio::sync::Mutex;

use super::bidi::Bidi;
use super::command::Command;
use super::driver::Driver;
use thirtyfour::Capabilities;

use super::{Button, Options, VIEWPORT};
use crate::wait;

/// Starts the driver, and returns it with the capabilities to request.
pub(super) fn start(options: &Options) -> Result<(Driver, Capabilities)> {
    let driver = Driver::start(&options.programs.driver, &["--port=0"])?;

    let mut arguments = common_arguments(options.proxy);
    arguments.extend([
        // `Extensions.triggerAction` needs both.
        "--enable-unsafe-extension-debugging".to_owned(),
        "--remote-debugging-pipe".to_owned(),
        format!(
            "--user-data-dir={}",
            driver.folder().join("profile").display()
        ),
    ]);
    if options.headless {
        arguments.push(HEADLESS.to_owned());
    }
    if is_root() {
        // Chromium's sandbox refuses to run as root.
        arguments.push("--no-sandbox".to_owned());
    }
    let capabilities = json!({
        "browserName": "chrome",
        "webSocketUrl": true,
        "goog:loggingPrefs": { "browser": "SEVERE" },
        "goog:chromeOptions": {
            "binary": options.programs.browser,
            "args": arguments,
            "excludeSwitches": UNWANTED,
        },
    });
    Ok((driver, serde_json::from_value(capabilities)?))
}

/// The capabilities to request from an endpoint.
pub(super) fn plain(proxy: Option<SocketAddr>) -> Result<Capabilities> {
    let mut arguments = common_arguments(proxy);
    arguments.push(HEADLESS.to_owned());
    let capabilities = json!({
        "browserName": "chrome",
        "webSocketUrl": true,
        "goog:chromeOptions": { "args": arguments, "excludeSwitches": UNWANTED },
    });
    Ok(serde_json::from_value(capabilities)?)
}

/// Maximum time for a service worker to end, or to start.
const WORKER: Duration = Duration::from_secs(10);

/// What chromedriver adds by itself. Without this one a page opens windows only when a person clicks, as everywhere.
const UNWANTED: [&str; 1] = ["disable-popup-blocking"];

const HEADLESS: &str = "--headless=new";

fn common_arguments(proxy: Option<SocketAddr>) -> Vec<String> {
    let [width, height] = VIEWPORT;
    let mut arguments = vec![
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--no-first-run".to_owned(),
        format!("--window-size={width},{height}"),
    ];
    if let Some(address) = proxy {
        arguments.extend([
            format!("--proxy-server=http://{address}"),
            // Otherwise requests to loopback names would bypass the proxy.
            "--proxy-bypass-list=<-loopback>".to_owned(),
            // What ignores proxies (prefetching, WebRTC) cannot resolve any host.
            format!(
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {}",
                address.ip()
            ),
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp".to_owned(),
            "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable".to_owned(),
        ]);
    }
    arguments
}

/// Appends a note to the user agent. Client hints are then no longer sent, which sites know from other browsers.
pub(super) async fn introduce(web: &WebDriver, note: &str) -> Result<()> {
    let agent = web
        .execute("return navigator.userAgent", Vec::new())
        .await?
        .convert::<String>()?;
    let parameters = json!({"userAgent": format!("{agent} {note}")});
    let body = json!({"cmd": "Network.setUserAgentOverride", "params": parameters});
    web.cmd(Command::post("goog/cdp/execute", body)).await?;
    Ok(())
}

#[cfg(unix)]
pub(super) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
pub(super) fn is_root() -> bool {
    false
}

const BUTTON: &str = "(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const here = { tabId: tab.id };
    const [own, common, badge] = await Promise.all(
        [chrome.action.getTitle(here), chrome.action.getTitle({}), chrome.action.getBadgeText(here)]);
    return { title: own === common ? null : own, badge };
})()";

/// Runs a function in the page of a tab that the extension was let into: of other tabs it does not know the address.
const IN_PAGE: &str = "(async () => {
    const active = await chrome.tabs.query({ active: true });
    const tab = active.find(({ url }) => url === PAGE) ?? active.find(({ url }) => url?.startsWith('http'));
    if (tab === undefined) return null;
    const script = { func: FUNCTION, args: ARGUMENTS, injectImmediately: true };
    const [injected] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, ...script });
    return injected?.result ?? null;
})()";

/// The extension's button.
#[derive(Debug)]
pub(super) struct Toolbar {
    bidi: Bidi,
    extension: String,
    folder: String,
    /// The DevTools session of the extension's service worker, while the worker is running.
    worker: Mutex<Option<String>>,
}

impl Toolbar {
    pub(super) async fn install(bidi: Bidi, folder: &Path) -> Result<Self> {
        let path = folder
            .to_str()
            .context("the name of the extension's folder is not UTF-8")?;
        let extension = install(&bidi, path).await?;
        Ok(Self {
            bidi,
            extension,
            folder: path.to_owned(),
            worker: Mutex::new(None),
        })
    }

    pub(super) async fn click(&self, web: &WebDriver) -> Result<()> {
        // The action belongs to the tab target, which contains the page target that chromedriver knows. Nothing says
        // which contains which, but of the tabs in front of their windows only one shows the page.
        let window = web.window().await?.to_string();
        let page: TargetInfo = self
            .devtools("Target.getTargetInfo", json!({"targetId": window}), None)
            .await?;
        let tabs = self.targets("tab").await?;
        let tab = tabs
            .iter()
            .find(|tab| tab.url == page.target_info.url && tab.embedder_data.tab_active)
            .with_context(|| format!("no tab shows {}", page.target_info.url))?;
        let parameters = json!({"id": self.extension, "targetId": tab.target_id});
        self.devtools::<IgnoredAny>("Extensions.triggerAction", parameters, None)
            .await?;
        Ok(())
    }

    pub(super) async fn errors(&self, web: &WebDriver) -> Result<Vec<String>> {
        let origin = self.origin();
        let log = web.browser_log().await?;
        let errors = log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message);
        Ok(errors.filter(|message| message.contains(&origin)).collect())
    }

    /// The scheme and host of the extension's own pages.
    pub(super) fn origin(&self) -> String {
        format!("chrome-extension://{}", self.extension)
    }

    pub(super) async fn button(&self) -> Result<Option<Button>> {
        self.in_worker(BUTTON).await
    }

    /// What a function answers in the extension's world of the page; `None` where the extension was not let in.
    pub(super) async fn in_page(
        &self,
        web: &WebDriver,
        function: &str,
        arguments: &[Value],
    ) -> Result<Option<String>> {
        self.wake_worker(web).await?;
        let window = web.window().await?.to_string();
        let page: TargetInfo = self
            .devtools("Target.getTargetInfo", json!({"targetId": window}), None)
            .await?;
        let expression = IN_PAGE
            .replace("PAGE", &json!(page.target_info.url).to_string())
            .replace("FUNCTION", function)
            .replace("ARGUMENTS", &json!(arguments).to_string());
        Ok(self.in_worker(&expression).await?.flatten())
    }

    /// Starts the extension's service worker, where it sleeps.
    async fn wake_worker(&self, web: &WebDriver) -> Result<()> {
        if self.worker_target().await?.is_some() {
            return Ok(());
        }
        let scope = json!({"scopeURL": format!("{}/", self.origin())});
        for (command, parameters) in [("enable", json!({})), ("startWorker", scope)] {
            let body = json!({"cmd": format!("ServiceWorker.{command}"), "params": parameters});
            web.cmd(Command::post("goog/cdp/execute", body)).await?;
        }
        // An extension that was removed has none.
        wait::until(Instant::now() + WORKER, async || {
            Ok(self.worker_target().await?.map(drop))
        })
        .await?;
        Ok(())
    }

    /// The value of an expression in the extension's service worker; `None` while it sleeps.
    async fn in_worker<T: DeserializeOwned>(&self, expression: &str) -> Result<Option<T>> {
        let Some(worker) = self.worker().await? else {
            return Ok(None);
        };
        let parameters =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        match self
            .devtools::<Evaluated<T>>("Runtime.evaluate", parameters, Some(&worker))
            .await
        {
            Ok(answer) => Ok(Some(answer.result.value)),
            Err(_) => {
                // The worker went to sleep and ended the DevTools session.
                *self.worker.lock().await = None;
                Ok(None)
            }
        }
    }

    /// A DevTools session of the extension's service worker; `None` while the worker is asleep.
    async fn worker(&self) -> Result<Option<String>> {
        let mut known = self.worker.lock().await;
        if known.is_none()
            && let Some(worker) = self.worker_target().await?
        {
            let parameters = json!({"targetId": worker.target_id, "flatten": true});
            let attached: Attached = self
                .devtools("Target.attachToTarget", parameters, None)
                .await?;
            self.listens(&attached.session_id).await?;
            *known = Some(attached.session_id);
        }
        Ok(known.clone())
    }

    /// Waits until a service worker that was just started has run its script: what is asked of the browser before that is never
    /// answered.
    async fn listens(&self, session: &str) -> Result<()> {
        let expression = "globalThis.chrome?.action?.onClicked.hasListeners() === true";
        let parameters = json!({"expression": expression, "returnByValue": true});
        wait::until(Instant::now() + WORKER, async || {
            let answer = self
                .devtools::<Evaluated<bool>>("Runtime.evaluate", parameters.clone(), Some(session))
                .await?;
            Ok(answer.result.value.then_some(()))
        })
        .await?
        .context("the extension's service worker does not start")
    }

    /// Stops the service worker.
    pub(super) async fn stop_worker(&self) -> Result<()> {
        // A worker that is debugged while it ends waits for its debugger when it starts again.
        if let Some(session) = self.worker.lock().await.take() {
            let parameters = json!({"sessionId": session});
            self.devtools::<IgnoredAny>("Target.detachFromTarget", parameters, None)
                .await?;
        }
        if let Some(worker) = self.worker_target().await? {
            let parameters = json!({"targetId": worker.target_id});
            self.devtools::<IgnoredAny>("Target.closeTarget", parameters, None)
                .await?;
            wait::until(Instant::now() + WORKER, async || {
                let now = self.worker_target().await?;
                let is_gone = now.is_none_or(|now| now.target_id != worker.target_id);
                Ok(is_gone.then_some(()))
            })
            .await?
            .context("the extension's service worker did not end")?;
        }
        Ok(())
    }

    async fn worker_target(&self) -> Result<Option<Target>> {
        let origin = self.origin();
        let mut workers = self.targets("service_worker").await?.into_iter();
        Ok(workers.find(|worker| worker.url.starts_with(&origin)))
    }

    /// Loads the extension's folder once more: its id is made of the folder's path and stays the same.
    pub(super) async fn reload(&self) -> Result<()> {
        self.stop_worker().await?;
        install(&self.bidi, &self.folder)
            .await
            .context("Chromium did not reload the extension")?;
        // A click before the new worker listens is lost, as it is for users.
        wait::until(Instant::now() + WORKER, async || {
            let listens = self
                .in_worker("chrome.action.onClicked.hasListeners()")
                .await?;
            Ok(listens.unwrap_or(false).then_some(()))
        })
        .await?
        .context("the extension did not come back")
    }

    /// Removes the extension from the browser.
    pub(super) async fn remove(&self) -> Result<()> {
        let extension = json!({"extension": self.extension});
        self.bidi
            .send("webExtension.uninstall", extension)
            .await
            .context("Chromium did not remove the extension")?;
        Ok(())
    }

    async fn targets(&self, kind: &str) -> Result<Vec<Target>> {
        let filter = json!({"filter": [{"type": kind}]});
        Ok(self
            .devtools::<Targets>("Target.getTargets", filter, None)
            .await?
            .target_infos)
    }

    async fn devtools<T: DeserializeOwned>(
        &self,
        method: &str,
        params: Value,
        session: Option<&str>,
    ) -> Result<T> {
        let command = match session {
            Some(session) => json!({"method": method, "params": params, "session": session}),
            None => json!({"method": method, "params": params}),
        };
        let answer = self
            .bidi
            .send("goog:cdp.sendCommand", command)
            .await
            .with_context(|| method.to_owned())?;
        let Answer { result } =
            serde_json::from_value(answer).with_context(|| method.to_owned())?;
        Ok(result)
    }
}

/// The id of the extension.
async fn install(bidi: &Bidi, folder: &str) -> Result<String> {
    let parameters = json!({"extensionData": {"type": "path", "path": folder}});
    let installed = bidi
        .send("webExtension.install", parameters)
        .await
        .with_context(|| format!("Chromium refused the extension in {folder}"))?;
    let id = installed.get("extension").and_then(Value::as_str);
    Ok(id.context("the extension has no id")?.to_owned())
}

#[derive(Deserialize)]
struct Answer<T> {
    result: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TargetInfo {
    target_info: Target,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Targets {
    target_infos: Vec<Target>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    target_id: String,
    url: String,
    #[serde(default)]
    embedder_data: EmbedderData,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct EmbedderData {
    tab_active: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attached {
    session_id: String,
}

#[derive(Deserialize)]
struct Evaluated<T> {
    result: RemoteObject<T>,
}

#[derive(Deserialize)]
struct RemoteObject<T> {
    value: T,
}
