//! Sets what a user can set in the browser: light or dark, the size of the viewport, where downloads go. For tests and
//! pictures.

use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use super::command::Command;
use super::{Session, Toolbar};

/// A colour theme that users can prefer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Light pages.
    Light,
    /// Dark pages.
    Dark,
    /// The few colours that the user's system forces on pages (can only be emulated in Chromium).
    Forced,
}

impl Theme {
    /// The theme's name in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Forced => "forced",
        }
    }
}

impl Session {
    /// Makes the browser prefer a theme.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn set_theme(&self, theme: Theme) -> Result<()> {
        let scheme = if theme == Theme::Dark {
            "dark"
        } else {
            "light"
        };
        let forced = if theme == Theme::Forced {
            "active"
        } else {
            "none"
        };
        match self.toolbar()? {
            Toolbar::Chromium(_) => {
                let features = json!([
                    {"name": "prefers-color-scheme", "value": scheme},
                    {"name": "forced-colors", "value": forced},
                ]);
                self.emulate("setEmulatedMedia", json!({"features": features}))
                    .await
            }
            Toolbar::Firefox(toolbar) => {
                let number = u8::from(theme != Theme::Dark);
                let script = format!(
                    "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', {number})"
                );
                toolbar.in_browser_window(&self.web, &script).await?;
                Ok(())
            }
        }
    }

    /// Sets the size of the viewport in CSS pixels, even to less than the minimum width of a window.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn set_viewport(&self, [width, height]: [i32; 2]) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(_) => {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
                self.emulate("setDeviceMetricsOverride", metrics).await
            }
            Toolbar::Firefox(toolbar) => {
                let script = format!(
                    "const {{ gBrowser }} = Services.wm.getMostRecentWindow('navigator:browser');
                     const {{ style }} = gBrowser.selectedBrowser;
                     style.minWidth = style.maxWidth = '{width}px';
                     style.minHeight = style.maxHeight = '{height}px';"
                );
                toolbar.in_browser_window(&self.web, &script).await?;
                Ok(())
            }
        }
    }

    /// The whole page, however long, as PNG. The window keeps its size.
    ///
    /// # Errors
    /// When the browser cannot draw it.
    pub async fn screenshot_of_page(&self) -> Result<Vec<u8>> {
        let picture = match self.toolbar()? {
            Toolbar::Chromium(_) => {
                let size =
                    "const { scrollWidth: width, scrollHeight: height } = document.documentElement;
                    return { x: 0, y: 0, width, height, scale: 1 }";
                let clip = self.evaluate(size).await?;
                let parameters = json!({"captureBeyondViewport": true, "clip": clip});
                let answer = self.devtools("Page.captureScreenshot", parameters).await?;
                answer.get("data").cloned().unwrap_or_default()
            }
            Toolbar::Firefox(_) => {
                let full = Command::get("moz/screenshot/full");
                self.web.cmd(full).await?.value::<Value>()?
            }
        };
        Ok(BASE64_STANDARD.decode(picture.as_str().context("no screenshot")?)?)
    }

    /// Saves downloads in this folder without asking.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn save_downloads_in(&self, folder: &Path) -> Result<()> {
        match self.toolbar()? {
            Toolbar::Chromium(_) => {
                let parameters = json!({"behavior": "allow", "downloadPath": folder});
                self.devtools("Browser.setDownloadBehavior", parameters)
                    .await?;
            }
            Toolbar::Firefox(toolbar) => {
                let script = format!(
                    "Services.prefs.setStringPref('browser.download.dir', {});
                     Services.prefs.setIntPref('browser.download.folderList', 2);",
                    json!(folder)
                );
                toolbar.in_browser_window(&self.web, &script).await?;
            }
        }
        Ok(())
    }

    async fn emulate(&self, what: &str, parameters: Value) -> Result<()> {
        self.devtools(&format!("Emulation.{what}"), parameters)
            .await?;
        Ok(())
    }

    /// What Chromium answers to a command of its DevTools for this page.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({"cmd": command, "params": parameters});
        let answer = self
            .web
            .cmd(Command::post("goog/cdp/execute", body))
            .await?;
        Ok(answer.value()?)
    }
}
