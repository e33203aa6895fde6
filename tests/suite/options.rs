//! Tests what a person keeps on the options page of the packaged extension, in both browsers: my filings and the history.

use std::path::Path;

use anyhow::{Context, Result};
use beian_lens_core::report::{Finding, OutcomeKind, Report};
use beian_lens_webdriver::{Browser, Theme};
use serde_json::{Value, json};
use thirtyfour::prelude::{By, WebElement};

use crate::support::{HOST, Lens};

in_both_browsers! {
    filings_are_imported_and_what_is_faulty_stays,
    checks_are_noted_when_history_is_on,
    stored_data_that_cannot_be_read_is_kept_and_said,
    stored_data_of_a_newer_version_stays_as_it_is_and_older_data_is_migrated,
    the_extensions_pages_are_accessible_in_every_language_and_theme,
}

pub(crate) const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <body><main style="height: 3000px"><h1>示例商店</h1></main>
    <footer style="text-align: center"><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer></body></html>"#;

pub(crate) async fn find(lens: &Lens, css: &str) -> Result<WebElement> {
    Ok(lens.session.web().find(By::Css(css)).await?)
}

pub(crate) async fn click(lens: &Lens, css: &str) -> Result<()> {
    let button = find(lens, css).await?;
    button.scroll_into_view().await?;
    Ok(button.click().await?)
}

/// What the extension's storage holds.
pub(crate) async fn stored(lens: &Lens) -> Result<Value> {
    let script = "const [done] = arguments; chrome.storage.local.get(null).then(done);";
    let answer = lens.session.web().execute_async(script, Vec::new()).await?;
    Ok(answer.convert()?)
}

/// Puts something into the extension's storage, past the options page.
pub(crate) async fn store(lens: &Lens, value: Value) -> Result<()> {
    let script = "const [value, done] = arguments; chrome.storage.local.set(value).then(done);";
    lens.session
        .web()
        .execute_async(script, vec![value])
        .await?;
    Ok(())
}

pub(crate) fn finding<'a>(report: &'a Report, rule: &str) -> &'a Finding {
    let mut findings = report.findings.iter();
    findings.find(|finding| finding.rule == rule).unwrap()
}

async fn filings_are_imported_and_what_is_faulty_stays(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    let csv = "domain,icp,public_security\nexample-shop.cn,沪ICP备2021036517号-1,\nnonsense,沪ICP备2021036517号,\n\
               example-cafe.cn,1234,\n<b>bold</b>.cn,沪ICP备2021036517号,\n";
    find(&lens, "#csv textarea").await?.send_keys(csv).await?;
    click(&lens, "#csv [type=submit]").await?;
    lens.page_says("document.querySelectorAll('#csv-faults li').length === 3")
        .await?;
    let faults = find(&lens, "#csv-faults").await?.text().await?;
    for part in ["Line 3", "Line 4", "Line 5", "<b>bold</b>.cn"] {
        assert!(faults.contains(part), "{part}: {faults}");
    }
    assert!(
        stored(&lens).await?.get("filings").is_none(),
        "imported before it was confirmed"
    );

    click(&lens, "#csv-import").await?;
    lens.page_says("document.querySelectorAll('#filings tbody tr').length === 1")
        .await?;
    let rest = find(&lens, "#csv textarea").await?.value().await?;
    assert_eq!(
        rest.as_deref(),
        Some(
            "nonsense,沪ICP备2021036517号,\nexample-cafe.cn,1234,\n<b>bold</b>.cn,沪ICP备2021036517号,\n"
        )
    );

    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    let not_expected = finding(&report, "icp-number-not-expected");
    assert_eq!(not_expected.outcome, OutcomeKind::Failed);
    // The number that the person keeps is not told: the page could read it.
    assert_eq!(not_expected.message.args, ["京ICP备18032457号-1"]);

    // By hand: the number that the page shows is the one expected.
    lens.open_options().await?;
    click(&lens, "#filings tbody button").await?;
    let field = find(&lens, "#filing [name=icp]").await?;
    field.clear().await?;
    field.send_keys("京ICP备18032457号").await?;
    click(&lens, "#filing [type=submit]").await?;
    lens.page_says(
        "document.querySelector('#filings tbody').textContent.includes('京ICP备18032457号')",
    )
    .await?;
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    assert_eq!(
        finding(&report, "icp-number-not-expected").outcome,
        OutcomeKind::Passed
    );
    lens.no_errors().await
}

