//! Checks one page: opens it, clicks the button, and waits for what users would see: the overlay, or a message at the
//! button.

use std::time::{Duration, Instant};

use anyhow::Result;
use beian_lens_core::report::{self, By, Report, Verdict};
use serde::{Deserialize, Serialize};
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};
use url::Url;

use crate::wait;
use crate::{Button, Session, VIEWPORT};

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
    /// The browser did not come back from the page: it hangs.
    #[error("the page hangs: no report within {} s", .0.as_secs_f64())]
    Hangs(Duration),
    /// No browser can be started.
    #[error("no browser could be started: {}", one_line(.0))]
    NoBrowser(anyhow::Error),
    /// The browser failed, not the page.
    #[error("{}", one_line(.0))]
    Browser(#[from] anyhow::Error),
}

/// Why a page has no report, as a record of a run names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The host was not reached.
    Unreachable,
    /// There was no report in time.
    Timeout,
    /// The browser refuses scripts on this page.
    Refused,
    /// There is no such target.
    NoTarget,
    /// No browser could be started.
    NoBrowser,
    /// The browser failed.
    Browser,
    /// A record of an earlier version does not say, or one of a later version says something unknown.
    #[default]
    #[serde(other)]
    Unknown,
}

impl Error {
    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoAnswer { .. } => Kind::Unreachable,
            Self::NotLoaded { .. } | Self::NoReport(_) | Self::Hangs(_) => Kind::Timeout,
            Self::Refused(_) => Kind::Refused,
            Self::NoBrowser(_) => Kind::NoBrowser,
            Self::Browser(_) => Kind::Browser,
        }
    }
}

/// What a click came to.
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

/// How long the engine may be in the page before it is clear that the page took the overlay away: it is there a moment
/// earlier than the overlay.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much longer than a page's limit to wait for the browser to say so itself.
const GRACE: Duration = Duration::from_secs(1);

/// Whether a report that the page could have forged counts as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Its verdict is at best that a person has to look.
    Nobody,
    /// It counts: the person knows the pages.
    Page,
}

/// Checks the page at `url` within `limit`.
///
/// # Errors
/// See [`Error`]. After [`Error::Browser`] and [`Error::Hangs`] the session is of no more use.
pub async fn check(
    session: &Session,
    url: &Url,
    limit: Duration,
    trust: Trust,
) -> Result<Report, Error> {
    match tokio::time::timeout(limit + GRACE, check_page(session, url, limit)).await {
        Ok(Ok(report)) => Ok(trusted(signed(report, session), trust)),
        Ok(Err(Error::Browser(error))) if is_late(&error) => Err(Error::Hangs(limit)),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(Error::Hangs(limit)),
    }
}

/// Whether a command was not answered in time.
fn is_late(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.is::<tokio::time::error::Elapsed>()
            || cause.downcast_ref::<WebDriverError>().is_some_and(|error| {
                matches!(
                    error.as_inner(),
                    WebDriverErrorInner::Timeout(_)
                        | WebDriverErrorInner::WebDriverTimeout(_)
                        | WebDriverErrorInner::ScriptTimeout(_)
                )
            })
    })
}

async fn check_page(session: &Session, url: &Url, limit: Duration) -> Result<Report, Error> {
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
        Instant::now() + deadline.saturating_duration_since(Instant::now()) / 2,
    )
    .await?;
    if !session.has_extension() {
        return Ok(session.inject().await?);
    }
    session.click().await?;
    match clicked(session, deadline).await? {
        Some(Clicked::Opened(report)) => Ok(*report),
        Some(Clicked::Refused(message)) => Err(Error::Refused(message)),
        // A page that does not let the overlay stay is checked all the same, without one.
        Some(Clicked::Removed) => Ok(session.inject().await?),
        None => Err(Error::NoReport(limit)),
    }
}

