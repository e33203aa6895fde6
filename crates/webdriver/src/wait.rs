//! The one place that waits: short looks at a state until it is there or the deadline has passed.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How long to leave the browser alone between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Looks until `look` finds something or `deadline` has passed; at least once. `None`: it did not come in time.
///
/// # Errors
/// When looking fails.
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

/// Looks now and then, at a person's pace, and returns when it is no longer so.
pub async fn as_long_as(mut look: impl AsyncFnMut() -> bool) {
    while look().await {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