async fn checks_are_noted_when_history_is_on(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    lens.open_options().await?;
    assert_eq!(stored(&lens).await?.get("history"), None, "noted while off");

    click(&lens, "#history-on").await?;
    lens.page_says("document.querySelector('#history-status').textContent === 'Saved.'")
        .await?;
    // As full as it gets.
    let entry = json!({
        "checkedAt": "2026-11-23T08:00:00Z", "url": "http://www.example-cafe.cn/", "host": "www.example-cafe.cn",
        "verdict": "complete", "missing": 0, "failed": [], "cannotTell": [], "waived": [],
    });
    store(
        &lens,
        json!({ "history": { "schema": 1, "on": true, "rows": vec![entry; 500] } }),
    )
    .await?;
    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    lens.open_options().await?;
    lens.state("the check is noted", async || {
        let history = stored(&lens).await?["history"].clone();
        Ok(history["rows"][0]["host"] == HOST && history["rows"].as_array().unwrap().len() == 500)
    })
    .await?;
    let query = find(&lens, "#history-query").await?;
    query.send_keys("example-shop incomplete").await?;
    lens.page_says("document.querySelectorAll('#history tbody tr').length === 1")
        .await?;

    click(&lens, "#history-clear").await?;
    lens.page_says("document.querySelector('#history').parentElement.hidden")
        .await?;
    click(&lens, "#history-on").await?;
    lens.page_says("document.querySelector('#history-status').textContent === 'Saved.'")
        .await?;
    assert_eq!(
        stored(&lens).await?["history"],
        json!({ "schema": 1, "on": false, "rows": [] })
    );
    lens.no_errors().await
}

async fn stored_data_that_cannot_be_read_is_kept_and_said(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    let broken = json!({ "rows": "gone", "schema": 1 });
    store(&lens, json!({ "filings": broken })).await?;
    lens.open_options().await?;
    let warning = find(&lens, "#warnings").await?.text().await?;
    assert!(warning.contains("filings-corrupt-"), "{warning}");
    let now_stored = stored(&lens).await?;
    let kept = now_stored
        .as_object()
        .unwrap()
        .iter()
        .find(|(key, _)| key.starts_with("filings-corrupt-"));
    assert_eq!(kept.unwrap().1, &broken);
    assert_eq!(now_stored["filings"], json!({ "schema": 1, "rows": [] }));

    // A full storage: Firefox has no limit that could be reached here.
    if name == Browser::Chromium {
        let rest = "x".repeat(10_485_760 - 2_000);
        store(&lens, json!({ "ballast": rest })).await?;
        let fill = "const [done] = arguments;
            const fill = (n) => chrome.storage.local.set({ ['more' + n]: 'x'.repeat(50) }).then(() => fill(n + 1), () => done());
            fill(0);";
        lens.session.web().execute_async(fill, Vec::new()).await?;
        for (field, typed) in [
            (
                "domain",
                "a-very-long-name-of-a-shop-that-does-not-exist.example-shop.cn",
            ),
            ("icp", "京ICP备18032457号"),
            ("publicSecurity", "京公网安备11010502400817号"),
        ] {
            let field = find(&lens, &format!("#filing [name={field}]")).await?;
            field.send_keys(typed).await?;
        }
        click(&lens, "#filing [type=submit]").await?;
        lens.page_says("document.querySelector('#filing-status').textContent !== ''")
            .await?;
        let said = find(&lens, "#filing-status").await?.text().await?;
        assert!(said.contains("storage is full"), "{said}");
        let kept = stored(&lens).await?["filings"].clone();
        assert_eq!(kept, json!({ "schema": 1, "rows": [] }));
    }
    Ok(())
}

async fn stored_data_of_a_newer_version_stays_as_it_is_and_older_data_is_migrated(
    name: Browser,
) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    let newer = json!({ "filings": { "schema": 2, "rows": [{ "domains": ["example-shop.cn"] }] } });
    let mut older = much_kept();
    for key in ["waivers", "history"] {
        older[key].as_object_mut().unwrap().remove("schema");
    }
    older["filings"] = newer["filings"].clone();
    store(&lens, older).await?;

    // A check on a page reads all of it.
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    assert_eq!(
        finding(&report, "icp-number-not-expected").outcome,
        OutcomeKind::Inapplicable
    );

    lens.open_options().await?;
    let warning = find(&lens, "#warnings").await?.text().await?;
    assert!(warning.contains("newer version"), "{warning}");
    for (field, typed) in [("domain", "example-shop.cn"), ("icp", "京ICP备18032457号")] {
        let field = find(&lens, &format!("#filing [name={field}]")).await?;
        field.send_keys(typed).await?;
    }
    click(&lens, "#filing [type=submit]").await?;
    lens.page_says(
        "document.querySelector('#filing-status').textContent.includes('newer version')",
    )
    .await?;
    find(&lens, "#csv textarea")
        .await?
        .send_keys("example-shop.cn,京ICP备18032457号,\n")
        .await?;
    click(&lens, "#csv [type=submit]").await?;
    lens.page_says("!document.querySelector('#csv-import').hidden")
        .await?;
    click(&lens, "#csv-import").await?;
    lens.page_says("document.querySelector('#csv-status').textContent.includes('newer version')")
        .await?;

    let stored = stored(&lens).await?;
    assert_eq!(stored["filings"], newer["filings"]);
    let (waivers, history) = (&stored["waivers"], &stored["history"]);
    assert_eq!(waivers, &much_kept()["waivers"]);
    assert_eq!(
        (&history["schema"], &history["on"]),
        (&json!(1), &json!(true))
    );
    // The check above was noted.
    assert_eq!(history["rows"].as_array().unwrap().len(), 5);
    let keys: Vec<_> = stored.as_object().unwrap().keys().collect();
    assert!(keys.iter().all(|key| !key.contains("corrupt")), "{keys:?}");
    lens.no_errors().await
}

