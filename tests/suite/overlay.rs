//! The overlay of the packaged extension in Chromium and Firefox, used as people use it: with clicks and keys.
//!
//! Pictures for people to look at are kept under `target/screenshots/`.

// Each test file takes what it needs of it.

use std::path::Path;

use anyhow::{Context, Result};
use beian_lens_webdriver::{Browser, Key, Theme};
use serde_json::Value;

use crate::support::{HOST, Lens};

in_both_browsers! {
    the_overlay_is_accessible_in_every_language_and_theme,
    the_card_covers_nothing_that_it_speaks_of,
    a_row_opens_to_evidence_reason_and_fix,
    a_fix_is_previewed_in_its_place,
    why_opens_the_page_of_the_rule,
    a_number_is_looked_up_at_its_register,
    a_late_footer_is_followed,
    what_is_open_and_focused_outlives_a_change_of_the_page,
    nothing_watches_once_it_is_closed,
    another_route_is_followed,
    an_inner_page_leads_to_the_home_page,
    the_keyboard_reaches_everything_and_nothing_else,
    a_page_from_right_to_left_changes_nothing,
    at_any_zoom_the_card_is_in_the_window_and_can_be_used,
    a_card_that_was_moved_stays_in_a_window_that_shrinks,
}

const EVERYTHING_MISSING: &str = include_str!("../../www/samples/everything-missing.html");
const STYLE: &str = include_str!("../../www/samples/sample.css");

/// A page with one number without a link, and one that links to another number.
const FAULTY: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <body style="margin: 0"><main style="min-height: 1200px; padding: 24px"><h1>示例商店</h1><p>欢迎光临</p><button>购买</button></main>
    <footer style="text-align: center; padding: 16px; background: #203040; color: #e0e8f0"><p>© 2026 示例商店</p>
    <p><span id="icp">京ICP备18032457号-1</span></p>
    <p><a id="ps" style="color: inherit" href="https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143">京公网安备 11010502030143号</a></p>
    </footer></body></html>"#;

const LANGUAGES: [&str; 3] = ["en", "zh_CN", "zh_TW"];
const WIDE: [i32; 2] = [1280, 900];
const PHONE: [i32; 2] = [390, 844];

/// The sample page with its style, which is in a file of its own.
fn sample(html: &str) -> String {
    let (before, rest) = html.split_once("<link").unwrap();
    let (_, after) = rest.split_once('>').unwrap();
    format!("{before}<style>{STYLE}</style>{after}")
}

impl Lens {
    /// What axe-core finds in the overlay. It looks into open roots alone: here it is told the closed one.
    async fn complaints(&self) -> Result<Vec<String>> {
        let modules =
            std::env::var("BEIAN_LENS_NODE_MODULES").context("run by `cargo xtask test`")?;
        let axe = std::fs::read_to_string(Path::new(&modules).join("axe-core/axe.min.js"))?;
        let found = self
            .in_root(&format!(
                "Object.defineProperty(root.host, 'shadowRoot', {{ configurable: true, value: root }});
                 {axe};
                 return axe.run({{ include: [[root.host]] }}).then(({{ violations, passes }}) => [
                     passes.some(({{ nodes }}) => nodes.some(({{ target }}) => target.flat().includes('.bar') || target.flat().length > 1)),
                     violations.map(({{ id, nodes }}) => id + ': ' + nodes.map(({{ target, any }}) =>
                         target.flat().join(' ') + ' ' + any.map(({{ message }}) => message).join()).join('; ')),
                 ])"
            ))
            .await?;
        let (looked_inside, violations): (bool, Vec<String>) = serde_json::from_value(found)?;
        assert!(looked_inside, "axe-core did not look into the overlay");
        Ok(violations)
    }
}

