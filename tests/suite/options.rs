//! What a person keeps and hands over: my filings, history, waivers, exports, through the options page and the card of
//! the packaged extension, in both browsers.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use beian_lens_core::report::{Finding, OutcomeKind, Report, Verdict};
use beian_lens_webdriver::{Browser, Key, Theme};
use serde_json::{Value, json};
use thirtyfour::prelude::{By, WebElement};

use crate::support::{HOST, Lens};

in_both_browsers! {
    filings_are_imported_and_what_is_faulty_stays,
    checks_are_noted_when_history_is_on,
    a_finding_is_ignored_with_a_reason_and_counts_again,
    a_picture_that_the_browser_refuses_is_said_to_be_missing,
    what_is_printed_is_inert_and_the_page_is_scrolled_back,
    the_print_page_is_accessible_in_every_language_and_theme,
    the_json_that_is_downloaded_is_the_report_of_the_card_with_its_notes,
    the_html_that_is_downloaded_stands_alone_runs_nothing_and_is_accessible,
    markdown_is_copied,
    stored_data_that_cannot_be_read_is_kept_and_said,
    stored_data_of_a_newer_version_stays_as_it_is_and_older_data_is_migrated,
    the_extensions_pages_are_accessible_in_every_language_and_theme,
}

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <body><main style="height: 3000px"><h1>示例商店</h1></main>
    <footer style="text-align: center"><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer></body></html>"#;

async fn find(lens: &Lens, css: &str) -> Result<WebElement> {
    Ok(lens.session.web().find(By::Css(css)).await?)
}

async fn click(lens: &Lens, css: &str) -> Result<()> {
    let button = find(lens, css).await?;
    button.scroll_into_view().await?;
    Ok(button.click().await?)
}

/// What the extension's storage holds.
async fn stored(lens: &Lens) -> Result<Value> {
    let script = "const [done] = arguments; chrome.storage.local.get(null).then(done);";
    let answer = lens.session.web().execute_async(script, Vec::new()).await?;
    Ok(answer.convert()?)
}

/// Puts something into the extension's storage, past the options page.
async fn store(lens: &Lens, value: Value) -> Result<()> {
    let script = "const [value, done] = arguments; chrome.storage.local.set(value).then(done);";
    lens.session
        .web()
        .execute_async(script, vec![value])
        .await?;
    Ok(())
}

fn finding<'a>(report: &'a Report, rule: &str) -> &'a Finding {
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

/// Opens a row of the card and presses a button of a finding in it.
async fn press_in_finding(lens: &Lens, rule: &str, css: &str) -> Result<()> {
    let root = lens.session.overlay_root().await?.context("no overlay")?;
    let button = root
        .find(&format!(".finding[data-rule={rule}] {css}"))
        .await?;
    button.scroll_into_view().await?;
    button.click().await.with_context(|| css.to_owned())
}

async fn reported(lens: &Lens, what: &str, is_so: impl Fn(&Report) -> bool) -> Result<()> {
    lens.state(what, async || {
        Ok(lens.session.report().await?.as_ref().is_some_and(&is_so))
    })
    .await
}

