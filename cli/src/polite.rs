//! Limits the load on live sites: one page per host at a time, and a pause before the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Gate, OwnedMutexGuard};
use tokio::time::Instant;
use url::Url;

/// Maximum number of hosts to remember before those whose pause is over are forgotten.
const REMEMBERED: usize = 1_000;

/// The hosts, with the time of the last visit to each.
#[derive(Debug)]
pub(crate) struct Hosts {
    pause: Duration,
    gates: Mutex<HashMap<String, Arc<Gate<Option<Instant>>>>>,
}

/// Permission to open one page of a host. The pause begins when it is dropped.
pub(crate) struct Turn(OwnedMutexGuard<Option<Instant>>);

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0 = Some(Instant::now());
    }
}

impl Hosts {
    pub(crate) fn new(pause: Duration) -> Self {
        Self {
            pause,
            gates: Mutex::default(),
        }
    }

    /// Waits until a page of this host may be opened.
    pub(crate) async fn turn(&self, url: &Url) -> Turn {
        let gate = self.gate(url.host_str().unwrap_or_default());
        let last = gate.lock_owned().await;
        if let Some(last) = *last {
            tokio::time::sleep_until(last + self.pause).await;
        }
        Turn(last)
    }

    fn gate(&self, host: &str) -> Arc<Gate<Option<Instant>>> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        if gates.len() >= REMEMBERED {
            gates.retain(|_, gate| {
                // A task that waits for a gate also holds it: such a gate is kept.
                let in_use = Arc::strong_count(gate) > 1;
                in_use
                    || gate
                        .try_lock()
                        .is_ok_and(|last| last.is_some_and(|last| last.elapsed() < self.pause))
            });
        }
        Arc::clone(gates.entry(host.to_owned()).or_default())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_secs(5);

    fn url(host: &str) -> Url {
        format!("https://{host}/").parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn pages_of_one_host_come_one_at_a_time_with_a_pause_and_other_hosts_do_not_wait() {
        let (hosts, start) = (Hosts::new(PAUSE), Instant::now());
        let first = hosts.turn(&url("a.example.cn")).await;
        drop(hosts.turn(&url("b.example.cn")).await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        let same = url("a.example.cn");
        let mut second = std::pin::pin!(hosts.turn(&same));
        assert!(
            tokio::time::timeout(PAUSE * 3, &mut second).await.is_err(),
            "two pages of one host at a time"
        );
        drop(first);
        drop(second.await);
        assert_eq!(start.elapsed(), PAUSE * 4);
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_are_forgotten_when_their_pause_is_over() {
        let hosts = Hosts::new(PAUSE);
        for number in 0..REMEMBERED * 3 {
            drop(hosts.turn(&url(&format!("{number}.example.cn"))).await);
            tokio::time::advance(PAUSE / 100).await;
        }
        assert!(hosts.gates.lock().unwrap().len() <= REMEMBERED);
    }
}
