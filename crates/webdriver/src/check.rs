//! Checks one page: opens it, clicks the button, and waits for what users would see: the overlay, or a message at the
//! button.

use std::time::{Duration, Instant};

use anyhow::Result;
use beian_lens_core::report::{self, Report};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use url::Url;

use crate::wait;
use crate::{Button, Session};

/// Why a page has no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The host could not be reached.
    #[error("{url} does not answer: {why}")]
    NoAnswer {
        /// The requested address.
        url: String,
        /// The reason in words, with the browser's own code.
        why: String,
    },
    /// The document did not load in time.
    #[error("{url} did not load within {} s", limit.as_secs_f64())]
    NotLoaded {
        /// The requested address.
        url: String,
        /// The maximum time for one page.
        limit: Duration,
    },
    /// The browser forbids scripts on this page; this is the button's message.
    #[error("{0}")]
    Refused(String),
    /// The button was clicked, but there was no result.
    #[error("no report within {} s", .0.as_secs_f64())]
    NoReport(Duration),
    /// No browser is available.
    #[error("no browser could be started: {}", one_line(.0))]
    NoBrowser(anyhow::Error),
    /// The browser failed, not the page.
    #[error("{}", one_line(.0))]
    Browser(#[from] anyhow::Error),
}

/// The result of a click.
#[derive(Clone, Debug)]
pub enum Clicked {
    /// The overlay is open and holds this report.
    Opened(Box<Report>),
    /// There is no overlay, and the button shows why.
    Refused(String),
    /// The overlay was opened, but the page removed it.
    Removed,
}

/// The badge text when there is a message instead of an overlay.
const MESSAGE_BADGE: &str = "!";

/// Checks the page at `url` within `limit`.
///
/// # Errors
/// See [`Error`]. After [`Error::Browser`] the session can no longer be used.
pub async fn check(session: &Session, url: &Url, limit: Duration) -> Result<Report, Error> {
    let deadline = Instant::now() + limit;
    session.set_page_load(limit).await?;
    session
        .goto(url.as_str())
        .await
        .map_err(|error| not_opened(error, url, limit))?;
    if let Some(code) = error_page(session).await? {
        return Err(Error::NoAnswer {
            url: url.to_string(),
            why: in_words(&code),
        });
    }
    settle(
        session,
        Instant::now() + deadline.duration_since(Instant::now()) / 2,
    )
    .await?;
    if !session.has_extension() {
        return Ok(signed(session.inject().await?, session).await?);
    }
    session.click().await?;
    match clicked(session, deadline).await? {
        Some(Clicked::Opened(report)) => Ok(signed(*report, session).await?),
        Some(Clicked::Refused(message)) => Err(Error::Refused(message)),
        // A page that removes the overlay is still checked, without the overlay.
        Some(Clicked::Removed) => Ok(signed(session.inject().await?, session).await?),
        None => Err(Error::NoReport(limit)),
    }
}

/// Waits until the whole page has loaded, or until `deadline`, since a picture may never load.
async fn settle(session: &Session, deadline: Instant) -> Result<()> {
    wait::until(deadline, async || {
        Ok((session.evaluate("return document.readyState").await? == "complete").then_some(()))
    })
    .await?;
    Ok(())
}

/// Waits for the result of the last click and for the final report; a report that is not final by the deadline is
/// returned as it is. `None` when there is nothing by the deadline.
///
/// # Errors
/// When the session is gone.
pub async fn clicked(session: &Session, deadline: Instant) -> Result<Option<Clicked>> {
    let last_word = wait::until(deadline, async || {
        // The order matters: when the overlay opens, it exists before the button changes.
        let button = session.button().await?;
        match session.is_settled().await? {
            Some(true) => return opened(session).await,
            Some(false) => return Ok(None),
            None => {}
        }
        Ok(match button {
            Some(Button {
                title: Some(title),
                badge,
            }) if badge == MESSAGE_BADGE => Some(Clicked::Refused(title)),
            // Not left over from another page: `settled` means that the button has caught up with the overlay.
            Some(Button { title: Some(_), .. }) => Some(Clicked::Removed),
            _ => None,
        })
    })
    .await?;
    match last_word {
        Some(clicked) => Ok(Some(clicked)),
        None => opened(session).await,
    }
}

