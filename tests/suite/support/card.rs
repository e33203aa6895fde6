//! The card of the open overlay, and a page of the extension's own in another tab.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Lens;

impl Lens {
    /// Clicks something in the card, as a person does.
    pub(crate) async fn press_in_card(&self, css: &str) -> Result<()> {
        let root = self.session.overlay_root().await?.context("no overlay")?;
        let element = root.find(css).await.with_context(|| css.to_owned())?;
        element.click().await.with_context(|| css.to_owned())
    }

    /// Runs a script that finds the overlay's closed root as `root`, and other things of the test as `given`.
    pub(crate) async fn in_root(&self, script: &str) -> Result<Value> {
        let root = self.session.overlay_root().await?.context("no overlay")?;
        let card = root.find(".card").await?;
        let script = format!("const root = arguments[0].getRootNode(); {script}");
        let answer = self
            .session
            .web()
            .execute(script, vec![card.to_json()?])
            .await?;
        Ok(answer.json().clone())
    }

    /// Waits until an expression about the overlay's `root` is true.
    pub(crate) async fn root_says(&self, expression: &str) -> Result<()> {
        self.state(expression, async || {
            Ok(self.in_root(&format!("return {expression}")).await? == true)
        })
        .await
    }

    /// Opens a page of the extension's own in another tab; the page under test stays the one in front.
    pub(crate) async fn open_other_tab(&self) -> Result<()> {
        let web = self.session.web();
        let page = web.window().await?;
        web.switch_to_window(web.new_tab().await?).await?;
        self.open_options().await?;
        Ok(web.switch_to_window(page).await?)
    }

    /// Runs a script in the extension's own page in the other tab, where `id` is this tab's.
    pub(crate) async fn in_other_tab(&self, script: &str) -> Result<Value> {
        let script = format!(
            "const [done] = arguments;
             chrome.tabs.query({{}}).then(async (tabs) => {{
                 const own = await chrome.tabs.getCurrent();
                 const {{ id }} = tabs.find((tab) => tab.id !== own.id);
                 const answer = await (async () => {{ {script} }})();
                 await chrome.tabs.update(id, {{ active: true }});
                 done(answer);
             }}).catch((error) => done(String(error)))"
        );
        let web = self.session.web();
        let page = web.window().await?;
        let windows = web.windows().await?;
        let other = windows.into_iter().find(|window| *window != page);
        web.switch_to_window(other.context("no other tab")?).await?;
        let answer = web.execute_async(script, Vec::new()).await?.json().clone();
        web.switch_to_window(page).await?;
        Ok(answer)
    }
}
