//! What goes wrong around a check, not in the page: the person is told or can go on, and nothing is left half done.

use anyhow::{Context, Result};
use beian_lens_webdriver::{Browser, Key, PageLoad};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::options::{click, find};
use crate::support::stalled::Stalled;
use crate::support::{HOST, Lens, browser, until};

in_both_browsers! {
    a_background_that_sleeps_is_woken_by_every_button,
    a_click_on_a_page_without_a_body_is_shown_and_taken_back_by_the_next,
    a_home_page_that_never_comes_lets_no_other_page_be_checked,
    a_picture_is_of_the_tab_that_it_was_asked_of_or_there_is_none,
    a_tab_that_goes_behind_another_keeps_no_one_waiting_for_a_picture,
    a_background_that_ends_before_the_page_is_there_costs_one_click,
    a_background_that_ends_while_it_looks_up_the_server_costs_nothing_else,
    a_card_whose_extension_was_reloaded_gives_way_to_the_next,
    a_card_whose_extension_is_gone_can_be_closed,
    a_copy_that_the_page_keeps_from_us_is_told_as_refused,
    a_full_storage_is_told_and_nothing_kept_is_lost,
    a_stored_language_that_is_none_is_no_obstacle,
    a_tab_that_is_closed_in_the_middle_leaves_no_error,
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
        lens.open_options().await?;
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
    Ok(lens.session.evaluate(OVERLAYS).await?.as_u64().unwrap())
}

const OVERLAYS: &str = "return document.querySelectorAll('div[popover=manual]').length";

const RULE: &str = "public-security-number-missing";

impl Lens {
    /// Waits until the card says something that begins so.
    async fn card_says(&self, what: &str) -> Result<()> {
        self.root_says(&format!(
            "root.querySelector('.live').textContent.startsWith('{what}')"
        ))
        .await
    }

    /// Presses an export button of the card.
    async fn export(&self, format: &str) -> Result<()> {
        self.press_in_card(&format!("[data-format={format}]")).await
    }
}

async fn a_background_that_sleeps_is_woken_by_every_button(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.session.stop_background().await?;
    lens.click_for_report().await?;

    lens.session.stop_background().await?;
    lens.export("markdown").await?;
    lens.opened_by_the_card().await?;

    // What the page shows meanwhile reaches the button, which knows nothing of the overlay any more.
    lens.session.stop_background().await?;
    lens.session
        .evaluate("document.querySelector('footer').remove()")
        .await?;
    lens.state("the button follows", async || {
        let button = lens.session.button().await?;
        Ok(button.is_some_and(|button| button.badge == "5"))
    })
    .await?;

    lens.session.stop_background().await?;
    lens.session.press(Key::Escape).await?;
    lens.closed().await?;
    lens.no_errors().await
}

async fn a_click_on_a_page_without_a_body_is_shown_and_taken_back_by_the_next(
    name: Browser,
) -> Result<()> {
    let (first, second) = PAGE.split_once("<footer>").unwrap();
    let site = Stalled::start(first, second).await?;
    let session = browser(name, site.address, PageLoad::Nothing).await?;
    session.goto(&format!("http://{HOST}/")).await?;
    until("the first half is there", async || {
        Ok(session.evaluate("return document.title").await? == "示例商店")
    })
    .await?;
    let badge = async |text: &str| {
        until(text, async || {
            Ok(session.button().await?.unwrap_or_default().badge == text)
        })
        .await
    };
    session.click().await?;
    badge("…").await?;
    session.click().await?;
    badge("").await?;
    site.go_on();
    until("the second half is there", async || {
        Ok(session.evaluate("return document.readyState").await? == "complete")
    })
    .await?;
    // Had the first click been answered after all, or the second one waited, this would close what they opened.
    session.click().await?;
    until("the overlay opens", async || {
        Ok(session.is_settled().await? == Some(true))
    })
    .await
}

async fn a_home_page_that_never_comes_lets_no_other_page_be_checked(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    lens.session
        .evaluate(
            "history.pushState(null, '', '/about/team');
             navigation.addEventListener('navigate', (event) => event.preventDefault(), { once: true });",
        )
        .await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-action=home]").await?;
    // The page did not let it happen, and the person goes elsewhere: nobody asked for a check there.
    lens.session
        .goto(&format!("http://{HOST}/page.html"))
        .await?;
    lens.page_says("location.pathname === '/page.html' && document.readyState === 'complete'")
        .await?;
    // An overlay that had opened by itself would be closed by this click.
    lens.click_for_report().await?;
    lens.no_errors().await
}

/// Asks for a picture of this page's footer from the extension's own page in the other tab, and does something meanwhile.
/// Which colour is in the middle of the picture; null without one.
const COLOUR_OF_FOOTER: &str = "
    const asked = chrome.runtime.sendMessage({ type: 'picture', tab: id, footer: null });
    MEANWHILE
    const picture = await asked;
    if (picture === null) return null;
    const image = new Image();
    image.src = picture;
    await image.decode();
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);";

