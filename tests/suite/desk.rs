//! Tests the desk, the extension's own page beside a checked page: ignoring, exporting and what is kept for a site, in both
//! browsers.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use beian_lens_core::report::{OutcomeKind, Report, Verdict};
use beian_lens_webdriver::{Browser, Key, Theme};
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::options::{
    PAGE, click, complaints, find, finding, keep_whole_page, much_kept, store, stored,
};
use crate::support::{HOST, Lens};

in_both_browsers! {
    the_card_opens_the_desk_and_nothing_more,
    a_finding_is_ignored_with_a_reason_and_counts_again,
    what_is_kept_for_the_site_is_shown_and_can_be_taken_back,
    a_check_that_is_gone_is_said,
    what_is_printed_is_inert_and_the_page_is_scrolled_back,
    a_picture_that_the_browser_refuses_is_said_to_be_missing,
    the_json_that_is_downloaded_is_the_report_of_the_card_with_its_notes,
    the_html_that_is_downloaded_stands_alone_runs_nothing_and_is_accessible,
    markdown_is_copied,
    the_desk_is_accessible_in_every_language_and_theme,
}

const RULE: &str = "public-security-number-missing";

/// The desk in a tab of the driver's own, beside the page.
pub(crate) struct Desk<'a> {
    lens: &'a Lens,
    page: WindowHandle,
}

impl<'a> Desk<'a> {
    /// Opens a view of the desk beside the page under test, as the card's buttons do: Chromium's driver does not list tabs that
    /// an extension opens.
    pub(crate) async fn open(lens: &'a Lens, view: &str) -> Result<Self> {
        let web = lens.session.web();
        let page = web.window().await?;
        let tab = lens.own_tab_beside().await?;
        let desk = Self { lens, page };
        let url = format!("desk/desk.html?tab={tab}#{view}");
        lens.session
            .goto(&lens.session.extension_url(&url).await?)
            .await?;
        desk.is_there().await?;
        Ok(desk)
    }

    async fn is_there(&self) -> Result<()> {
        self.lens
            .page_says("document.querySelector('main').ariaBusy === 'false'")
            .await
    }

    pub(crate) async fn says(&self, what: &str) -> Result<()> {
        self.lens
            .state(what, async || {
                let status = find(self.lens, "#status").await?.text().await?;
                Ok(status.contains(what))
            })
            .await
    }

    /// Waits until the desk has closed itself, and goes on in the page.
    async fn returned(self) -> Result<()> {
        let web = self.lens.session.web();
        self.lens
            .state("the desk closes itself", async || {
                Ok(web.windows().await?.len() == 1)
            })
            .await?;
        Ok(web.switch_to_window(self.page).await?)
    }

    /// Closes the desk, and goes on in the page.
    pub(crate) async fn close(self) -> Result<()> {
        let web = self.lens.session.web();
        web.close_window().await?;
        Ok(web.switch_to_window(self.page).await?)
    }
}

impl Lens {
    /// Opens a page of the extension's own in a new tab and goes on there. The id of the tab that was in front.
    async fn own_tab_beside(&self) -> Result<u64> {
        let web = self.session.web();
        web.switch_to_window(web.new_tab().await?).await?;
        self.open_options().await?;
        let id = "const [done] = arguments;
            chrome.tabs.getCurrent().then((own) => chrome.tabs.query({}).then((tabs) => done(tabs.find(({ id }) => id !== own.id).id)));";
        Ok(web.execute_async(id, Vec::new()).await?.convert()?)
    }

    /// The addresses of the extension's own tabs that the card opened, which are closed.
    pub(crate) async fn opened_by_the_card(&self) -> Result<Vec<String>> {
        let web = self.session.web();
        let page = web.window().await?;
        self.own_tab_beside().await?;
        let close = "const [done] = arguments;
            const own = chrome.runtime.getURL('');
            chrome.tabs.getCurrent().then(async ({ id }) => {
                const tabs = await chrome.tabs.query({});
                const opened = tabs.filter((tab) => tab.id !== id && tab.url?.startsWith(own));
                const views = chrome.extension.getViews({ type: 'tab' }).filter(({ document }) => document.URL.includes('/desk/'));
                // One that is closed while it asks the background leaves an error in Firefox's console.
                if (views.some(({ document }) => document.querySelector('main')?.ariaBusy !== 'false')) return done([]);
                await chrome.tabs.remove(opened.map((tab) => tab.id));
                done(opened.map((tab) => tab.url.slice(own.length)));
            });";
        let opened = RefCell::new(Vec::new());
        self.state("a tab beside the page", async || {
            let answer = web.execute_async(close, Vec::new()).await?;
            *opened.borrow_mut() = answer.convert::<Vec<String>>()?;
            Ok(!opened.borrow().is_empty())
        })
        .await?;
        web.close_window().await?;
        web.switch_to_window(page).await?;
        Ok(opened.take())
    }
}