async fn a_finding_is_ignored_with_a_reason_and_counts_again(name: Browser) -> Result<()> {
    const RULE: &str = "public-security-number-missing";
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    assert_eq!(report.verdict, Verdict::Incomplete);

    let root = lens.session.overlay_root().await?.context("no overlay")?;
    let row = root
        .find("[data-element=public-security-number] > summary")
        .await?;
    row.click().await.context("opening the row")?;
    press_in_finding(&lens, RULE, ".waive > summary").await?;
    // Without a reason nothing is ignored.
    press_in_finding(&lens, RULE, "[data-action=waive]").await?;
    lens.state("the reason is asked for", async || {
        Ok(live(&lens).await?.contains("reason"))
    })
    .await?;
    let field = root
        .find(&format!(".finding[data-rule={RULE}] input"))
        .await?;
    // Not the driver's Send Keys: chromedriver looks for the focus in open roots alone.
    field.click().await.context("clicking the field")?;
    let web = lens.session.web();
    web.action_chain()
        .send_keys("<b>applied for</b>")
        .send_keys(Key::Enter)
        .perform()
        .await?;
    reported(&lens, "the finding is waived", |report| {
        finding(report, RULE).waived.is_some()
    })
    .await?;
    lens.keep_screenshot("waived").await?;

    // It stays so on the next visit, and the verdict says it.
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    let waived = finding(&report, RULE);
    assert_eq!(waived.outcome, OutcomeKind::Failed);
    assert_eq!(waived.waived.as_ref().unwrap().reason, "<b>applied for</b>");
    assert_eq!(report.verdict, Verdict::Complete);
    let root = lens.session.overlay_root().await?.context("no overlay")?;
    let verdict = root.find(".verdict").await?.text().await?;
    assert!(verdict.contains("ignored with a reason (1)"), "{verdict}");

    lens.open_options().await?;
    let list = find(&lens, "#waivers tbody").await?.text().await?;
    assert!(
        list.contains("<b>applied for</b>") && list.contains(HOST),
        "{list}"
    );
    click(&lens, "#waivers tbody button").await?;
    lens.page_says("document.querySelector('#waivers').parentElement.hidden")
        .await?;
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    assert_eq!(report.verdict, Verdict::Incomplete);
    lens.no_errors().await
}

/// Presses an export button of the card.
async fn export(lens: &Lens, format: &str) -> Result<()> {
    let root = lens.session.overlay_root().await?.context("no overlay")?;
    let button = root.find(&format!("[data-format={format}]")).await?;
    button.scroll_into_view().await?;
    Ok(button.click().await?)
}

/// What the card says to screen readers.
async fn live(lens: &Lens) -> Result<String> {
    let root = lens.session.overlay_root().await?.context("no overlay")?;
    let text = root.find(".live").await?.prop("textContent").await?;
    Ok(text.unwrap_or_default())
}

/// Waits until the card says something.
async fn said(lens: &Lens, what: &str) -> Result<()> {
    lens.state(what, async || Ok(live(lens).await? == what))
        .await
}

async fn what_is_printed_is_inert_and_the_page_is_scrolled_back(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let page = PAGE.replace("https://beian.miit.gov.cn/", EVIL);
    lens.open("page.html", &page).await?;
    lens.click_for_report().await?;
    lens.session.evaluate("scrollTo(0, 700)").await?;
    for format in ["json", "html"] {
        export(&lens, format).await?;
        said(&lens, "Done.").await?;
    }
    assert_eq!(lens.session.evaluate("return scrollY").await?, 700);
    let root = lens.session.overlay_root().await?.context("no overlay")?;
    assert!(root.find(".verdict").await?.is_displayed().await?);
    print(&lens, "Done.").await?;
    let found = lens
        .session
        .evaluate(
            "return [document.querySelectorAll('main script, main a, main iframe, main [onerror]').length,
                     [...document.images].filter((image) => image.src.startsWith('data:image/png') && image.naturalWidth > 300).length,
                     document.images.length,
                     document.body.textContent.includes('<script>alert(2)</script>'),
                     document.body.textContent.includes('It does not ask the register')]",
        )
        .await?;
    assert_eq!(found, json!([0, 1, 1, true, true]));
    lens.no_errors().await
}

async fn a_picture_that_the_browser_refuses_is_said_to_be_missing(name: Browser) -> Result<()> {
    // Firefox takes as many screenshots as it is asked for.
    if name == Browser::Firefox {
        return Ok(());
    }
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.open_other_tab().await?;
    lens.click_for_report().await?;
    // Another page of the extension uses up all screenshots that Chromium allows.
    lens.in_other_tab(
        "(async () => { for (;;) await chrome.tabs.captureVisibleTab().catch(() => undefined); })();",
    )
    .await?;
    print(&lens, "Done.").await?;
    let text = lens
        .session
        .evaluate("return document.body.textContent")
        .await?;
    assert!(
        text.as_str()
            .unwrap()
            .contains("No screenshot: the browser did not allow one to be taken."),
        "{text}"
    );
    lens.no_errors().await
}