async fn opened(session: &Session) -> Result<Option<Clicked>> {
    let report = session.report().await?;
    Ok(report.map(|report| Clicked::Opened(Box::new(report))))
}

/// Adds the browser: the page cannot know for certain which one it is, the driver does.
async fn signed(mut report: Report, session: &Session) -> Result<Report> {
    let viewport = match &report.browser {
        Some(browser) => browser.viewport,
        None => session.viewport().await?,
    };
    report.browser = Some(report::Browser {
        name: session.browser().name().into(),
        version: session.version().into(),
        viewport,
    });
    Ok(report)
}

/// The error page that is shown, if any. Some of Chromium's error pages open without an error, such as the one for a
/// port that it blocks.
async fn error_page(session: &Session) -> Result<Option<String>> {
    let script = "return document.URL.startsWith('chrome-error:')
                      ? document.querySelector('.error-code')?.textContent ?? 'error page'
                      : null";
    Ok(session.evaluate(script).await?.as_str().map(str::to_owned))
}

fn not_opened(error: WebDriverError, url: &Url, limit: Duration) -> Error {
    let url = url.to_string();
    match &*error {
        WebDriverErrorInner::WebDriverTimeout(_) => Error::NotLoaded { url, limit },
        WebDriverErrorInner::InsecureCertificate(_) => Error::NoAnswer {
            url,
            why: "its certificate is not trusted".into(),
        },
        WebDriverErrorInner::UnknownError(info) => match network_code(&info.value.message) {
            Some(code) => Error::NoAnswer {
                url,
                why: in_words(code),
            },
            None => Error::Browser(error.into()),
        },
        _ => Error::Browser(error.into()),
    }
}

/// The browser's own name for a network error.
///
/// Chromium: `unknown error: net::ERR_NAME_NOT_RESOLVED\n  (Session info…`
/// Firefox: `Reached error page: about:neterror?e=dnsNotFound&u=…`
fn network_code(message: &str) -> Option<&str> {
    let (_, rest) = message
        .split_once("net::")
        .or_else(|| message.split_once("about:neterror?e="))?;
    rest.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
        .next()
}

fn in_words(code: &str) -> String {
    let words = match code {
        "ERR_NAME_NOT_RESOLVED" | "dnsNotFound" => "no such host",
        "ERR_CONNECTION_REFUSED" | "connectionFailure" => "the connection was refused",
        "ERR_CONNECTION_TIMED_OUT" | "ERR_TIMED_OUT" | "netTimeout" => "it did not answer in time",
        "ERR_CONNECTION_RESET"
        | "ERR_CONNECTION_CLOSED"
        | "ERR_EMPTY_RESPONSE"
        | "netReset"
        | "netInterrupt" => "it closed the connection",
        "ERR_ADDRESS_UNREACHABLE" | "ERR_INTERNET_DISCONNECTED" | "netOffline" => {
            "the host is unreachable"
        }
        "ERR_TOO_MANY_REDIRECTS" | "redirectLoop" => "it redirects in a loop",
        "nssFailure2" => "no secure connection could be made",
        code if code.starts_with("ERR_SSL") || code.starts_with("ERR_CERT") => {
            "no secure connection could be made"
        }
        _ => "it could not be opened",
    };
    format!("{words} ({code})")
}

/// An error and its causes on one line. Browser errors come with long stack traces.
#[must_use]
pub fn one_line(error: &anyhow::Error) -> String {
    let chain: Vec<_> = error
        .chain()
        .map(|cause| {
            cause
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        })
        .collect();
    chain.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_codes_are_read_and_said_in_words() {
        for (message, expected) in [
            (
                "unknown error: net::ERR_NAME_NOT_RESOLVED\n  (Session info: chrome=156)",
                "no such host (ERR_NAME_NOT_RESOLVED)",
            ),
            (
                "Reached error page: about:neterror?e=connectionFailure&u=http",
                "the connection was refused (connectionFailure)",
            ),
            (
                "unknown error: net::ERR_NEW_KIND",
                "it could not be opened (ERR_NEW_KIND)",
            ),
        ] {
            assert_eq!(
                network_code(message).map(in_words).as_deref(),
                Some(expected)
            );
        }
        assert_eq!(network_code("unknown error: tab crashed"), None);
    }
}
