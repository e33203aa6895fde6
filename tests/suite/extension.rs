//! The packaged extension in Chromium and Firefox, with a real click on its toolbar button.
//!
//! The packages in `dist/` are made by `cargo xtask build`; `cargo xtask test` does that first. A browser that is missing
//! is a failure: its message says how to get it.

use anyhow::Result;
use beian_lens_core::report::{Engine, Report};
use beian_lens_webdriver::check::Clicked;
use beian_lens_webdriver::{Browser, Key, PageLoad};
use serde_json::Value;

use crate::support::stalled::Stalled;
use crate::support::{HOST, Lens, browser, until};

in_both_browsers! {
    injection_is_refused_before_the_click,
    a_plain_page_is_checked,
    strict_policies_are_no_obstacle,
    the_overlay_can_be_used_over_a_modal_dialog,
    both_engines_give_the_same_report,
    closing_leaves_the_page_as_it_was,
    two_quick_clicks_open_and_close,
    a_click_while_loading_opens_the_overlay,
    a_page_that_removes_foreign_nodes_wins_quietly,
    odd_documents_end_in_a_clear_state,
    a_page_of_200_000_elements_is_checked,
    a_tab_that_is_closed_in_the_middle_harms_nothing,
}

/// A shop without a public security filing.
const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <body><main><h1>示例商店</h1><p>欢迎光临</p></main>
    <footer><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer></body></html>"#;

const NO_SCRIPTS: (&str, &str) = ("content-security-policy", "default-src 'none'");

async fn injection_is_refused_before_the_click(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let answer = injected_by_the_extension(&lens).await?;
    assert!(
        answer.contains("Cannot access contents") || answer.contains("Missing host permission"),
        "{answer}"
    );

    lens.click_for_report().await?;
    assert_eq!(injected_by_the_extension(&lens).await?, "a script ran");
    Ok(())
}

/// Lets a page of the extension's own try to run a script in the tab of the test page, and says what came of it.
async fn injected_by_the_extension(lens: &Lens) -> Result<String> {
    let web = lens.session.web();
    let page = web.window().await?;
    let own = web.new_tab().await?;
    web.switch_to_window(own).await?;
    lens.open_options().await?;
    let answer = web
        .execute_async(
            "const done = arguments[0];
             chrome.tabs.query({ index: 0 })
                 .then(([tab]) => chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => 'a script ran' }))
                 .then(([{ result }]) => done(result), (error) => done(String(error)));",
            Vec::new(),
        )
        .await?
        .convert()?;
    web.close_window().await?;
    web.switch_to_window(page).await?;
    Ok(answer)
}

async fn a_plain_page_is_checked(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    assert!(
        lens.session.report().await?.is_none(),
        "an overlay before the click"
    );
    let report = lens.click_for_report().await?;
    assert_eq!(report.url, format!("http://{HOST}/"));
    assert_eq!(report.host, HOST);
    assert_eq!(report.tool.engine, Engine::Wasm);
    assert_eq!(lens.session.viewport().await?, [1280, 900]);
    lens.keep_screenshot("plain").await?;
    lens.no_errors().await
}

async fn strict_policies_are_no_obstacle(name: Browser) -> Result<()> {
    let refused = match name {
        Browser::Chromium => Engine::Wasm2js,
        Browser::Firefox => Engine::Wasm,
    };
    let lens = Lens::start(name).await?;
    for (what, policy, engine) in [
        ("strict-csp", NO_SCRIPTS.1, refused),
        ("script-src", "script-src 'self'", refused),
        (
            "wasm-unsafe-eval",
            "script-src 'wasm-unsafe-eval'",
            Engine::Wasm,
        ),
        (
            "trusted-types",
            "require-trusted-types-for 'script'; trusted-types 'none'",
            Engine::Wasm,
        ),
        (
            "style-src",
            "style-src 'none'; object-src 'none'",
            Engine::Wasm,
        ),
        ("sandbox", "sandbox", Engine::Wasm),
    ] {
        lens.open_with("page.html", PAGE, &[("content-security-policy", policy)])
            .await?;
        let report = lens.click_for_report().await?;
        assert_eq!(report.tool.engine, engine, "{what}");
        lens.keep_screenshot(what).await?;
    }
    let in_the_page = PAGE.replace(
        "<title>",
        "<meta http-equiv=content-security-policy content=\"script-src 'none'\"><title>",
    );
    lens.open("page.html", in_the_page).await?;
    assert_eq!(
        lens.click_for_report().await?.tool.engine,
        refused,
        "a policy in the page"
    );
    Ok(())
}

