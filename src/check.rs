//! The one pure entry point.

use crate::report::{Report, SCHEMA, Tool, Verdict};
use crate::snapshot::PageSnapshot;
use crate::{host, marks};

/// Judges a page. No clock, no network, no locale: the caller puts in when, by what, and how fast.
#[must_use]
pub fn check(page: &PageSnapshot) -> Report {
    let applicability = host::applicability(&page.url, page.server.as_ref());
    Report {
        schema: SCHEMA,
        target: None,
        url: page.url.clone(),
        host: String::new(),
        checked_at: None,
        tool: Tool {
            name: "beian-lens".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            engine: Default::default(),
        },
        browser: None,
        applicability,
        verdict: Verdict::NeedsReview,
        marks: marks::find(page),
        findings: Vec::new(),
        unread: page.unread.clone(),
        timings: None,
    }
}
