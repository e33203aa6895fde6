//! Polls for a state: the only place that waits. Ends when the state is reached or the deadline has passed.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How long to pause between two polls.
const PAUSE: Duration = Duration::from_millis(20);

/// Polls `look` until it finds something or `deadline` has passed; at least once. `None` when the deadline passed
/// first.
///
/// # Errors
/// When `look` fails.
pub async fn until<T>(
    deadline: Instant,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<Option<T>> {
    loop {
        if let Some(found) = look().await? {
            return Ok(Some(found));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Polls twice a second and returns as soon as `look` is false.
pub async fn as_long_as(mut look: impl AsyncFnMut() -> bool) {
    while look().await {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
