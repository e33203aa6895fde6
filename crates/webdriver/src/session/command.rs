//! Sends WebDriver commands that thirtyfour has no method for.

use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::WebDriverResult;
use thirtyfour::prelude::{WebDriver, WebElement};
use thirtyfour::{RequestData, SessionId};

/// A command by its path below `/session/{id}/`: a GET without a body, or a POST with one.
#[derive(Debug)]
pub(super) struct Command {
    path: String,
    body: Option<Value>,
}

impl Command {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            body: None,
        }
    }

    pub(super) fn post(path: impl Into<String>, body: Value) -> Self {
        Self {
            path: path.into(),
            body: Some(body),
        }
    }
}

impl FormatRequestData for Command {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/{}", self.path);
        match &self.body {
            Some(body) => RequestData::new(Method::POST, path).add_body(body.clone()),
            None => RequestData::new(Method::GET, path),
        }
    }
}

/// A shadow root, open or closed: WebDriver can read both, while JavaScript, and so thirtyfour's `get_shadow_root`, can
/// read only open ones.
#[derive(Clone, Debug)]
pub struct ShadowRoot {
    web: WebDriver,
    id: String,
}

impl ShadowRoot {
    pub(super) async fn of(web: &WebDriver, host: &WebElement) -> WebDriverResult<Self> {
        #[derive(Deserialize)]
        struct Reference {
            #[serde(rename = "shadow-6066-11e4-a52e-4f735466cecf")]
            id: String,
        }
        let answer = web
            .cmd(Command::get(format!(
                "element/{}/shadow",
                host.element_id()
            )))
            .await?;
        Ok(Self {
            web: web.clone(),
            id: answer.value::<Reference>()?.id,
        })
    }

    /// The first element that matches a CSS selector.
    ///
    /// # Errors
    /// When there is no such element, or the root is gone.
    pub async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        let body = json!({"using": "css selector", "value": css});
        let answer = self
            .web
            .cmd(Command::post(format!("shadow/{}/element", self.id), body))
            .await?;
        answer.element(self.web.handle().clone())
    }
}