async fn the_overlay_can_be_used_over_a_modal_dialog(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        PAGE.replace("</main>", "</main><dialog>Cookies?</dialog><script>document.querySelector('dialog').showModal()</script>"),
    )
    .await?;
    let before = lens.markup().await?;
    lens.click_for_report().await?;
    lens.keep_screenshot("modal-dialog").await?;
    close_by_its_button(&lens).await?;
    lens.closed().await?;
    assert_eq!(lens.markup().await?, before);
    assert_eq!(
        lens.session
            .evaluate("return document.querySelector('dialog').open")
            .await?,
        true
    );
    lens.no_errors().await
}

async fn both_engines_give_the_same_report(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    // More than 1 MB of text makes the engine's memory grow: a view of the old memory would read zeros from then on.
    let paragraphs: String = (0..12_000)
        .map(|n| {
            format!("<p>第{n}段：本店出售各种示例商品，均附合格证明，欢迎选购。ICP备案须知</p>")
        })
        .collect();
    let big = PAGE.replace("</main>", &format!("{paragraphs}</main>"));
    assert!(big.len() > 1_000_000);
    for page in [PAGE, &big] {
        lens.open("page.html", page).await?;
        let wasm = lens.click_for_report().await?;
        lens.open_with("page.html", page, &[NO_SCRIPTS]).await?;
        let other = lens.click_for_report().await?;
        assert_eq!(
            wasm.tool.engine == other.tool.engine,
            name == Browser::Firefox
        );
        assert_eq!(comparable(wasm), comparable(other));
    }
    Ok(())
}

/// A report without what is never twice the same.
fn comparable(mut report: Report) -> Value {
    report.tool.engine = Engine::Native;
    report.timings = None;
    report.checked_at = None;
    serde_json::to_value(report).unwrap()
}

async fn closing_leaves_the_page_as_it_was(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    for way in ["Esc", "close button", "second click"] {
        lens.click_for_report().await?;
        assert_ne!(lens.markup().await?, before, "{way}: nothing was opened");
        match way {
            "Esc" => lens.session.press(Key::Escape).await?,
            "close button" => close_by_its_button(&lens).await?,
            _ => lens.session.click().await?,
        }
        lens.closed().await?;
        assert_eq!(lens.markup().await?, before, "{way}");
    }
    lens.no_errors().await
}

async fn close_by_its_button(lens: &Lens) -> Result<()> {
    let root = lens.session.overlay_root().await?.expect("an open overlay");
    Ok(root.find("[data-action=close]").await?.click().await?)
}

async fn two_quick_clicks_open_and_close(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.session
        .evaluate(
            "window.seen = [];
             new MutationObserver((changes) => {
                 for (const { addedNodes, removedNodes } of changes) {
                     for (const node of addedNodes) seen.push('+' + node.localName);
                     for (const node of removedNodes) seen.push('-' + node.localName);
                 }
             }).observe(document.documentElement, { childList: true });",
        )
        .await?;
    let before = lens.markup().await?;
    lens.session.click().await?;
    lens.session.click().await?;
    lens.closed().await?;
    // The second click takes the first one back, before or after the overlay was there.
    let seen = lens.session.evaluate("return seen.join()").await?;
    assert!(
        ["", "+div,-div"].contains(&seen.as_str().unwrap()),
        "{seen}"
    );
    assert_eq!(lens.markup().await?, before);
    lens.no_errors().await
}

