//! Where scripts of ours run: in the extension's world of the page, in a sandbox of the driver's, or with the page's own scripts.

use anyhow::Result;
use beian_lens_core::report::By;
use serde_json::Value;

use super::{Session, Toolbar};

impl Session {
    /// In which world the checker runs.
    #[must_use]
    pub fn world(&self) -> By {
        match (&self.toolbar, &self.bidi) {
            (Some(_), _) => By::Extension,
            (None, Some(_)) => By::Isolated,
            (None, None) => By::Page,
        }
    }

    /// What a JavaScript function answers in the page, out of reach of the page's own scripts where the driver has a way to
    /// do that: pages change what scripts find.
    ///
    /// # Errors
    /// When it throws, or the session is gone.
    pub async fn look(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        match &self.bidi {
            Some(bidi) => {
                let window = self.web.window().await?.to_string();
                bidi.call_in_sandbox(&window, function, arguments).await
            }
            None => {
                let script = format!("return ({function})(...arguments)");
                let answer = self.web.execute(script, arguments.to_vec()).await?;
                Ok(answer.json().clone())
            }
        }
    }

    /// What a JavaScript function answers in the extension's world of the page, as text. It runs by the extension's own right:
    /// `None` where the extension was not let in by a click.
    pub(super) async fn ask_extension(
        &self,
        function: &str,
        arguments: &[Value],
    ) -> Result<Option<String>> {
        match self.toolbar()? {
            Toolbar::Chromium(toolbar) => toolbar.in_page(&self.web, function, arguments).await,
            Toolbar::Firefox(toolbar) => toolbar.in_page(&self.web, function, arguments).await,
        }
    }
}