/// A picture of all of a page in a window so wide; nothing of it may stick out.
pub(crate) async fn keep_whole_page(lens: &Lens, name: &str, width: i32) -> Result<()> {
    lens.session.set_viewport([width, 800]).await?;
    lens.page_says(&format!("innerWidth === {width}")).await?;
    let overflow =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(lens.session.evaluate(overflow).await?, 0, "{name}");
    lens.keep_screenshot_of_page(name).await
}

/// What axe-core finds in the page.
pub(crate) async fn complaints(lens: &Lens) -> Result<Value> {
    let axe = std::env::var("BEIAN_LENS_NODE_MODULES").context("run by `cargo xtask test`")?;
    let axe = std::fs::read_to_string(Path::new(&axe).join("axe-core/axe.min.js"))?;
    let script = format!(
        "{axe}; return axe.run().then(({{violations}}) => violations.map(({{id, nodes}}) => id + ': ' + nodes.map(({{html}}) => html).join(' ')))"
    );
    Ok(lens.session.evaluate(&script).await?)
}

/// What somebody has kept who uses it much.
pub(crate) fn much_kept() -> Value {
    let entry = |time: &str, path: &str, verdict: &str| {
        json!({
            "checkedAt": time, "url": format!("http://{HOST}{path}"), "host": HOST, "verdict": verdict, "missing": 3,
            "failed": ["icp-number-missing"], "cannotTell": [], "waived": [],
        })
    };
    json!({
        "filings": { "schema": 1, "rows": [
            { "domain": "example-cafe.com.cn", "icp": "沪ICP备2021036517号", "publicSecurity": "" },
            { "domain": "example-shop.cn", "icp": "京ICP备18032457号-1", "publicSecurity": "京公网安备11010502400817号" },
        ] },
        "waivers": { "schema": 1, "rows": [
            { "host": HOST, "rule": "icp-not-centred", "reason": "By design, agreed with the agency in May",
              "since": "2026-11-23T08:00:00Z" },
        ] },
        "history": { "schema": 1, "on": true, "rows": [
            entry("2026-11-23T08:00:00Z", "/", "incomplete"),
            entry("2026-11-22T09:30:00Z", "/about/a-rather-long-path-of-a-page/that-has-to-be-broken?campaign=autumn", "needs-review"),
            entry("2026-11-21T10:15:00Z", "/", "complete"),
            entry("2026-11-20T10:15:00Z", "/", "not-required"),
        ] },
    })
}

async fn the_extensions_pages_are_accessible_in_every_language_and_theme(
    name: Browser,
) -> Result<()> {
    let lens = Lens::start(name).await?;
    let mut found = Vec::new();
    for kept in [json!({}), much_kept()] {
        let is_empty = kept == json!({});
        lens.open_options().await?;
        store(&lens, kept).await?;
        for language in ["en", "zh_CN", "zh_TW"] {
            store(&lens, json!({ "language": language })).await?;
            for theme in [Theme::Light, Theme::Dark] {
                lens.session.set_theme(theme).await?;
                lens.open_options().await?;
                if !is_empty {
                    find(&lens, "#csv textarea")
                        .await?
                        .send_keys("example-bar.cn,京ICP备19044321号,\nnonsense,1,2\n")
                        .await?;
                    click(&lens, "#csv [type=submit]").await?;
                    lens.page_says("document.querySelectorAll('#csv-faults li').length === 1")
                        .await?;
                }
                for width in [1280, 390] {
                    let kind = if is_empty { "options-empty" } else { "options" };
                    let picture = format!("{kind}-{language}-{}-{width}", theme.name());
                    keep_whole_page(&lens, &picture, width).await?;
                    let complaints: Vec<String> = serde_json::from_value(complaints(&lens).await?)?;
                    found.extend(complaints.iter().map(|what| format!("{picture}: {what}")));
                }
            }
        }
    }
    for page in ["rules/en.html", "rules/zh.html"] {
        lens.session
            .goto(&lens.session.extension_url(page).await?)
            .await?;
        for theme in [Theme::Light, Theme::Dark] {
            lens.session.set_theme(theme).await?;
            let complaints: Vec<String> = serde_json::from_value(complaints(&lens).await?)?;
            found.extend(complaints.iter().map(|what| format!("{page}: {what}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    lens.no_errors().await
}
