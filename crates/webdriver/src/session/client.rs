//! Sends commands to a driver, and gets them past dialogs that pages open.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use async_trait::async_trait;
use http::{Method, Request, Response};
use hyper::body::Bytes;
use thirtyfour::error::WebDriverResult;
use thirtyfour::session::http::{Body, HttpClient};

/// Maximum time for a driver to answer a command. Opening a page takes the longest; see
/// [`Session::set_page_load`](crate::Session::set_page_load).
const ANSWER: Duration = Duration::from_secs(600);

/// Maximum number of dialogs in a row that may interrupt one command.
const DIALOGS: usize = 10;

/// chromedriver's answer when it was about to dismiss a dialog that its BiDi half had already dismissed.
const ALREADY_GONE: &str = "No dialog is showing";

/// A driver's answer when a dialog opened during a command. The dialog is dismissed before the next command.
const CAME_BETWEEN: &str = "unexpected alert open";

/// Sends commands, and sends them again when a dialog interrupted them. A navigation that a dialog interrupted is done:
/// the dialog belongs to the new page.
#[derive(Clone)]
pub(super) struct Client(reqwest::Client);

impl Client {
    pub(super) fn new() -> Result<Self> {
        let client = reqwest::Client::builder().timeout(ANSWER).build();
        Ok(Self(client.context("no HTTP client")?))
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let navigates = request.method() == Method::POST && request.uri().path().ends_with("/url");
        for _ in 0..DIALOGS {
            let response = HttpClient::send(&self.0, request.clone()).await?;
            let again =
                says(&response, ALREADY_GONE) || !navigates && says(&response, CAME_BETWEEN);
            if !again {
                return Ok(response);
            }
        }
        HttpClient::send(&self.0, request).await
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(self.clone())
    }
}

/// Whether the response is an error with these words.
fn says(response: &Response<Bytes>, words: &str) -> bool {
    !response.status().is_success() && String::from_utf8_lossy(response.body()).contains(words)
}