/// Prints what the card shows, which says `done` then, and opens the print page in a new tab. The tab that the extension opened for it is closed:
/// Chromium's driver does not list it, but another page of the extension's own does.
async fn print(lens: &Lens, done: &str) -> Result<()> {
    export(lens, "print").await?;
    said(lens, done).await?;
    let web = lens.session.web();
    web.switch_to_window(web.new_tab().await?).await?;
    lens.open_options().await?;
    let page = lens.session.extension_url("proof/proof.html").await?;
    let close = "const [url, done] = arguments;
        chrome.tabs.query({}).then((tabs) => tabs.filter((tab) => tab.url === url && tab.status === 'complete').map(({ id }) => id))
            .then((ids) => chrome.tabs.remove(ids).then(() => done(ids.length)))";
    lens.state("a tab with the print", async || {
        let answer = web.execute_async(close, vec![json!(page)]).await?;
        Ok(answer.convert::<usize>()? == 1)
    })
    .await?;
    lens.session.goto(&page).await?;
    lens.page_says("document.querySelector('main .notes') !== null")
        .await
}

async fn the_print_page_is_accessible_in_every_language_and_theme(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let mut found = Vec::new();
    for (language, tag, done) in [
        ("en", "en", "Done."),
        ("zh_CN", "zh-CN", "已完成。"),
        ("zh_TW", "zh-TW", "已完成。"),
    ] {
        lens.session.set_language(language).await?;
        lens.open("page.html", PAGE).await?;
        lens.click_for_report().await?;
        print(&lens, done).await?;
        lens.page_says(&format!("document.documentElement.lang === '{tag}'"))
            .await?;
        for theme in [Theme::Light, Theme::Dark] {
            lens.session.set_theme(theme).await?;
            for width in [1280, 390] {
                let picture = format!("proof-{language}-{}-{width}", theme.name());
                keep_whole_page(&lens, &picture, width).await?;
                let complaints: Vec<String> = serde_json::from_value(complaints(&lens).await?)?;
                found.extend(complaints.iter().map(|what| format!("{picture}: {what}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    lens.no_errors().await
}

/// Presses an export button, and waits for the file that comes of it.
async fn download(lens: &Lens, format: &str, done: &str, folder: &Path) -> Result<PathBuf> {
    lens.session.save_downloads_in(folder).await?;
    export(lens, format).await?;
    said(lens, done).await?;
    // Browsers write under another name until all of it is there; Firefox keeps the place with an empty file.
    let file = || {
        let files = folder
            .read_dir()
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path()));
        let mut done = files.filter(|file| file.extension().is_some_and(|ending| ending == format));
        done.find(|file| file.metadata().is_ok_and(|about| about.len() > 0))
    };
    lens.state("the download is there", async || Ok(file().is_some()))
        .await?;
    Ok(file().unwrap())
}

async fn the_json_that_is_downloaded_is_the_report_of_the_card_with_its_notes(
    name: Browser,
) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let shown = lens.click_for_report().await?;
    let folder = tempfile::tempdir()?;
    let file = download(&lens, "json", "Done.", folder.path()).await?;
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("beian-lens-www.example-shop.cn-20"),
        "{name}"
    );

    let mut json: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
    let notes = json.as_object_mut().unwrap().remove("notes").unwrap();
    assert_eq!(
        notes,
        json!([
            "Checked in a window of 1280 × 900 pixels; at other widths the page may look different.",
            "This check only reads the page. It does not ask the register whether a number is valid.",
        ])
    );
    assert_eq!(serde_json::from_value::<Report>(json.clone())?, shown);
    // No field is lost on the way through the extension, and none is added but the notes. JavaScript writes 0.0 as 0.
    let mut same = serde_json::to_value(&shown)?;
    for value in [&mut json, &mut same] {
        value["timings"] = json!({});
    }
    assert!(json == same, "{json}\n{same}");
    let mut fields: Vec<&String> = json.as_object().unwrap().keys().collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "applicability",
            "browser",
            "checkedAt",
            "findings",
            "host",
            "marks",
            "schema",
            "timings",
            "tool",
            "unread",
            "url",
            "verdict",
        ]
    );
    lens.no_errors().await
}

/// What a page says that wants to be markup; as an attribute.
const EVIL: &str = "https://evil.example/&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(2)&lt;/script&gt;";

