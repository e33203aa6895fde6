//! Uses browsers from a W3C WebDriver endpoint, in particular a Selenium Grid 4.
//!
//! Files are served on this machine's loopback address, so files can only be checked by browsers on this machine;
//! addresses can be checked from anywhere.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::{Browser, Session};

/// Maximum time to wait for a session. A grid queues requests for much longer, while our other browsers are idle.
const START: Duration = Duration::from_secs(60);

/// Maximum time for the endpoint to report its status.
const STATUS: Duration = Duration::from_secs(10);

/// A WebDriver endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    address: String,
    client: reqwest::Client,
}

/// How many browsers of one kind a grid can run at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Slots on all nodes that are up.
    pub all: usize,
    /// Slots without a session.
    pub free: usize,
}

impl Endpoint {
    /// Does not connect yet.
    ///
    /// # Errors
    /// When the HTTP client cannot be created.
    pub fn new(address: &Url) -> Result<Self> {
        Ok(Self {
            address: address.as_str().trim_end_matches('/').to_owned(),
            client: reqwest::Client::builder().timeout(STATUS).build()?,
        })
    }

    /// The slots of a grid; `None` for any other endpoint, because only a grid reports them.
    ///
    /// # Errors
    /// When the endpoint does not answer.
    pub async fn slots(&self, browser: Browser) -> Result<Option<Slots>> {
        let answer = self
            .client
            .get(format!("{}/status", self.address))
            .send()
            .await
            .with_context(|| format!("{} does not answer", self.address))?;
        let status = answer
            .json()
            .await
            .with_context(|| format!("{} is not a WebDriver endpoint", self.address))?;
        Ok(slots(status, browser))
    }

    /// Opens a new session; see [`Session::connect`].
    ///
    /// # Errors
    /// When there is no free slot: at once where the endpoint reports this, otherwise after a minute.
    pub async fn open(
        &self,
        browser: Browser,
        package: &Path,
        proxy: Option<SocketAddr>,
    ) -> Result<Session> {
        if self
            .slots(browser)
            .await?
            .is_some_and(|slots| slots.free == 0)
        {
            bail!("{} has no free slot for another {browser}", self.address);
        }
        tokio::time::timeout(
            START,
            Session::connect(browser, &self.address, package, proxy),
        )
        .await
        .with_context(|| format!("{} did not start {browser} in time", self.address))?
    }
}

#[derive(Deserialize)]
struct Status {
    value: Grid,
}

#[derive(Deserialize)]
struct Grid {
    nodes: Option<Vec<Node>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    availability: String,
    max_sessions: usize,
    slots: Vec<Slot>,
}

#[derive(Deserialize)]
struct Slot {
    session: Option<Value>,
    stereotype: Stereotype,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stereotype {
    browser_name: Option<String>,
}

fn slots(status: Value, browser: Browser) -> Option<Slots> {
    let name = match browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    };
    let status: Status = serde_json::from_value(status).ok()?;
    let nodes = status.value.nodes?;
    let up = nodes.iter().filter(|node| node.availability == "UP");
    Some(up.fold(Slots::default(), |sum, node| {
        let busy = node
            .slots
            .iter()
            .filter(|slot| slot.session.is_some())
            .count();
        let own = || {
            node.slots
                .iter()
                .filter(|slot| slot.stereotype.browser_name.as_deref() == Some(name))
        };
        let free = own().filter(|slot| slot.session.is_none()).count();
        Slots {
            all: sum.all + own().count().min(node.max_sessions),
            free: sum.free + free.min(node.max_sessions.saturating_sub(busy)),
        }
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_slots_of_nodes_that_are_up_are_counted_by_browser() {
        let slot = |name: &str, session: Value| json!({"session": session, "stereotype": {"browserName": name}});
        let (free, busy) = (Value::Null, json!({"sessionId": "1"}));
        let status = json!({"value": {"ready": true, "nodes": [
            {"availability": "UP", "maxSessions": 2, "slots": [
                slot("chrome", busy.clone()), slot("chrome", free.clone()), slot("chrome", free.clone()),
                slot("firefox", free.clone())]},
            {"availability": "DOWN", "maxSessions": 4, "slots": [slot("chrome", free)]},
        ]}});
        assert_eq!(
            slots(status.clone(), Browser::Chromium),
            Some(Slots { all: 2, free: 1 })
        );
        assert_eq!(
            slots(status, Browser::Firefox),
            Some(Slots { all: 1, free: 1 })
        );
        let driver = json!({"value": {"ready": true, "message": "ready for new sessions"}});
        assert_eq!(slots(driver, Browser::Chromium), None);
    }
}