async fn the_overlay_is_accessible_in_every_language_and_theme(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    let mut found = Vec::new();
    let themes = match name {
        Browser::Chromium => &[Theme::Light, Theme::Dark, Theme::Forced][..],
        Browser::Firefox => &[Theme::Light, Theme::Dark],
    };
    for language in LANGUAGES {
        lens.session.set_language(language).await?;
        for theme in themes {
            lens.session.set_theme(*theme).await?;
            for [width, height] in [WIDE, PHONE] {
                lens.open("page.html", sample(EVERYTHING_MISSING)).await?;
                lens.session.set_viewport([width, height]).await?;
                lens.click_for_report().await?;
                let picture = format!("overlay-{language}-{}-{width}", theme.name());
                lens.keep_screenshot(&picture).await?;
                lens.in_root("for (const one of root.querySelectorAll('details')) one.open = true")
                    .await?;
                lens.keep_screenshot(&format!("{picture}-open")).await?;
                let complaints = lens.complaints().await?;
                found.extend(complaints.iter().map(|what| format!("{picture}: {what}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    lens.no_errors().await
}

async fn the_card_covers_nothing_that_it_speaks_of(name: Browser) -> Result<()> {
    const OVERLAPS: &str = "
        const box = (element) => element.getBoundingClientRect();
        const card = box(root.querySelector('.card'));
        const drawn = [...root.querySelectorAll('.outline, .ghosts, .beside')].map(box);
        const marks = [...document.querySelectorAll('#icp, #ps')].map((line) => {
            const text = new Range();
            text.selectNodeContents(line);
            return text.getBoundingClientRect();
        });
        return [drawn.length, [...drawn, ...marks].filter((other) => other.width > 0 && other.bottom > 0 && other.top < innerHeight
            && other.left < card.right && card.left < other.right && other.top < card.bottom && card.top < other.bottom)]";
    let lens = Lens::start(name).await?;
    for viewport in [WIDE, [1280, 600], [800, 600], PHONE] {
        for page in [sample(EVERYTHING_MISSING), FAULTY.into()] {
            lens.open("page.html", page).await?;
            lens.session.set_viewport(viewport).await?;
            lens.click_for_report().await?;
            lens.session
                .evaluate("scrollTo(0, document.documentElement.scrollHeight)")
                .await?;
            lens.state(&format!("nothing is covered at {viewport:?}"), async || {
                let answer = lens.in_root(OVERLAPS).await?;
                Ok(answer[0] != 0 && answer[1] == Value::Array(Vec::new()))
            })
            .await?;
            lens.keep_screenshot(&format!("foot-{}x{}", viewport[0], viewport[1]))
                .await?;
        }
    }
    Ok(())
}

async fn a_row_opens_to_evidence_reason_and_fix(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-element=icp-number] > summary")
        .await?;
    lens.root_says("root.querySelector('[data-element=icp-number] .evidence').innerText.includes('京ICP备18032457号-1')")
        .await?;
    // Opening a row brings its mark into sight.
    lens.page_says("document.querySelector('#icp').getBoundingClientRect().bottom <= innerHeight")
        .await?;
    lens.press_in_card("[data-element=icp-link] > summary")
        .await?;
    lens.root_says(
        "root.querySelector('[data-element=icp-link] .basis').innerText.includes('Order 33')",
    )
    .await?;
    lens.press_in_card("[data-element=icp-link] [data-action=copy]")
        .await?;
    lens.root_says("root.querySelector('.live').innerText === 'Copied.'")
        .await?;
    lens.keep_screenshot("row").await?;
    lens.no_errors().await
}

async fn a_fix_is_previewed_in_its_place(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    for (page, element, what) in [
        (FAULTY.to_owned(), "icp-link", "mark"),
        (
            sample(EVERYTHING_MISSING),
            "public-security-number",
            "ghost",
        ),
    ] {
        lens.open("page.html", page).await?;
        lens.click_for_report().await?;
        let before = lens.markup().await?;
        lens.press_in_card(&format!("[data-element={element}] > summary"))
            .await?;
        let button = format!("[data-element={element}] [data-action=preview]");
        lens.press_in_card(&button).await?;
        lens.root_says("root.querySelectorAll('.preview .as-link').length === 1")
            .await?;
        lens.root_says("root.querySelector('.preview').getBoundingClientRect().top > document.querySelector('footer').getBoundingClientRect().top")
            .await?;
        lens.keep_screenshot(&format!("preview-{what}")).await?;
        assert_eq!(lens.markup().await?, before, "the page itself was changed");
        lens.press_in_card(&button).await?;
        lens.root_says("root.querySelector('.preview') === null")
            .await?;
    }
    lens.no_errors().await
}

async fn why_opens_the_page_of_the_rule(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-element=icp-link] > summary")
        .await?;
    lens.press_in_card("[data-element=icp-link] [data-action=why]")
        .await?;
    // WebDriver does not list the tab in Chromium; another page of the extension's own does.
    let web = lens.session.web();
    web.switch_to_window(web.new_tab().await?).await?;
    lens.open_options().await?;
    let tabs = "const [done] = arguments; chrome.tabs.query({}).then((tabs) => done(tabs.map(({ url }) => url ?? '')))";
    let page = lens
        .session
        .extension_url("rules/en.html#icp-link-missing")
        .await?;
    lens.state("the rule's page opens", async || {
        let urls: Vec<String> = web.execute_async(tabs, Vec::new()).await?.convert()?;
        Ok(urls.contains(&page))
    })
    .await?;
    lens.session.goto(&page).await?;
    lens.page_says("document.querySelector('#icp-link-missing') !== null")
        .await?;
    lens.keep_screenshot("rule").await
}

async fn a_number_is_looked_up_at_its_register(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.click_for_report().await?;
    let link = "[data-element=public-security-number] [data-action=look-up]";
    lens.press_in_card("[data-element=public-security-number] > summary")
        .await?;
    lens.root_says(&format!(
        "root.querySelector('{link}').href === 'https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143'"
    ))
    .await?;
    lens.press_in_card("[data-element=icp-number] > summary")
        .await?;
    lens.press_in_card("[data-element=icp-number] [data-action=look-up]")
        .await?;
    lens.root_says("root.querySelector('.live').innerText === 'Copied.'")
        .await?;
    let web = lens.session.web();
    lens.state("the register opens", async || {
        Ok(web.windows().await?.len() == 2)
    })
    .await
}

const FOOTER: &str = "<footer><a href=https://beian.miit.gov.cn/>京ICP备18032457号-1</a></footer>";

async fn a_late_footer_is_followed(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        "<!doctype html><title>t</title><main><h1>示例</h1></main>",
    )
    .await?;
    lens.click_for_report().await?;
    lens.root_says("root.querySelectorAll('.row .tone[data-tone=missing]').length === 5")
        .await?;
    lens.session
        .evaluate(&format!(
            "document.body.insertAdjacentHTML('beforeend', '{FOOTER}')"
        ))
        .await?;
    lens.root_says("root.querySelectorAll('.row .tone[data-tone=missing]').length === 3")
        .await?;
    lens.root_says("root.querySelector('[role=status]').innerText === root.querySelector('.verdict p').innerText")
        .await?;
    lens.state("the button follows", async || {
        Ok(lens
            .session
            .button()
            .await?
            .is_some_and(|button| button.badge == "3"))
    })
    .await?;
    lens.no_errors().await
}

async fn what_is_open_and_focused_outlives_a_change_of_the_page(name: Browser) -> Result<()> {
    const STATE: &str = "
        const focused = root.activeElement;
        return [focused.dataset.action, focused.closest('.finding').dataset.rule,
                [...root.querySelectorAll('details[open]')].map(({ dataset }) => dataset.element),
                root.querySelector('.body').scrollTop]";
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-element=icp-link] > summary")
        .await?;
    lens.press_in_card("[data-element=icp-link] [data-action=copy]")
        .await?;
    let before = lens.in_root(STATE).await?;
    assert_eq!(before[0], "copy");

    // A number goes, and with it the verdict and the rows below are others.
    lens.in_root("root.querySelector('.verdict').drawn = 'first'")
        .await?;
    lens.session
        .evaluate("document.querySelector('#ps').remove()")
        .await?;
    lens.root_says("root.querySelector('.verdict').drawn === undefined")
        .await?;
    assert_eq!(lens.in_root(STATE).await?, before);

    // It goes on where it was.
    lens.in_root("root.querySelector('.live').textContent = ''")
        .await?;
    lens.session.press(Key::Enter).await?;
    lens.root_says("root.querySelector('.live').innerText === 'Copied.'")
        .await?;
    lens.no_errors().await
}

/// Runs in the world of our scripts in the page: keeps count of what they ask the browser to call, and of what is undone.
const COUNT: &str = "() => {
    const alive = new Map();
    globalThis.alive = alive;
    const here = [globalThis, window];
    for (const kind of ['MutationObserver', 'ResizeObserver', 'IntersectionObserver']) {
        const Native = globalThis[kind];
        const Counted = function (callback) {
            const observer = new Native(callback);
            return {
                observe: (...what) => (alive.set(observer, kind), observer.observe(...what)),
                disconnect: () => (alive.delete(observer), observer.disconnect()),
                takeRecords: () => observer.takeRecords(),
            };
        };
        for (const scope of here) scope[kind] = Counted;
    }
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const ids = new Map();
    const id = (listener) => ids.get(listener) ?? (ids.set(listener, ids.size), ids.size - 1);
    const key = (target, type, listener, options) =>
        [type, id(target), id(listener), typeof options === 'object' ? Boolean(options?.capture) : Boolean(options)].join(' ');
    EventTarget.prototype.addEventListener = function (type, listener, options) {
        alive.set(key(this, type, listener, options), 'listener');
        return addEventListener.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
        alive.delete(key(this, type, listener, options));
        return removeEventListener.call(this, type, listener, options);
    };
    for (const [ask, undo] of [['setTimeout', 'clearTimeout'], ['requestAnimationFrame', 'cancelAnimationFrame']]) {
        const [asks, undoes] = [window[ask].bind(window), window[undo].bind(window)];
        const counted = (callback, ...more) => {
            const timer = asks((...args) => (alive.delete(ask + timer), callback(...args)), ...more);
            alive.set(ask + timer, ask);
            return timer;
        };
        for (const scope of here) {
            scope[ask] = counted;
            scope[undo] = (timer) => (alive.delete(ask + timer), undoes(timer));
        }
    }
}";

/// What the browser still has to call for us: how many of each kind.
const ALIVE: &str = "() => {
    const counts = {};
    for (const kind of globalThis.alive.values()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
}";

/// Runs a function in the world of our scripts in the page, as the extension itself can once its button was clicked.
async fn in_our_world(lens: &Lens, function: &str) -> Result<Value> {
    lens.in_other_tab(&format!(
        "const [{{ result }}] = await chrome.scripting.executeScript({{ target: {{ tabId: id }}, func: {function} }});
         return result ?? null"
    ))
    .await
}

async fn nothing_watches_once_it_is_closed(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.open_other_tab().await?;
    // The first click lets the extension in; what the second one starts is counted.
    lens.click_for_report().await?;
    lens.session.press(Key::Escape).await?;
    lens.closed().await?;
    assert_eq!(in_our_world(&lens, COUNT).await?, Value::Null);
    lens.click_for_report().await?;
    let open = in_our_world(&lens, ALIVE).await?;
    for kind in ["MutationObserver", "ResizeObserver", "listener"] {
        assert!(open[kind].as_u64() > Some(0), "{kind}: {open}");
    }
    // What follows the page is on its way when it is closed.
    lens.session
        .evaluate("document.querySelector('#ps').remove(); scrollBy(0, 1)")
        .await?;
    lens.session.press(Key::Escape).await?;
    lens.closed().await?;
    assert_eq!(in_our_world(&lens, ALIVE).await?, serde_json::json!({}));
    lens.no_errors().await
}

async fn another_route_is_followed(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        format!("<!doctype html><title>t</title><main><h1>示例</h1></main>{FOOTER}"),
    )
    .await?;
    lens.click_for_report().await?;
    lens.root_says("root.querySelector('.home') === null")
        .await?;
    lens.session
        .evaluate("history.pushState(null, '', '/about/team'); document.querySelector('h1').textContent = '团队'")
        .await?;
    lens.root_says("root.querySelector('.home') !== null")
        .await?;
    lens.state("the report is of the new address", async || {
        let report = lens.session.report().await?;
        Ok(report.is_some_and(|report| report.url.ends_with("/about/team")))
    })
    .await
}