const RED_PAGE: &str = "<!doctype html><body style='background: #ff0000'>";

async fn a_picture_is_of_the_tab_that_it_was_asked_of_or_there_is_none(
    name: Browser,
) -> Result<()> {
    let red = json!([255, 0, 0]);
    let lens = Lens::start(name).await?;
    lens.open("page.html", RED_PAGE).await?;
    lens.open_other_tab().await?;
    lens.click_for_report().await?;
    let moved = "await chrome.windows.create({ tabId: id });";
    let behind = "await chrome.tabs.update(own.id, { active: true });";
    for meanwhile in ["", behind, moved, behind] {
        let script = COLOUR_OF_FOOTER.replace("MEANWHILE", meanwhile);
        let colour = lens.in_other_tab(&script).await?;
        assert!(colour.is_null() || colour == red, "{meanwhile}: {colour}");
        assert!(!meanwhile.is_empty() || colour == red, "no picture at all");
    }
    // Nor is one that has been moved taken for what stands where it was. Firefox takes the grant back as the tab moves.
    let colour = lens
        .in_other_tab(&COLOUR_OF_FOOTER.replace("MEANWHILE", ""))
        .await?;
    let expected = match name {
        Browser::Chromium => red,
        Browser::Firefox => Value::Null,
    };
    assert_eq!(colour, expected);
    lens.no_errors().await
}

async fn a_tab_that_goes_behind_another_keeps_no_one_waiting_for_a_picture(
    name: Browser,
) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", RED_PAGE).await?;
    lens.open_other_tab().await?;
    lens.click_for_report().await?;
    // It never draws a frame again after this.
    let colour = lens
        .in_other_tab(&COLOUR_OF_FOOTER.replace(
            "MEANWHILE",
            "for (let n = 0; n < 20; n += 1) await chrome.tabs.update(own.id, { active: true });",
        ))
        .await?;
    assert!(colour.is_null() || colour == json!([255, 0, 0]), "{colour}");
    let colour = lens
        .in_other_tab(&COLOUR_OF_FOOTER.replace("MEANWHILE", ""))
        .await?;
    assert_eq!(colour, json!([255, 0, 0]));
    lens.no_errors().await
}

async fn a_background_that_ends_before_the_page_is_there_costs_one_click(
    name: Browser,
) -> Result<()> {
    let (first, second) = PAGE.split_once("<footer>").unwrap();
    let site = Stalled::start(first, second).await?;
    let session = browser(name, site.address, PageLoad::Nothing).await?;
    session.goto(&format!("http://{HOST}/")).await?;
    until("the first half is there", async || {
        Ok(session.evaluate("return document.title").await? == "示例商店")
    })
    .await?;
    session.click().await?;
    session.stop_background().await?;
    site.go_on();
    until("the second half is there", async || {
        Ok(session.evaluate("return document.readyState").await? == "complete")
    })
    .await?;
    assert!(session.report().await?.is_none());
    session.click().await?;
    until("the overlay opens", async || {
        Ok(session.is_settled().await? == Some(true))
    })
    .await?;
    assert_eq!(
        session.evaluate(OVERLAYS).await?,
        1,
        "the first click was answered after all"
    );
    Ok(())
}

async fn a_background_that_ends_while_it_looks_up_the_server_costs_nothing_else(
    name: Browser,
) -> Result<()> {
    let site = Stalled::start(PAGE, "").await?;
    let session = browser(name, site.address, PageLoad::Nothing).await?;
    session.goto(&format!("http://{HOST}/")).await?;
    site.go_on();
    until("the page is there", async || {
        Ok(session.evaluate("return document.readyState").await? == "complete")
    })
    .await?;
    session.click().await?;
    until("the overlay opens", async || {
        Ok(session.report().await?.is_some())
    })
    .await?;
    session.stop_background().await?;

    // The card says all that can be said without the address; the next click closes it, and the one after it opens one.
    session.click().await?;
    until("the overlay goes", async || {
        let badge = session.button().await?.unwrap_or_default().badge;
        Ok(session.overlay().await?.is_none() && badge.is_empty())
    })
    .await?;
    session.click().await?;
    site.go_on();
    until("the overlay opens", async || {
        Ok(session.is_settled().await? == Some(true))
    })
    .await?;
    Ok(())
}

