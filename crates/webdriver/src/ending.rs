//! Waits for browsers that are ending: whoever drops a session goes on at once.

use std::sync::LazyLock;
use std::time::Duration;

use tokio::sync::watch;

/// How many browsers are ending.
static ENDING: LazyLock<watch::Sender<usize>> = LazyLock::new(|| watch::Sender::new(0));

/// A browser that is ending, until this is dropped.
#[derive(Debug)]
pub(crate) struct Ending(());

impl Ending {
    pub(crate) fn begin() -> Self {
        ENDING.send_modify(|count| *count += 1);
        Self(())
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        ENDING.send_modify(|count| *count = count.saturating_sub(1));
    }
}

/// Waits until the browser of every dropped session has ended. Whether all of them had within `limit`.
pub async fn all_ended(limit: Duration) -> bool {
    let mut count = ENDING.subscribe();
    let none_left = count.wait_for(|count| *count == 0);
    tokio::time::timeout(limit, none_left).await.is_ok()
}
