//! Checks a page, for all callers.

use super::clock::{now, since};
use super::context::Context;
use super::messages::extension_is_there;
use beian_lens_core::answers::Answers;
use beian_lens_core::report::{Browser, By, Report, Timings};
use beian_lens_core::snapshot::PageSnapshot;

/// Captures and checks, and adds what only the browser knows: when, where, how fast.
pub(super) fn check_page(
    context: &Context,
    answers: &Answers,
    capture: impl FnOnce() -> PageSnapshot,
) -> (PageSnapshot, Report) {
    let start = now();
    let mut page = capture();
    page.expected.clone_from(&context.kept.expected);
    answers.put_into(&mut page);
    let capture_ms = since(start);
    let captured = now();
    let mut report = beian_lens_core::check(&page);
    if !context.kept.waivers.is_empty() {
        beian_lens_core::waive(&mut report, &context.kept.waivers);
    }
    report.checked_at = js_sys::Date::new_0().to_iso_string().as_string();
    report.by = extension_is_there().then_some(By::Extension);
    report.tool.engine = context.engine;
    report.browser = context.browser.clone().map(|(name, version)| Browser {
        name,
        version,
        viewport: [page.viewport.width, page.viewport.height],
    });
    report.timings = Some(Timings {
        capture_ms,
        check_ms: since(captured),
        overlay_ms: 0.0,
    });
    (page, report)
}