async fn the_html_that_is_downloaded_stands_alone_runs_nothing_and_is_accessible(
    name: Browser,
) -> Result<()> {
    const TRY_ALL: &str = "
        const [done] = arguments;
        const refused = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
            refused.push(effectiveDirective);
            if (refused.length === 2) done([refused.sort(), document.documentElement.dataset.ran ?? null]);
        });
        const script = document.createElement('script');
        script.textContent = 'document.documentElement.dataset.ran = true';
        document.body.append(script);
        new Image().src = 'http://www.example-shop.cn/seen.png';";
    let lens = Lens::start(name).await?;
    let page = PAGE.replace("https://beian.miit.gov.cn/", EVIL);
    let mut found = Vec::new();
    for (language, said) in [
        ("en", "Done."),
        ("zh_CN", "已完成。"),
        ("zh_TW", "已完成。"),
    ] {
        lens.session.set_language(language).await?;
        lens.open("page.html", &page).await?;
        lens.click_for_report().await?;
        let folder = tempfile::tempdir()?;
        let file = download(&lens, "html", said, folder.path()).await?;
        drop(lens.asked());
        let file = format!("file://{}", file.display());
        lens.session.goto(&file).await?;
        let shown = lens
            .session
            .evaluate(
                "const [picture] = document.images;
                 return [document.documentElement.lang,
                         ['京ICP备18032457号-1', 'https://evil.example/', '<script>alert(2)</script>']
                             .every((text) => document.body.innerText.includes(text)),
                         document.images.length, picture.src.startsWith('data:image/png'), picture.naturalWidth,
                         document.querySelectorAll('script, a, iframe, link, object, [onerror]').length,
                         document.querySelector('meta[http-equiv=content-security-policy]').content.startsWith(\"default-src 'none'\")]",
            )
            .await?;
        let tag = language.replace('_', "-");
        assert_eq!(shown, json!([tag, true, 1, true, 1280, 0, true]));
        for theme in [Theme::Light, Theme::Dark] {
            lens.session.set_theme(theme).await?;
            let picture = format!("html-{language}-{}", theme.name());
            lens.keep_screenshot_of_page(&picture).await?;
            let complaints: Vec<String> = serde_json::from_value(complaints(&lens).await?)?;
            found.extend(complaints.iter().map(|what| format!("{picture}: {what}")));
        }
        let refused = lens
            .session
            .web()
            .execute_async(TRY_ALL, Vec::new())
            .await?;
        assert_eq!(
            refused.json(),
            &json!([["img-src", "script-src-elem"], null])
        );
        let asked = lens.asked().into_iter();
        let asked: Vec<_> = asked.filter(|asked| asked.host == HOST).collect();
        assert_eq!(asked, []);
    }
    assert!(found.is_empty(), "{found:#?}");
    lens.no_errors().await
}

async fn markdown_is_copied(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        PAGE.replace("<main", "<textarea id=paste></textarea><main"),
    )
    .await?;
    lens.click_for_report().await?;
    export(&lens, "markdown").await?;
    said(&lens, "Copied.").await?;
    lens.session.click().await?;
    lens.closed().await?;
    let field = find(&lens, "#paste").await?;
    field.click().await?;
    field.send_keys(Key::Control + "v").await?;
    let pasted = field.value().await?.unwrap_or_default();
    assert!(
        pasted.starts_with("# ") && pasted.contains("It does not ask the register"),
        "{pasted}"
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
async fn keep_whole_page(lens: &Lens, name: &str, width: i32) -> Result<()> {
    lens.session.set_viewport([width, 800]).await?;
    lens.page_says(&format!("innerWidth === {width}")).await?;
    let overflow =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(lens.session.evaluate(overflow).await?, 0, "{name}");
    lens.keep_screenshot_of_page(name).await
}

/// What axe-core finds in the page.
async fn complaints(lens: &Lens) -> Result<Value> {
    let axe = std::env::var("BEIAN_LENS_NODE_MODULES").context("run by `cargo xtask test`")?;
    let axe = std::fs::read_to_string(Path::new(&axe).join("axe-core/axe.min.js"))?;
    let script = format!(
        "{axe}; return axe.run().then(({{violations}}) => violations.map(({{id, nodes}}) => id + ': ' + nodes.map(({{html}}) => html).join(' ')))"
    );
    Ok(lens.session.evaluate(&script).await?)
}

/// What somebody has kept who uses it much.
fn much_kept() -> Value {
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
