//! Reads the page's clock.

/// Milliseconds since the page's own start.
pub(super) fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Milliseconds from then to now, to a tenth: browsers are no more precise than that.
pub(super) fn since(start: f64) -> f64 {
    ((now() - start) * 10.0).round() / 10.0
}
