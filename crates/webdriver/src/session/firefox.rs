//! Drives Firefox: geckodriver's own command installs the extension, and the click happens in the browser's own window.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use thirtyfour::prelude::WebDriver;

use super::command::Command;
use super::driver::Driver;
use thirtyfour::Capabilities;

use super::{Button, Options};

/// Starts the driver, and returns it with the capabilities to request.
pub(super) fn start(options: &Options) -> Result<(Driver, Capabilities)> {
    let driver = Driver::start(
        &options.programs.driver,
        &["--port=0", "--websocket-port=0", "--allow-system-access"],
    )?;

    let mut preferences = preferences(options.proxy);
    preferences.extend([
        // A page may save files without asking anyone: not among those of the person who runs this.
        ("browser.download.folderList".to_owned(), json!(2)),
        ("browser.download.dir".to_owned(), json!(driver.folder())),
    ]);
    let arguments: &[&str] = if options.headless {
        &["-headless"]
    } else {
        &[]
    };
    let capabilities = json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": { "binary": options.programs.browser, "args": arguments, "prefs": preferences },
    });
    Ok((driver, serde_json::from_value(capabilities)?))
}

/// The capabilities to request from an endpoint.
pub(super) fn plain(proxy: Option<SocketAddr>) -> Result<Capabilities> {
    let capabilities = json!({
        "browserName": "firefox",
        "webSocketUrl": true,
        "moz:firefoxOptions": { "args": ["-headless"], "prefs": preferences(proxy) },
    });
    Ok(serde_json::from_value(capabilities)?)
}

fn preferences(proxy: Option<SocketAddr>) -> Map<String, Value> {
    // A page that prints itself would otherwise wait for the user.
    let print = ("print.enabled".to_owned(), json!(false));
    // Marionette lets pages open windows without a person's click. This is as everywhere.
    let popups = ("dom.disable_open_during_load".to_owned(), json!(true));
    proxy
        .into_iter()
        .flat_map(everything_through)
        .chain([print, popups])
        .collect()
}

/// Preferences that send every request to `address`.
fn everything_through(address: SocketAddr) -> impl Iterator<Item = (String, Value)> {
    let (host, port) = (address.ip().to_string(), address.port());
    [
        ("network.proxy.type", json!(1)),
        ("network.proxy.http", json!(host)),
        ("network.proxy.http_port", json!(port)),
        ("network.proxy.ssl", json!(host)),
        ("network.proxy.ssl_port", json!(port)),
        ("network.proxy.no_proxies_on", json!("")),
        // Otherwise requests to loopback names would bypass the proxy.
        ("network.proxy.allow_hijacking_localhost", json!(true)),
        // What ignores proxies (prefetching, `dns.resolve`, WebRTC) finds only this machine.
        ("network.dns.forceResolve", json!(host)),
        ("media.peerconnection.enabled", json!(false)),
        ("dom.security.https_first", json!(false)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
}

/// The toolbar button of the extension.
#[derive(Debug)]
pub(super) struct Toolbar {
    extension: String,
}

/// The button is in the extensions panel at first; it must be on the toolbar to be clicked.
const CLICK: &str = "
    const id = arguments[0].toLowerCase().replace(/[^a-z0-9_-]/g, '_') + '-browser-action';
    const window = Services.wm.getMostRecentWindow('navigator:browser');
    window.CustomizableUI.addWidgetToArea(id, 'nav-bar');
    const { node } = window.CustomizableUI.getWidget(id).forWindow(window);
    node.querySelector('.unified-extensions-item-action-button').click();";

const BUTTON: &str = "
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(arguments[0]);
    const { action } = ExtensionParent.apiManager.global.browserActionFor(extension);
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
    const own = action.getContextData(gBrowser.selectedTab), common = action.getContextData(null);
    return { title: own.title === common.title ? null : own.title, badge: own.badgeText };";

/// Runs a function in the page of the selected tab as the extension's own `chrome.scripting.executeScript` does, with the
/// extension's rights: null where it was not let in. The extension's background may sleep.
const IN_PAGE: &str = "
    const [id, func] = arguments;
    const extension = WebExtensionPolicy.getByID(id)?.extension;
    if (!extension) return null;
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
    const tabId = extension.tabManager.getWrapper(gBrowser.selectedTab).id;
    const target = { tabId, allFrames: null, documentIds: null, frameIds: null };
    const script = { func, files: null, injectImmediately: true, origin: null, world: null };
    return ExtensionParent.apiManager.asyncGetAPI('scripting', extension, 'addon_parent')
        .then((api) => api.getAPI({ extension, uri: extension.baseURI }).scripting)
        .then((scripting) => scripting.executeScriptInternal({ target, ...script }))
        .then(([injected]) => injected?.result ?? null, () => null);";

/// Warnings are told apart from errors by a flag; messages of other kinds have none.
const ERRORS: &str = "
    const origin = 'moz-extension://' + WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname;
    const errors = Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag))
        .filter((message) => message.sourceName.startsWith(origin))
        .map((message) => message.errorMessage);
    Services.console.reset();
    return errors;";