async fn a_click_while_loading_opens_the_overlay(name: Browser) -> Result<()> {
    let (first, second) = PAGE.split_once("<footer>").unwrap();
    let site = Stalled::start(first, second).await?;
    let session = browser(name, site.address, PageLoad::Nothing).await?;
    session.goto(&format!("http://{HOST}/")).await?;
    until("the first half is there", async || {
        Ok(session
            .evaluate("return document.querySelector('h1') !== null")
            .await?
            == true)
    })
    .await?;
    // A script that never comes is daily life in the mainland: nobody waits for it.
    session.click().await?;
    until("the overlay opens", async || {
        Ok(session.report().await?.is_some())
    })
    .await?;
    assert_eq!(
        session.evaluate("return document.readyState").await?,
        "loading"
    );
    site.go_on();
    until("what comes later is checked too", async || {
        Ok(session
            .report()
            .await?
            .is_some_and(|report| report.marks.len() == 1))
    })
    .await?;
    let count = "return document.querySelectorAll('div[popover=manual]').length";
    assert_eq!(session.evaluate(count).await?, 1);
    Ok(())
}

async fn a_page_that_removes_foreign_nodes_wins_quietly(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let guard = "<script>
        window.removed = 0;
        new MutationObserver(() => {
            for (const node of document.querySelectorAll('div[popover=manual]')) { node.remove(); removed += 1; }
        }).observe(document, { childList: true, subtree: true });
        </script>";
    lens.open(
        "page.html",
        PAGE.replace("</main>", &format!("</main>{guard}")),
    )
    .await?;
    let before = lens.markup().await?;
    lens.session.click().await?;
    // It comes back once, and then gives up.
    lens.page_says("removed === 2").await?;
    lens.closed().await?;
    assert_eq!(lens.markup().await?, before);
    lens.no_errors().await
}

async fn odd_documents_end_in_a_clear_state(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    for (file, content, has_report) in [
        ("empty.html", &b""[..], true),
        (
            "no-body.xhtml",
            br#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head></html>"#,
            true,
        ),
        (
            "frames.html",
            b"<frameset cols=50%,*><frame src=about:blank><frame src=about:blank></frameset>",
            true,
        ),
        (
            "invalid.html",
            b"<!doctype html><p>\xff\xfe\xc3\x28 \xe4\xba ICP</p>",
            true,
        ),
        (
            "picture.svg",
            br#"<svg xmlns="http://www.w3.org/2000/svg"><text y="20">ICP</text></svg>"#,
            true,
        ),
        (
            "data.xml",
            b"<?xml version='1.0'?><root><item/></root>",
            true,
        ),
        ("text.txt", "京ICP备18032457号-1".as_bytes(), true),
        ("paper.pdf", PDF, false),
    ] {
        lens.open(file, content).await?;
        match lens.click().await? {
            Clicked::Opened(_) => assert!(has_report, "{file}: a report of nothing"),
            Clicked::Refused(message) => {
                assert!(!has_report && !message.is_empty(), "{file}: {message}");
            }
            Clicked::Removed => panic!("{file}: the overlay is gone"),
        }
        lens.no_errors().await?;
    }
    Ok(())
}

/// One empty page.
const PDF: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
trailer<</Root 1 0 R>>
";

async fn a_page_of_200_000_elements_is_checked(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let rows = "<div><span>商品</span></div>".repeat(100_000);
    lens.open(
        "page.html",
        PAGE.replace("</main>", &format!("{rows}</main>")),
    )
    .await?;
    lens.click_for_report().await?;
    lens.no_errors().await
}

async fn a_tab_that_is_closed_in_the_middle_harms_nothing(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let web = lens.session.web();
    let first = web.window().await?;
    web.switch_to_window(web.new_tab().await?).await?;
    lens.open("page.html", PAGE).await?;
    lens.session.click().await?;
    web.close_window().await?;
    web.switch_to_window(first).await?;
    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    lens.no_errors().await
}
