//! Controls the window that pages are opened in: its size, its picture, and that no page leaves anything behind.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use thirtyfour::Rect;

use super::{Session, VIEWPORT};
use crate::wait;

/// Maximum time for a window to lay out its page in a new size.
const RESIZE: Duration = Duration::from_secs(2);

impl Session {
    /// The viewport as users see it, including the overlay, as PNG.
    ///
    /// # Errors
    /// When the browser cannot draw it.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        self.web.screenshot_as_png().await.context("no screenshot")
    }

    /// Removes what the page left behind: stored data, and windows that it opened.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn forget(&self) -> Result<()> {
        self.close_other_windows().await?;
        self.web.delete_all_cookies().await?;
        // A page without an origin has no storage, and throws.
        self.evaluate("try { localStorage.clear(); sessionStorage.clear(); } catch { }")
            .await?;
        Ok(())
    }

    /// Whether the browser is running and has a window.
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

    /// Sizes the window so that the viewport is [`VIEWPORT`]: WebDriver can only set the size of the window.
    pub(super) async fn fit_viewport(&self) -> Result<()> {
        // Browsers round and clamp: a second step corrects what the first one could not know.
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
            // The window has its new size before its page has: measuring at once would correct it twice.
            wait::until(Instant::now() + RESIZE, async || {
                Ok((self.viewport().await? == VIEWPORT).then_some(()))
            })
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