const ORIGIN: &str =
    "return 'moz-extension://' + WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname;";

const INTRODUCE: &str = "
    const { userAgent } = Services.wm.getMostRecentWindow('navigator:browser').navigator;
    Services.prefs.setStringPref('general.useragent.override', userAgent + ' ' + NOTE);";

impl Toolbar {
    pub(super) async fn install(web: &WebDriver, folder: &Path) -> Result<Self> {
        let installed = web
            .cmd(Command::post(
                "moz/addon/install",
                json!({"path": folder, "temporary": true}),
            ))
            .await
            .with_context(|| format!("Firefox refused the extension in {}", folder.display()))?;
        Ok(Self {
            extension: installed.value()?,
        })
    }

    pub(super) async fn click(&self, web: &WebDriver) -> Result<()> {
        self.in_browser_window(web, CLICK).await?;
        Ok(())
    }

    pub(super) async fn button(&self, web: &WebDriver) -> Result<Button> {
        Ok(serde_json::from_value(
            self.in_browser_window(web, BUTTON).await?,
        )?)
    }

    pub(super) async fn errors(&self, web: &WebDriver) -> Result<Vec<String>> {
        Ok(serde_json::from_value(
            self.in_browser_window(web, ERRORS).await?,
        )?)
    }

    /// The scheme and host of the extension's own pages.
    pub(super) async fn origin(&self, web: &WebDriver) -> Result<String> {
        Ok(serde_json::from_value(
            self.in_browser_window(web, ORIGIN).await?,
        )?)
    }

    /// Appends a note to the user agent.
    pub(super) async fn introduce(&self, web: &WebDriver, note: &str) -> Result<()> {
        let script = INTRODUCE.replace("NOTE", &json!(note).to_string());
        self.in_browser_window(web, &script).await?;
        Ok(())
    }

    /// What a function answers in the extension's world of the page; `None` where the extension was not let in.
    pub(super) async fn in_page(
        &self,
        web: &WebDriver,
        function: &str,
        arguments: &[Value],
    ) -> Result<Option<String>> {
        let call = format!("({function})(...{})", json!(arguments));
        let answer = self.with(web, IN_PAGE, vec![json!(call)]).await?;
        Ok(answer.as_str().map(str::to_owned))
    }

    /// Runs a script where the toolbar is, with the extension's id, and goes back to the page whether it worked or not.
    pub(super) async fn in_browser_window(&self, web: &WebDriver, script: &str) -> Result<Value> {
        self.with(web, script, Vec::new()).await
    }

    async fn with(&self, web: &WebDriver, script: &str, more: Vec<Value>) -> Result<Value> {
        set_context(web, "chrome").await?;
        let mut arguments = vec![json!(self.extension)];
        arguments.extend(more);
        let result = web.execute(script, arguments).await;
        set_context(web, "content").await?;
        Ok(result?.json().clone())
    }
}

async fn set_context(web: &WebDriver, context: &str) -> Result<()> {
    web.cmd(Command::post("moz/context", json!({"context": context})))
        .await?;
    Ok(())
}
