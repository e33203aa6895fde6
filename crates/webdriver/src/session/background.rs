//! Interrupts the extension while it is in use: stops its background, or reloads or removes the extension. For tests.

use anyhow::Result;

use super::{Session, Toolbar};

/// Firefox ends a busy background only when it is told to twice.
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
    /// Stops the extension's background, whatever it is doing. A message or a click starts it again.
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

    /// Reloads the extension, as an update does.
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

    /// Removes the extension from the browser.
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