/// Waits until the whole page has loaded, or until `deadline`, since a picture may never load.
async fn settle(session: &Session, deadline: Instant) -> Result<()> {
    wait::until(deadline, async || {
        Ok((session.look("() => document.readyState", &[]).await? == "complete").then_some(()))
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
    let mut without_overlay: Option<Instant> = None;
    let last_word = wait::until(deadline, async || {
        // The order matters: when the overlay opens, it exists before the button changes.
        let button = session.button().await?;
        let engine = session.engine().await?;
        Ok(match engine.map(|engine| engine.reported) {
            Some(Some(reported)) => {
                without_overlay = None;
                let report = Box::new(reported.report);
                reported.settled.then_some(Clicked::Opened(report))
            }
            no_overlay => match button {
                Some(Button {
                    title: Some(title),
                    badge,
                }) if badge == MESSAGE_BADGE => Some(Clicked::Refused(title)),
                _ if no_overlay.is_some() => {
                    let since = without_overlay.get_or_insert_with(Instant::now);
                    (since.elapsed() >= PATIENCE).then_some(Clicked::Removed)
                }
                _ => None,
            },
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

/// Puts in which browser it was, and in which world the checker ran: the page cannot know for certain, the driver does.
fn signed(mut report: Report, session: &Session) -> Report {
    report.by = Some(session.world());
    report.browser = Some(report::Browser {
        name: session.browser().name().into(),
        version: session.version().into(),
        viewport: report.browser.map_or(VIEWPORT, |browser| browser.viewport),
    });
    report
}

/// A page can forge what is made in its own world.
fn trusted(mut report: Report, trust: Trust) -> Report {
    let is_good = matches!(report.verdict, Verdict::Complete | Verdict::NotRequired);
    if report.by == Some(By::Page) && is_good && trust == Trust::Nobody {
        report.verdict = Verdict::NeedsReview;
    }
    report
}

/// The error page that is shown, if any. Some of Chromium's error pages open without an error, such as the one for a
/// port that it blocks.
async fn error_page(session: &Session) -> Result<Option<String>> {
    let code = "() => document.URL.startsWith('chrome-error:')
        ? document.querySelector('.error-code')?.textContent ?? 'error page'
        : null";
    Ok(session.look(code, &[]).await?.as_str().map(str::to_owned))
}

fn not_opened(error: WebDriverError, url: &Url, limit: Duration) -> Error {
    let url = url.to_string();
    match &*error {
        WebDriverErrorInner::WebDriverTimeout(_) => Error::NotLoaded { url, limit },
        WebDriverErrorInner::Timeout(_) => Error::Hangs(limit),
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

/// An error and its causes on one line. Errors of the browser come with stack traces of many lines, and some of them begin with
/// nothing but a colon: the page's scripts broke those of the driver.
#[must_use]
pub fn one_line(error: &anyhow::Error) -> String {
    let chain: Vec<_> = error
        .chain()
        .map(|cause| {
            let text = cause.to_string();
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let first = lines.next().unwrap_or_default();
            match first.strip_suffix(':') {
                Some(kind) => {
                    let more = lines.next().filter(|line| !line.starts_with('('));
                    let why = more.unwrap_or("the page's scripts break those of the driver");
                    format!("{kind}: {why}")
                }
                None => first.to_owned(),
            }
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

    #[test]
    fn an_error_is_told_on_one_line_that_says_something() {
        for (text, expected) in [
            ("no such window\n  #0 0x5606", "no such window"),
            (
                "Unknown error:\n  (Session info: chrome=156)\n#0 0x5606",
                "Unknown error: the page's scripts break those of the driver",
            ),
            (
                "Unknown error:\n\n  tab crashed\n",
                "Unknown error: tab crashed",
            ),
        ] {
            assert_eq!(one_line(&anyhow::anyhow!(text.to_owned())), expected);
        }
    }

    #[test]
    fn a_page_cannot_vouch_for_itself() {
        let mut report = beian_lens_core::check(&Default::default());
        for (by, verdict, trust, expected) in [
            (
                By::Page,
                Verdict::Complete,
                Trust::Nobody,
                Verdict::NeedsReview,
            ),
            (
                By::Page,
                Verdict::NotRequired,
                Trust::Nobody,
                Verdict::NeedsReview,
            ),
            (
                By::Page,
                Verdict::Incomplete,
                Trust::Nobody,
                Verdict::Incomplete,
            ),
            (By::Page, Verdict::Complete, Trust::Page, Verdict::Complete),
            (
                By::Isolated,
                Verdict::Complete,
                Trust::Nobody,
                Verdict::Complete,
            ),
            (
                By::Extension,
                Verdict::Complete,
                Trust::Nobody,
                Verdict::Complete,
            ),
        ] {
            (report.by, report.verdict) = (Some(by), verdict);
            assert_eq!(trusted(report.clone(), trust).verdict, expected);
        }
    }
}