async fn an_inner_page_leads_to_the_home_page(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.session
        .evaluate("history.pushState(null, '', '/about/team')")
        .await?;
    lens.click_for_report().await?;
    lens.keep_screenshot("inner-page").await?;
    lens.press_in_card("[data-action=home]").await?;
    lens.page_says("location.pathname === '/' && document.readyState === 'complete'")
        .await?;
    match name {
        Browser::Chromium => {
            lens.state("the home page is checked", async || {
                let report = lens.session.report().await?;
                Ok(report.is_some_and(|report| report.url == format!("http://{HOST}/")))
            })
            .await
        }
        // Firefox takes back the grant: one more click is wanted, and the button says so.
        Browser::Firefox => {
            lens.state("the button asks for one more click", async || {
                Ok(lens
                    .session
                    .button()
                    .await?
                    .is_some_and(|button| button.badge == "→"))
            })
            .await?;
            lens.session.click().await?;
            lens.state("the home page is checked", async || {
                Ok(lens.session.report().await?.is_some())
            })
            .await
        }
    }
}

async fn the_keyboard_reaches_everything_and_nothing_else(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.session
        .evaluate("document.querySelector('button').focus()")
        .await?;
    lens.click_for_report().await?;
    let mut reached = Vec::new();
    let mut rounds = 0;
    while rounds < 2 {
        lens.session.press(Key::Tab).await?;
        let here = lens
            .in_root("const at = root.activeElement; return at === null ? null : [at.localName, at.dataset.action, at.closest('details')?.dataset.element].join(' ')")
            .await?;
        let here = here.as_str().context("the focus left the card")?.to_owned();
        rounds += usize::from(here.starts_with("button move"));
        if rounds < 2 {
            reached.push(here);
        }
        assert!(reached.len() < 60, "{reached:?}");
    }
    for what in [
        "button close",
        "button again",
        "button collapse",
        "summary row icp-link",
        "summary  path",
    ] {
        assert!(
            reached.iter().any(|one| one.starts_with(what)),
            "{what}: {reached:?}"
        );
    }
    // A row opens by key, and what is in it is reached.
    lens.in_root("root.querySelector('[data-element=icp-link] > summary').focus()")
        .await?;
    lens.session.press(Key::Enter).await?;
    lens.root_says("root.querySelector('details[data-element=icp-link]').open")
        .await?;
    lens.session.press(Key::Escape).await?;
    lens.closed().await?;
    lens.page_says("document.activeElement.localName === 'button'")
        .await
}

