//! What goes wrong around a check, not in the page: the person is told or can go on, and nothing is left half done.

#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

#[allow(dead_code, reason = "most of it is for tests of the extension")]
mod support;

use anyhow::Result;
use beian_lens_cli::browser::Browser;
use serde_json::{Value, json};

use support::Lens;

in_both_browsers! {
    a_stored_language_that_is_none_is_no_obstacle,
    a_tab_that_goes_elsewhere_in_the_middle_can_be_checked_there,
}

mod chromium_alone {
    #[test]
    fn a_background_that_dies_after_the_click_is_back_at_the_next_one() {
        crate::support::run(
            crate::a_background_that_dies_after_the_click_is_back_at_the_next_one(),
        );
    }

    #[test]
    fn a_background_that_dies_under_an_open_overlay_still_closes_it() {
        crate::support::run(crate::a_background_that_dies_under_an_open_overlay_still_closes_it());
    }
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

async fn a_background_that_dies_after_the_click_is_back_at_the_next_one() -> Result<()> {
    let lens = Lens::start(Browser::Chromium).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    lens.session.click().await?;
    kill_background(&lens).await?;
    // The page has an overlay by now, or none, but never a half: clicks open and close it as ever.
    lens.session.click().await?;
    lens.state("the overlay is open or the page as it was", async || {
        Ok(lens.session.report().await?.is_some() || lens.markup().await? == before)
    })
    .await?;
    if overlays(&lens).await? == 0 {
        lens.click_for_report().await?;
    }
    assert_eq!(overlays(&lens).await?, 1);
    Ok(())
}

async fn a_background_that_dies_under_an_open_overlay_still_closes_it() -> Result<()> {
    let lens = Lens::start(Browser::Chromium).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    lens.click_for_report().await?;
    kill_background(&lens).await?;
    lens.session.click().await?;
    lens.state("the overlay goes", async || {
        Ok(lens.markup().await? == before)
    })
    .await?;
    lens.no_errors().await
}

async fn overlays(lens: &Lens) -> Result<u64> {
    let count = "return document.querySelectorAll('beian-lens-overlay').length";
    Ok(lens.session.evaluate(count).await?.as_u64().unwrap())
}

/// Ends the extension's service worker, as Chromium does when it has been idle.
async fn kill_background(lens: &Lens) -> Result<()> {
    let origin = lens.session.extension_url("").await?;
    let bidi = lens.session.web().bidi().await?;
    let devtools = async |method: &str, params: Value| {
        bidi.send_raw(
            "goog:cdp.sendCommand",
            json!({"method": method, "params": params}),
        )
        .await
    };
    let filter = json!({"filter": [{"type": "service_worker"}]});
    let targets = devtools("Target.getTargets", filter).await?;
    let workers = targets["result"]["targetInfos"].as_array().unwrap();
    for worker in workers {
        if worker["url"].as_str().unwrap().starts_with(&origin) {
            devtools(
                "Target.closeTarget",
                json!({"targetId": worker["targetId"]}),
            )
            .await?;
        }
    }
    Ok(())
}
