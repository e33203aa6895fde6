//! The whole report of each sample page (`www/samples`), from the snapshot that Chromium made of it (`tests/samples`).
//!
//! A change of any judgement shows here as a change of a committed file: `cargo insta review`, or `INSTA_UPDATE=always`.

#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

use support::pages;

#[test]
fn the_report_of_each_sample_is_the_committed_one() {
    for page in pages::samples() {
        let mut report = beian_lens_core::check(&page.committed());
        // A release is no change of judgement.
        report.tool.version = "any".into();
        insta::assert_json_snapshot!(page.name(), report);
    }
}
