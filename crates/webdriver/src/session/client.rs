//! Sends commands to a driver, and gets them past dialogs that pages open.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use async_trait::async_trait;
use http::{Method, Request, Response};
use hyper::body::Bytes;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner, WebDriverResult};
use thirtyfour::prelude::WebDriver;
use thirtyfour::session::http::{Body, HttpClient};

/// How long a command may take while nobody has set a limit: opening a browser is the longest.
const ANSWER: Duration = Duration::from_secs(120);

/// Maximum number of dialogs in a row that may interrupt one command.
const DIALOGS: usize = 10;

/// chromedriver's answer when it was about to dismiss a dialog that its BiDi half had already dismissed.
const ALREADY_GONE: &str = "No dialog is showing";

/// A driver's answer when a dialog opened during a command. The dialog is dismissed before the next command.
const CAME_BETWEEN: &str = "unexpected alert open";

/// Sends commands; again when a dialog of the page kept one from being done. A navigation that a dialog came between is done:
/// the dialog is the new page's.
///
/// It does not send the command that ends the session: the library sends it when it drops a session, and waits for the answer
/// of a driver that may hang. Our own drivers are ended as processes, others by [`Session`](super::Session) itself.
#[derive(Clone, Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    /// In milliseconds; shared by all clones.
    limit: Arc<AtomicU64>,
}

impl Client {
    pub(super) fn new() -> Result<Self> {
        let client = Self {
            http: reqwest::Client::builder()
                .build()
                .context("no HTTP client")?,
            limit: Arc::default(),
        };
        client.set_limit(ANSWER);
        Ok(client)
    }

    /// How long each command may take from now on.
    pub(super) fn set_limit(&self, limit: Duration) {
        let milliseconds = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        self.limit.store(milliseconds, Ordering::Relaxed);
    }

    /// How long each command may take.
    pub(super) fn limit(&self) -> Duration {
        Duration::from_millis(self.limit.load(Ordering::Relaxed))
    }

    /// Ends the session at its endpoint.
    pub(super) fn end(&self, web: &WebDriver) -> impl Future<Output = ()> + use<> {
        let session = web.session_id();
        let address = format!("{}/session/{session}", web.server_url());
        let request = self.http.delete(address.replace("//session", "/session"));
        async move { drop(request.send().await) }
    }

    async fn past_dialogs(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let navigates = request.method() == Method::POST && request.uri().path().ends_with("/url");
        for _ in 0..DIALOGS {
            let response = HttpClient::send(&self.http, request.clone()).await?;
            let again =
                says(&response, ALREADY_GONE) || !navigates && says(&response, CAME_BETWEEN);
            if !again {
                return Ok(response);
            }
        }
        HttpClient::send(&self.http, request).await
    }
}

/// Whether a request is `DELETE …/session/{id}`.
fn ends_session(request: &Request<Body<'_>>) -> bool {
    let mut parts = request.uri().path().rsplit('/');
    request.method() == Method::DELETE && parts.nth(1) == Some("session")
}

#[async_trait]
impl HttpClient for Client {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        if ends_session(&request) {
            return Ok(Response::new(Bytes::from_static(b"{\"value\":null}")));
        }
        let limit = self.limit();
        match tokio::time::timeout(limit, self.past_dialogs(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(WebDriverError::from_inner(WebDriverErrorInner::Timeout(
                format!("no answer from the driver within {} s", limit.as_secs_f32()),
            ))),
        }
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(self.clone())
    }
}

/// Whether the response is an error with these words.
fn says(response: &Response<Bytes>, words: &str) -> bool {
    !response.status().is_success() && String::from_utf8_lossy(response.body()).contains(words)
}
