//! What the extension found on the page. The report comes from the extension itself and never from the page, which can show
//! an overlay of its own; only tests look at the overlay's elements.

use anyhow::{Context, Result};
use beian_lens_core::report::Report;
use serde::Deserialize;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};
use thirtyfour::prelude::{By, WebElement};

use super::{Session, ShadowRoot};

/// Elements that may be the overlay's host. Nothing marks it that a page could not write too.
const CANDIDATES: &str = ":root > div, dialog > div, [popover=manual]";

/// What only the overlay's closed root holds.
const CARD: &str = ".card";

/// Runs in the extension's world of the page. An element with `id="beianLens"` shows up there by inheritance.
const REPORT: &str = "() => Object.hasOwn(globalThis, 'beianLens')
    ? JSON.stringify({ reported: globalThis.beianLens.report() ?? null })
    : null";

/// The engine in a page that the extension was let into.
#[derive(Debug, Deserialize)]
pub(crate) struct Engine {
    /// What its overlay shows; none without an overlay.
    pub(crate) reported: Option<Reported>,
}

/// What an open overlay shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Reported {
    pub(crate) report: Report,
    /// Whether no address or picture is being looked up that may change the report.
    pub(crate) settled: bool,
}

impl Session {
    /// The engine in the page; `None` where there is none.
    pub(crate) async fn engine(&self) -> Result<Option<Engine>> {
        let Some(text) = self.ask_extension(REPORT, &[]).await? else {
            return Ok(None);
        };
        serde_json::from_str(&text).context(
            "this command does not understand the extension's report: `cargo xtask build` makes the extension again",
        )
    }

    /// The report of the open overlay, from the extension itself.
    ///
    /// # Errors
    /// When the session is gone, or the extension is of another version than this command.
    pub async fn report(&self) -> Result<Option<Report>> {
        let reported = self.engine().await?.and_then(|engine| engine.reported);
        Ok(reported.map(|reported| reported.report))
    }

    /// Whether the open overlay's report is its last word on the page: no address or picture is being looked up for it.
    /// `None` without an overlay.
    ///
    /// # Errors
    /// As for [`report`](Self::report).
    pub async fn is_settled(&self) -> Result<Option<bool>> {
        let reported = self.engine().await?.and_then(|engine| engine.reported);
        Ok(reported.map(|reported| reported.settled))
    }

    /// The overlay's host element, when the overlay is open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay(&self) -> Result<Option<WebElement>> {
        Ok(self.overlay_and_root().await?.map(|(host, _)| host))
    }

    /// The overlay's shadow root, although it is closed; `None` when the overlay is not open.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn overlay_root(&self) -> Result<Option<ShadowRoot>> {
        Ok(self.overlay_and_root().await?.map(|(_, root)| root))
    }

    async fn overlay_and_root(&self) -> Result<Option<(WebElement, ShadowRoot)>> {
        for host in self.candidates().await? {
            let Some(root) = found(ShadowRoot::of(&self.web, &host).await)? else {
                continue;
            };
            if found(root.find(CARD).await)?.is_some() {
                return Ok(Some((host, root)));
            }
        }
        Ok(None)
    }
}

impl Session {
    /// Asks the root element where the document cannot be asked: a page can put anything in the place of its prototype.
    async fn candidates(&self) -> WebDriverResult<Vec<WebElement>> {
        match self.web.find_all(By::Css(CANDIDATES)).await {
            Err(error) if matches!(&*error, WebDriverErrorInner::InvalidSelector(_)) => {
                let root = self.web.find(By::Tag("html")).await?;
                root.find_all(By::Css(CANDIDATES)).await
            }
            found => found,
        }
    }
}

/// A thing that may be gone by now: that is not an error.
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
