//! Controls the window that pages are opened in: its size, its picture, and that no page leaves anything behind.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::Rect;
use url::Url;

use super::{Browser, Session, VIEWPORT};
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

    /// Forgets what a file's page left behind: what it stored, and windows that it opened. The window stays.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn forget(&self) -> Result<()> {
        self.close_other_windows().await?;
        self.web.delete_all_cookies().await?;
        // A page without an origin of its own has no storage, and throws.
        let clear = "() => { try { localStorage.clear(); sessionStorage.clear(); } catch { } }";
        self.look(clear, &[]).await?;
        Ok(())
    }

    /// Leaves a live page for a new window, in which nothing is known of it: in a user context of its own, where the extension
    /// works in one. That is so in Firefox. In Chromium an extension runs in no user context (with `enableInIncognito` of
    /// `Extensions.loadUnpacked` it is told of the click there, and `chrome.scripting` says that there is no such tab), so
    /// cookies, cache and what the page's origins stored are cleared instead.
    ///
    /// # Errors
    /// When the session is gone.
    pub async fn leave(&self) -> Result<()> {
        let Some(bidi) = &self.bidi else {
            return self.forget().await;
        };
        let has_contexts = self.browser == Browser::Firefox || self.toolbar.is_none();
        let left = self.web.windows().await?;
        let origins = if has_contexts {
            BTreeSet::new()
        } else {
            origins(&bidi.send("browsingContext.getTree", json!({})).await?)
        };

        let mut window = json!({"type": "tab"});
        let mut user_context = None;
        if has_contexts {
            let created = bidi.send("browser.createUserContext", json!({})).await?;
            let id = text(&created, "userContext")?;
            if let Some(window) = window.as_object_mut() {
                window.insert("userContext".into(), json!(id));
            }
            user_context = Some(id);
        }
        let created = bidi.send("browsingContext.create", window).await?;
        let own = text(&created, "context")?;
        self.web.switch_to_window(own.clone().into()).await?;
        for window in left
            .iter()
            .map(ToString::to_string)
            .filter(|window| *window != own)
        {
            let close = json!({"context": window, "promptUnload": false});
            // One that closed itself meanwhile is closed.
            let _ = bidi.send("browsingContext.close", close).await;
        }
        let before = std::mem::replace(&mut *lock(&self.user_context), user_context);
        if let Some(before) = before {
            let remove = json!({"userContext": before});
            bidi.send("browser.removeUserContext", remove).await?;
        }
        if !has_contexts {
            self.devtools("Network.clearBrowserCookies", json!({}))
                .await?;
            self.devtools("Network.clearBrowserCache", json!({}))
                .await?;
            for origin in origins {
                let all = json!({"origin": origin, "storageTypes": "all"});
                self.devtools("Storage.clearDataForOrigin", all).await?;
            }
        }
        self.fit_viewport().await
    }

    /// Whether the browser is there, with a window.
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
            self.look("() => [innerWidth, innerHeight]", &[]).await?,
        )?)
    }
}

/// The origins of all documents that are open, frames included.
fn origins(tree: &Value) -> BTreeSet<String> {
    let mut origins = BTreeSet::new();
    let mut open: Vec<_> = tree.get("contexts").into_iter().collect();
    while let Some(contexts) = open.pop() {
        for context in contexts.as_array().into_iter().flatten() {
            open.extend(context.get("children"));
            let url = context.get("url").and_then(Value::as_str);
            if let Some(url) = url.and_then(|url| Url::parse(url).ok())
                && matches!(url.scheme(), "http" | "https")
            {
                origins.insert(url.origin().ascii_serialization());
            }
        }
    }
    origins
}

fn text(answer: &Value, name: &str) -> Result<String> {
    let text = answer.get(name).and_then(Value::as_str);
    Ok(text.with_context(|| format!("no {name}"))?.to_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origins_of_all_frames_are_found() {
        let tree = json!({"contexts": [
            {"url": "https://a.example.cn/x?y", "children": [
                {"url": "http://b.example:8080/", "children": [{"url": "about:blank", "children": null}]},
                {"url": "https://a.example.cn/other", "children": []},
            ]},
            {"url": "chrome-extension://abc/options.html"},
        ]});
        let origins: Vec<_> = origins(&tree).into_iter().collect();
        assert_eq!(origins, ["http://b.example:8080", "https://a.example.cn"]);
    }
}