async fn a_card_whose_extension_was_reloaded_gives_way_to_the_next(name: Browser) -> Result<()> {
    let lens = Lens::start_alone(name).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    lens.click_for_report().await?;
    lens.session.reload_extension().await?;
    lens.session.click().await?;
    lens.state("a card that the button speaks of", async || {
        let button = lens.session.button().await?;
        Ok(button.is_some_and(|button| !button.badge.is_empty())
            && lens.session.is_settled().await? == Some(true))
    })
    .await?;
    assert_eq!(overlays(&lens).await?, 1);
    lens.export("markdown").await?;
    lens.opened_by_the_card().await?;
    lens.session.press(Key::Escape).await?;
    lens.closed().await?;
    assert_eq!(lens.markup().await?, before);
    lens.no_errors().await
}

async fn a_card_whose_extension_is_gone_can_be_closed(name: Browser) -> Result<()> {
    let lens = Lens::start_alone(name).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    lens.click_for_report().await?;
    lens.session.remove_extension().await?;
    match name {
        Browser::Chromium => {
            lens.export("markdown").await?;
            lens.card_says("The extension was").await?;
            lens.press_in_card("[data-action=close]").await?;
            lens.state("the overlay goes", async || {
                Ok(lens.session.overlay().await?.is_none())
            })
            .await?;
            assert_eq!(lens.markup().await?, before);
        }
        // Nothing of ours runs any more: the browser itself hides what it left in the page.
        Browser::Firefox => {
            lens.press_in_card("[data-action=close]").await?;
            lens.root_says("!root.querySelector('.card').checkVisibility()")
                .await?;
        }
    }
    Ok(())
}

async fn a_copy_that_the_page_keeps_from_us_is_told_as_refused(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let jealous = "<script>addEventListener('copy', (event) => event.stopImmediatePropagation(), true)</script>";
    lens.open("page.html", format!("{PAGE}{jealous}")).await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-element=public-security-number] > summary")
        .await?;
    lens.press_in_card(&format!(".finding[data-rule={RULE}] [data-action=copy]"))
        .await?;
    lens.card_says("The browser refused to copy.").await?;
    lens.no_errors().await
}

/// What the extension keeps.
async fn stored(lens: &Lens) -> Result<Value> {
    let get = "const [done] = arguments; chrome.storage.local.get(['waivers', 'history', 'filings']).then(done);";
    Ok(lens
        .session
        .web()
        .execute_async(get, Vec::new())
        .await?
        .json()
        .clone())
}

async fn a_full_storage_is_told_and_nothing_kept_is_lost(name: Browser) -> Result<()> {
    // Firefox has no limit that could be reached here.
    if name == Browser::Firefox {
        return Ok(());
    }
    let lens = Lens::start(name).await?;
    lens.open_options().await?;
    let fill = "const [size, done] = arguments;
        const set = (value) => chrome.storage.local.set(value);
        const fill = (n) => set({ ['more' + n]: 'x'.repeat(10) }).then(() => fill(n + 1), () => done());
        const kept = { schema: 1, rows: [{ domain: 'a-shop.cn', icp: '京ICP备18032457号-1', publicSecurity: '' }] };
        set({ filings: kept, history: { schema: 1, on: true, rows: [] }, ballast: 'x'.repeat(size) }).then(() => fill(0));";
    let size = 10_485_760 - 1_000;
    lens.session
        .web()
        .execute_async(fill, vec![json!(size)])
        .await?;
    let before = stored(&lens).await?;
    assert_eq!(before["filings"]["rows"].as_array().unwrap().len(), 1);

    lens.open("page.html", PAGE).await?;
    lens.click_for_report().await?;
    lens.card_says("Could not save").await?;
    let desk = Desk::open(&lens, &format!("ignore/{RULE}")).await?;
    let reason = find(&lens, "#waive [name=reason]").await?;
    reason.send_keys("applied for").await?;
    click(&lens, "#waive [type=submit]").await?;
    desk.says("Could not save").await?;
    assert_eq!(reason.value().await?.as_deref(), Some("applied for"));
    desk.close().await?;

    lens.open_options().await?;
    assert_eq!(stored(&lens).await?, before);
    lens.no_errors().await
}

async fn a_tab_that_is_closed_in_the_middle_leaves_no_error(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let web = lens.session.web();
    for work in ["the check", "a picture"] {
        lens.open("page.html", PAGE).await?;
        let page = web.window().await?;
        lens.open_other_tab().await?;
        if work == "a picture" {
            lens.click_for_report().await?;
            lens.in_other_tab(
                "chrome.runtime.sendMessage({ type: 'picture', tab: id, footer: null }); return null;",
            )
            .await?;
        } else {
            lens.session.click().await?;
        }
        web.close_window().await?;
        let mut rest = web.windows().await?;
        rest.retain(|window| *window != page);
        web.switch_to_window(rest.remove(0)).await?;
        // In the tab that is left everything goes on.
        lens.open("page.html", PAGE).await?;
        lens.click_for_report().await.context(work)?;
        lens.no_errors().await.context(work)?;
    }
    Ok(())
}
