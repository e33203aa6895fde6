//! Reads the extension's overlay through its closed shadow root.

use anyhow::{Context, Result};
use beian_lens_core::report::Report;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};
use thirtyfour::prelude::{By, WebElement};

use super::{Session, ShadowRoot};

/// The overlay's host element.
const OVERLAY: &str = "beian-lens-overlay";

impl Session {
    /// The overlay's host element; `None` when the overlay is not open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay(&self) -> Result<Option<WebElement>> {
        found(self.web.find(By::Tag(OVERLAY)).await)
    }

    /// The overlay's shadow root, although it is closed; `None` when the overlay is not open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay_root(&self) -> Result<Option<ShadowRoot>> {
        match self.overlay().await? {
            Some(host) => found(ShadowRoot::of(&self.web, &host).await),
            None => Ok(None),
        }
    }

    /// The report in the open overlay; `None` when the overlay is not open.
    ///
    /// # Errors
    /// When the session is gone, or the overlay does not hold a report.
    pub async fn report(&self) -> Result<Option<Report>> {
        let Some(root) = self.overlay_root().await? else {
            return Ok(None);
        };
        let Some(script) = found(root.find("#report").await)? else {
            return Ok(None);
        };
        match found(script.prop("textContent").await)?.flatten() {
            Some(json) if !json.is_empty() => Ok(Some(
                serde_json::from_str(&json).context("the overlay's report has a format that this command does not know (`cargo xtask build` rebuilds the extension)")?,
            )),
            _ => Ok(None),
        }
    }

    /// Whether the report in the open overlay is final: no address or picture is still being looked up for it.
    /// `None` when the overlay is not open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn is_settled(&self) -> Result<Option<bool>> {
        let Some(root) = self.overlay_root().await? else {
            return Ok(None);
        };
        let settled = found(root.find("#report[data-state=settled]").await)?;
        Ok(Some(settled.is_some()))
    }
}

/// Turns the errors for something that is gone by now into `None`.
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
        // thirtyfour has no names for these two.
        WebDriverErrorInner::NotInSpec(info) => {
            matches!(
                info.value.error.as_deref(),
                Some("no such shadow root" | "detached shadow root")
            )
        }
        _ => false,
    }
}