async fn a_page_from_right_to_left_changes_nothing(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY.replacen("<html", "<html dir=rtl", 1))
        .await?;
    lens.click_for_report().await?;
    lens.root_says("root.querySelector('.card').getBoundingClientRect().right <= innerWidth && root.querySelector('.card').getBoundingClientRect().left >= 0")
        .await?;
    lens.session
        .evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        .await?;
    lens.root_says("Math.abs(root.querySelector('.outline').getBoundingClientRect().left + 3 - document.querySelector('#icp').getBoundingClientRect().left) < 2")
        .await?;
    lens.keep_screenshot("rtl").await
}

/// True when the last button of the card is what a click in its middle meets.
const EXPORT_CAN_BE_CLICKED: &str = "((button) => {
    button.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(root.elementFromPoint(left + width / 2, top + height / 2));
})(root.querySelector('[data-format=print]'))";

async fn at_any_zoom_the_card_is_in_the_window_and_can_be_used(name: Browser) -> Result<()> {
    const STICKS_OUT: &str = "
        const card = root.querySelector('.card').getBoundingClientRect();
        const { clientWidth } = document.documentElement;
        return [...root.querySelectorAll('.card, .bar button, .actions button')].filter((element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            const isOut = left < -1 || right > clientWidth + 1 || left < card.left - 1 || right > card.right + 1;
            return isOut || (!element.matches('.actions *') && (top < -1 || bottom > innerHeight + 1));
        }).map(({ outerHTML }) => outerHTML.slice(0, 80))";
    let lens = Lens::start_alone(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.open_other_tab().await?;
    for zoom in [0.5, 2.0, 3.0, 5.0] {
        lens.in_other_tab(&format!("await chrome.tabs.setZoom(id, {zoom})"))
            .await?;
        lens.page_says(&format!("Math.abs(innerWidth - 1280 / {zoom}) < 8"))
            .await?;
        lens.click_for_report().await?;
        lens.keep_screenshot(&format!("zoom-{zoom}")).await?;
        assert_eq!(
            lens.in_root(STICKS_OUT).await?,
            serde_json::json!([]),
            "{zoom}"
        );
        // WebDriver clicks what it could bring into sight, and nothing that is covered.
        for css in [
            "[data-element=icp-link] > summary",
            "[data-element=public-security-badge] > summary",
        ] {
            lens.press_in_card(css).await?;
        }
        lens.keep_screenshot(&format!("zoom-{zoom}-open")).await?;
        // What is below the bar, WebDriver takes to be in sight.
        lens.in_root("root.querySelector('[data-element=icp-link] [data-action=copy]').scrollIntoView({ block: 'nearest' })")
            .await?;
        lens.press_in_card("[data-element=icp-link] [data-action=copy]")
            .await?;
        lens.root_says("root.querySelector('.live').innerText === 'Copied.'")
            .await?;
        lens.root_says(EXPORT_CAN_BE_CLICKED).await?;
        lens.press_in_card("[data-action=close]").await?;
        lens.closed().await?;
    }
    lens.no_errors().await
}

async fn a_card_that_was_moved_stays_in_a_window_that_shrinks(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", FAULTY).await?;
    lens.click_for_report().await?;
    lens.in_root("root.querySelector('[data-action=move]').focus()")
        .await?;
    lens.session.press(Key::Right).await?;
    lens.session.set_viewport([800, 500]).await?;
    lens.root_says("root.querySelector('.card').getBoundingClientRect().right <= innerWidth")
        .await
}