async fn the_card_opens_the_desk_and_nothing_more(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.click_for_report().await?;
    for (buttons, opened) in [
        (
            &[
                "[data-element=public-security-number] > summary",
                &format!(".finding[data-rule={RULE}] [data-action=ignore]"),
            ][..],
            format!("#ignore/{RULE}"),
        ),
        (&["[data-format=json]"], "#export/json".to_owned()),
        (&["[data-format=print]"], "#export/print".to_owned()),
    ] {
        for button in buttons {
            lens.press_in_card(button).await?;
        }
        let tabs = lens.opened_by_the_card().await?;
        let [tab] = &tabs[..] else {
            panic!("{opened}: {tabs:?}")
        };
        assert!(
            tab.starts_with("desk/desk.html?tab=") && tab.ends_with(&opened),
            "{tab}"
        );
    }
    let after = lens.session.report().await?.context("no report")?;
    assert_eq!(after, before);
    lens.open_options().await?;
    assert_eq!(stored(&lens).await?.get("waivers"), None);
    lens.no_errors().await
}

async fn reported(lens: &Lens, what: &str, is_so: impl Fn(&Report) -> bool) -> Result<()> {
    lens.state(what, async || {
        Ok(lens.session.report().await?.as_ref().is_some_and(&is_so))
    })
    .await
}

async fn a_finding_is_ignored_with_a_reason_and_counts_again(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    assert_eq!(report.verdict, Verdict::Incomplete);

    let desk = Desk::open(&lens, &format!("ignore/{RULE}")).await?;
    // Without a reason nothing is ignored.
    click(&lens, "#waive [type=submit]").await?;
    desk.says("reason").await?;
    assert_eq!(stored(&lens).await?.get("waivers"), None);
    let reason = find(&lens, "#waive [name=reason]").await?;
    reason.send_keys("<b>applied for</b>").await?;
    lens.keep_screenshot("desk-ignore").await?;
    reason.send_keys(Key::Enter + "").await?;
    desk.returned().await?;
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
    // The page gets the verdict, and nothing that was written.
    let card = lens.in_root("return root.innerHTML").await?;
    assert!(!card.as_str().unwrap().contains("applied for"), "{card}");

    let desk = Desk::open(&lens, &format!("ignore/{RULE}")).await?;
    desk.says("<b>applied for</b>").await?;
    click(&lens, "#unwaive").await?;
    desk.returned().await?;
    reported(&lens, "the finding counts again", |report| {
        report.verdict == Verdict::Incomplete
    })
    .await?;
    lens.no_errors().await
}

async fn what_is_kept_for_the_site_is_shown_and_can_be_taken_back(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    store(&lens, much_kept()).await?;
    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    let desk = Desk::open(&lens, "kept").await?;
    let kept = find(&lens, "#kept").await?.text().await?;
    for part in [
        "京ICP备18032457号-1",
        "京公网安备11010502400817号",
        "By design, agreed with the agency in May",
    ] {
        assert!(kept.contains(part), "{part}: {kept}");
    }
    click(&lens, "#waivers li button").await?;
    lens.page_says("document.querySelectorAll('#waivers li').length === 0")
        .await?;
    assert_eq!(stored(&lens).await?["waivers"]["rows"], json!([]));
    desk.close().await?;
    lens.no_errors().await
}

async fn a_check_that_is_gone_is_said(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let desk = Desk::open(&lens, "export/json").await?;
    desk.says("No check is open in that tab").await?;
    click(&lens, ".back").await?;
    desk.returned().await?;
    lens.no_errors().await
}

