//! The extension taken away while it is in use: its background put to sleep, or all of it loaded anew or removed. For tests.

use anyhow::Result;

use super::{Session, Toolbar};

/// Firefox ends a background that still has something to do when it is told to twice.
const STOP: &str = "
    const { extension } = WebExtensionPolicy.getByID(arguments[0]);
    return extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });";

const RELOAD: &str = "
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    return AddonManager.getAddonByID(arguments[0]).then((addon) => addon.reload());";

const REMOVE: &str = "
    const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
    return AddonManager.getAddonByID(arguments[0]).then((addon) => addon.uninstall());";

impl Session {
    /// Ends the extension's background, whatever it is doing. A message or a click starts it anew.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn stop_background(&self) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.stop_worker().await,
            Toolbar::Firefox(toolbar) => {
                toolbar.in_browser_window(&self.web, STOP).await?;
                Ok(())
            }
        }
    }

    /// Loads the extension anew, as an update does.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn reload_extension(&self) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.reload().await,
            Toolbar::Firefox(toolbar) => {
                toolbar.in_browser_window(&self.web, RELOAD).await?;
                Ok(())
            }
        }
    }

    /// Takes the extension out of the browser.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn remove_extension(&self) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.remove().await,
            Toolbar::Firefox(toolbar) => {
                toolbar.in_browser_window(&self.web, REMOVE).await?;
                Ok(())
            }
        }
    }
}
