//! What goes wrong around a check, not in the page: the person is told or can go on, and nothing is left half done.

#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use anyhow::Result;
use beian_lens_cli::browser::Browser;
use serde_json::{Value, json};

use support::Lens;

in_both_browsers! {
    a_stored_language_that_is_none_is_no_obstacle,
    a_tab_that_goes_elsewhere_in_the_middle_can_be_checked_there,
}

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <footer><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer>"#;

async fn a_stored_language_that_is_none_is_no_obstacle(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    for stored in [
        json!(42),
        json!({"zh_CN": true}),
        json!(["en"]),
        Value::Null,
        json!("../../manifest"),
    ] {
        lens.session
            .goto(&lens.session.extension_url("options/options.html").await?)
            .await?;
        lens.session
            .web()
            .execute_async(
                "const [language, done] = arguments; chrome.storage.local.set({ language }).then(done);",
                vec![stored.clone()],
            )
            .await?;
        lens.open("page.html", PAGE).await?;
        let report = lens.click_for_report().await?;
        assert_eq!(report.marks.len(), 1, "{stored}");
        lens.no_errors().await?;
    }
    Ok(())
}

async fn a_tab_that_goes_elsewhere_in_the_middle_can_be_checked_there(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.session.click().await?;
    lens.open("other.html", PAGE.replace("示例商店", "另一家"))
        .await?;
    // The click may have been answered on the page before or on this one: a second one decides.
    if lens.session.report().await?.is_some() {
        lens.session.click().await?;
        lens.closed().await?;
    }
    lens.open("other.html", PAGE).await?;
    lens.click_for_report().await?;
    assert_eq!(overlays(&lens).await?, 1);
    lens.no_errors().await
}

async fn overlays(lens: &Lens) -> Result<u64> {
    let count = "return document.querySelectorAll('beian-lens-overlay').length";
    Ok(lens.session.evaluate(count).await?.as_u64().unwrap())
}