async fn what_is_printed_is_inert_and_the_page_is_scrolled_back(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let page = PAGE.replace("https://beian.miit.gov.cn/", EVIL);
    lens.open("page.html", &page).await?;
    lens.click_for_report().await?;
    lens.session.evaluate("scrollTo(0, 700)").await?;
    let desk = Desk::open(&lens, "export/print").await?;
    click(&lens, "[data-format=print]").await?;
    let found = lens
        .session
        .evaluate(
            "const images = [...document.querySelector('#report').querySelectorAll('img')];
             return [document.querySelectorAll('#report :is(script, a, iframe, [onerror])').length,
                     images.filter((image) => image.src.startsWith('data:image/png') && image.naturalWidth > 300).length,
                     images.length,
                     document.body.textContent.includes('<script>alert(2)</script>'),
                     document.querySelector('#report .notes') !== null]",
        )
        .await?;
    assert_eq!(found, json!([0, 1, 1, true, true]));
    desk.close().await?;
    assert_eq!(lens.session.evaluate("return scrollY").await?, 700);
    lens.root_says("root.querySelector('.card').checkVisibility()")
        .await?;
    // Nothing of it stays, not even in memory.
    lens.open_options().await?;
    let session = "const [done] = arguments; chrome.storage.session.get(null).then(done);";
    let answer = lens
        .session
        .web()
        .execute_async(session, Vec::new())
        .await?;
    assert_eq!(answer.json(), &json!({}));
    lens.no_errors().await
}

async fn a_picture_that_the_browser_refuses_is_said_to_be_missing(name: Browser) -> Result<()> {
    // Firefox takes as many screenshots as it is asked for.
    if name == Browser::Firefox {
        return Ok(());
    }
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    let desk = Desk::open(&lens, "kept").await?;
    // The browser allows two a second, and this page uses them up.
    lens.session
        .evaluate(
            "(async () => { for (;;) await chrome.tabs.captureVisibleTab().catch(() => undefined); })();
             location.hash = '#export/html';",
        )
        .await?;
    lens.page_says("document.querySelector('#report .notes') !== null")
        .await?;
    let text = find(&lens, "#report").await?.text().await?;
    assert!(text.contains("No screenshot"), "{text}");
    desk.close().await?;
    lens.no_errors().await
}

/// Presses a download button of the desk, and waits for the file that comes of it.
async fn download(lens: &Lens, format: &str, folder: &Path) -> Result<PathBuf> {
    lens.session.save_downloads_in(folder).await?;
    click(lens, &format!("[data-format={format}]")).await?;
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
    let desk = Desk::open(&lens, "export/json").await?;
    let file = download(&lens, "json", folder.path()).await?;
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("beian-lens-www.example-shop.cn-20"),
        "{name}"
    );
    desk.says(name).await?;

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
            "by",
            "checkedAt",
            "findings",
            "footer",
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
    desk.close().await?;
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
    for language in ["en", "zh_CN", "zh_TW"] {
        lens.session.set_language(language).await?;
        lens.open("page.html", &page).await?;
        lens.click_for_report().await?;
        let folder = tempfile::tempdir()?;
        let desk = Desk::open(&lens, "export/html").await?;
        let file = download(&lens, "html", folder.path()).await?;
        desk.close().await?;
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
    let desk = Desk::open(&lens, "export/markdown").await?;
    click(&lens, "[data-format=markdown]").await?;
    desk.says("Copied.").await?;
    desk.close().await?;
    lens.session.click().await?;
    lens.closed().await?;
    let field = find(&lens, "#paste").await?;
    field.click().await?;
    field.send_keys(Key::Control + "v").await?;
    let pasted = field.value().await?.unwrap_or_default();
    assert!(
        pasted.starts_with("# ") && pasted.contains("京ICP备18032457号-1"),
        "{pasted}"
    );
    lens.no_errors().await
}

async fn the_desk_is_accessible_in_every_language_and_theme(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    store(&lens, much_kept()).await?;
    let mut found = Vec::new();
    for language in ["en", "zh_CN", "zh_TW"] {
        lens.session.set_language(language).await?;
        lens.open("page.html", PAGE).await?;
        lens.click_for_report().await?;
        for view in [
            &format!("ignore/{RULE}"),
            "export/html",
            "kept",
            "ignore/none",
        ] {
            let desk = Desk::open(&lens, view).await?;
            let tag = language.replace('_', "-");
            lens.page_says(&format!("document.documentElement.lang === '{tag}'"))
                .await?;
            for theme in [Theme::Light, Theme::Dark] {
                lens.session.set_theme(theme).await?;
                for width in [1280, 390] {
                    let view = view.replace('/', "-");
                    let picture = format!("desk-{view}-{language}-{}-{width}", theme.name());
                    keep_whole_page(&lens, &picture, width).await?;
                    let complaints: Vec<String> = serde_json::from_value(complaints(&lens).await?)?;
                    found.extend(complaints.iter().map(|what| format!("{picture}: {what}")));
                }
            }
            desk.close().await?;
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    lens.no_errors().await
}
