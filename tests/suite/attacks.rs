//! Tests what a hostile page can get out of the overlay, and what it can make it do, on pages that try both ways: with what
//! pages have found so far, and with our closed root given to them, as if they had found another way in.

use anyhow::{Context, Result};
use beian_lens_webdriver::{Browser, Key};
use serde_json::{Value, json};

use crate::support::Lens;

in_both_browsers! {
    a_page_that_has_our_root_finds_nothing_private_in_it,
    a_page_that_has_our_root_drives_nothing,
    a_page_finds_no_way_into_our_root_that_could_be_closed,
    a_page_leaves_nothing_on_the_clipboard_beside_our_text,
    a_page_that_forges_a_copy_is_not_believed,
    a_page_draws_no_glyph_of_the_card,
    a_page_that_comes_back_comes_back_without_us,
    a_page_that_builds_our_overlay_hides_nothing_by_it,
}

/// A page with one number that links to the wrong place, and none of the other kind.
const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例商店</title>
    <main><h1>示例商店</h1><p>欢迎光临</p></main>
    <footer><a href="https://beian.miit.gov.cn/">京ICP备18032457号-1</a></footer>"#;

const KEPT_NUMBER: &str = "沪ICP备2021036517号-1";
const REASON: &str = "the lawyer says that we may";
const IGNORED: &str = "public-security-number-missing";

impl Lens {
    /// Keeps another number for the site than the one that it shows, and a reason to ignore a finding.
    async fn keep_private_things(&self) -> Result<()> {
        let script = "const [kept, done] = arguments; chrome.storage.local.set(kept).then(() => done(true));";
        let kept = json!({
            "filings": { "schema": 1, "rows": [
                { "domain": "example-shop.cn", "icp": KEPT_NUMBER, "publicSecurity": "" },
            ] },
            "waivers": { "schema": 1, "rows": [
                { "host": "www.example-shop.cn", "rule": IGNORED, "reason": REASON,
                  "since": "2026-11-23T08:00:00Z" },
            ] },
        });
        self.open_options().await?;
        let web = self.session.web();
        web.execute_async(script, vec![kept]).await?;
        Ok(())
    }

    /// All that the extension keeps.
    async fn kept(&self) -> Result<Value> {
        self.open_options().await?;
        let script = "const [done] = arguments; chrome.storage.local.get().then(done);";
        let kept = self.session.web().execute_async(script, Vec::new()).await?;
        Ok(kept.json().clone())
    }

    /// Gives the page our closed root, as if it had found a way into it.
    async fn give_root_to_page(&self) -> Result<()> {
        self.in_root("globalThis.root = root").await.map(drop)
    }
}

async fn a_page_that_has_our_root_finds_nothing_private_in_it(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.keep_private_things().await?;
    // All that ever stands in the root is kept, from the moment on at which the page can have it.
    lens.open("page.html", PAGE).await?;
    let report = lens.click_for_report().await?;
    let waived = report
        .findings
        .iter()
        .find(|finding| finding.rule == IGNORED);
    let waived = waived.and_then(|finding| finding.waived.as_ref());
    assert_eq!(waived.context("nothing is ignored")?.reason, REASON);
    let differs = |rule: &str| rule.ends_with("-number-not-expected");
    assert!(report.findings.iter().any(|finding| differs(&finding.rule)));

    lens.give_root_to_page().await?;
    lens.session
        .evaluate(
            "globalThis.loot = '';
             const take = () => loot += root.innerHTML
                 + [...root.querySelectorAll('*')].map((element) => JSON.stringify({ ...element }) + element.value).join();
             take();
             new MutationObserver(take).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });",
        )
        .await?;
    for row in ["icp-number", "public-security-number"] {
        lens.press_in_card(&format!("[data-element={row}] > summary"))
            .await?;
    }
    lens.press_in_card("[data-action=again]").await?;
    lens.root_says("root.querySelector('.live').textContent !== ''")
        .await?;
    lens.in_root("root.querySelector('.live').textContent = ''")
        .await?;
    lens.session
        .evaluate(
            "document.querySelector('h1').remove(); document.querySelector('footer').append('©')",
        )
        .await?;
    let loot = lens.session.evaluate("return loot").await?;
    let loot = loot.as_str().context("no loot")?;
    assert!(loot.contains("京ICP备18032457号-1"), "the page saw nothing");
    for private in [KEPT_NUMBER, "2021036517", REASON, "lawyer", "\"schema\""] {
        assert!(!loot.contains(private), "{private}");
    }
    lens.no_errors().await
}

async fn a_page_that_has_our_root_drives_nothing(name: Browser) -> Result<()> {
    const DRIVE: &str = "
        const keys = ['Enter', ' ', 'Escape', 'ArrowDown', 'Tab'];
        for (const element of root.querySelectorAll('*')) {
            element.click?.();
            for (const key of keys) for (const type of ['keydown', 'keyup'])
                element.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true, cancelable: true }));
            for (const type of ['pointerdown', 'pointermove', 'pointerup'])
                element.dispatchEvent(new PointerEvent(type, { clientX: 9, clientY: 9, bubbles: true, composed: true, cancelable: true }));
        }
        return [root.querySelectorAll('details[open]').length, root.querySelector('.live').textContent,
                root.host.isConnected, root.querySelector('.card').className, root.querySelector('.card').style.left]";
    let lens = Lens::start(name).await?;
    lens.keep_private_things().await?;
    let kept = lens.kept().await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.click_for_report().await?;
    let button = lens.session.button().await?;
    let web = lens.session.web();
    let windows = web.windows().await?.len();
    let left = lens
        .in_root("return root.querySelector('.card').style.left")
        .await?;
    let after = lens.in_root(DRIVE).await?;
    assert_eq!(after, json!([0, "", true, "card", left]));
    assert_eq!(lens.session.report().await?.as_ref(), Some(&before));
    assert_eq!(lens.session.button().await?, button);
    assert_eq!(web.windows().await?.len(), windows);
    lens.no_errors().await?;
    assert_eq!(lens.kept().await?, kept);
    Ok(())
}

async fn a_page_finds_no_way_into_our_root_that_could_be_closed(name: Browser) -> Result<()> {
    // Firefox tells the true target of an event to everybody: there this way stays open, and nothing private is behind it.
    const WAYS: &str = "<script>
        globalThis.ways = [];
        const found = (way, node) => node?.getRootNode?.() instanceof ShadowRoot && ways.push(way);
        for (const name of ['beian-lens-overlay', 'beian-lens'])
            customElements.define(name, class extends HTMLElement {
                constructor() { super(); ways.push('defined'); }
            });
        customElements.define('any-div', class extends HTMLDivElement {
            constructor() { super(); ways.push('customised'); }
        }, { extends: 'div' });
        for (const type of ['focusin', 'keydown', 'click', 'pointerdown', 'copy'])
            addEventListener(type, (event) => found(type, event.composedPath()[0]), true);
        for (const type of ['selectionchange', 'selectstart', 'copy'])
            document.addEventListener(type, () => {
                const { anchorNode, focusNode } = getSelection();
                found('selection', anchorNode);
                found('selection', focusNode);
            }, true);
        addEventListener('slotchange', (event) => found('slot', event.target), true);
        new MutationObserver(() => {
            for (const host of document.querySelectorAll(':root > div')) {
                try { host.attachInternals(); ways.push('internals'); } catch { }
                if (host.shadowRoot) ways.push('open');
                try { host.attachShadow({ mode: 'open' }); ways.push('attached'); } catch { }
            }
        }).observe(document.documentElement, { childList: true });
        </script>";
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        PAGE.replace("</main>", &format!("</main>{WAYS}")),
    )
    .await?;
    lens.click_for_report().await?;
    lens.press_in_card("[data-element=public-security-number] > summary")
        .await?;
    lens.press_in_card("[data-element=public-security-number] [data-action=copy]")
        .await?;
    lens.root_says("root.querySelector('.live').innerText === 'Copied.'")
        .await?;
    lens.session.press(Key::Tab).await?;
    assert_eq!(lens.session.evaluate("return ways").await?, json!([]));

    // While something of ours is animated, and under a point of the card.
    const LOOKS: &str = "
        const { left, top, width, height } = root.querySelector('.verdict p').getBoundingClientRect();
        const point = [left + width / 2, top + height / 2];
        root.querySelector('.ghosts').classList.add('pulse');
        const inside = (node) => node?.getRootNode() instanceof ShadowRoot;
        return Object.entries({
            animations: document.getAnimations().map(({ effect }) => effect.target),
            points: document.elementsFromPoint(...point),
            position: [document.caretPositionFromPoint?.(...point)?.offsetNode],
            range: [document.caretRangeFromPoint?.(...point)?.startContainer],
            focus: [document.activeElement],
            selection: [getSelection().anchorNode],
        }).filter(([, nodes]) => nodes.some(inside)).map(([way]) => way)";
    assert_eq!(lens.in_root(LOOKS).await?, json!([]));
    lens.no_errors().await
}

/// What a paste gives: the text, and all formats.
const PASTED: &str = "<textarea id=paste></textarea><script>
    document.querySelector('#paste').addEventListener('paste', ({ clipboardData }) => {
        globalThis.pasted = [clipboardData.getData('text/plain'), clipboardData.getData('text/html'), [...clipboardData.types],
                             clipboardData.files.length];
    });</script>";

impl Lens {
    /// Copies a fix, closes the overlay, and pastes in the page.
    async fn copy_and_paste(&self, says: &str) -> Result<Value> {
        self.click_for_report().await?;
        self.press_in_card("[data-element=public-security-number] > summary")
            .await?;
        self.press_in_card("[data-element=public-security-number] [data-action=copy]")
            .await?;
        self.root_says(&format!(
            "root.querySelector('.live').innerText.startsWith('{says}')"
        ))
        .await?;
        self.press_in_card("[data-action=close]").await?;
        self.closed().await?;
        self.session
            .evaluate("document.querySelector('#paste').focus()")
            .await?;
        let keys = self.session.web().action_chain().key_down(Key::Control);
        keys.send_keys("v").key_up(Key::Control).perform().await?;
        self.page_says("globalThis.pasted !== undefined").await?;
        Ok(self.session.evaluate("return pasted").await?)
    }
}

async fn a_page_leaves_nothing_on_the_clipboard_beside_our_text(name: Browser) -> Result<()> {
    const SPOILS: &str = "<script>
        for (const target of [window, document]) for (const capture of [true, false])
            target.addEventListener('copy', ({ clipboardData }) => {
                clipboardData.setData('text/plain', 'spoilt');
                clipboardData.setData('text/html', '<b>spoilt</b>');
                clipboardData.setData('text/uri-list', 'https://spoilt.example/');
                clipboardData.items.add(new File(['spoilt'], 'spoilt.png', { type: 'image/png' }));
            }, capture);
        </script>";
    let lens = Lens::start(name).await?;
    lens.open("page.html", format!("{PAGE}{SPOILS}{PASTED}"))
        .await?;
    let pasted = lens.copy_and_paste("Copied.").await?;
    let text = pasted[0].as_str().context("no text")?;
    assert!(text.contains("beian.mps.gov.cn"), "{text}");
    assert_eq!(
        (&pasted[1], &pasted[2], &pasted[3]),
        (&json!(""), &json!(["text/plain"]), &json!(0))
    );
    lens.no_errors().await
}

async fn a_page_that_forges_a_copy_is_not_believed(name: Browser) -> Result<()> {
    // The page answers the copy itself, and gives us an event of its own to answer.
    const FORGES: &str = "<script>
        addEventListener('copy', (event) => {
            if (!event.isTrusted) return;
            event.stopImmediatePropagation();
            event.preventDefault();
            event.clipboardData.setData('text/plain', 'forged');
            dispatchEvent(new ClipboardEvent('copy', { clipboardData: new DataTransfer() }));
        }, true);
        </script>";
    let lens = Lens::start(name).await?;
    lens.open("page.html", format!("{PAGE}{FORGES}{PASTED}"))
        .await?;
    let pasted = lens.copy_and_paste("The browser refused to copy.").await?;
    assert_eq!(pasted[0], "forged", "the page's own listener was not first");
    lens.no_errors().await
}

async fn a_page_draws_no_glyph_of_the_card(name: Browser) -> Result<()> {
    const FAMILIES: [&str; 14] = [
        "-apple-system",
        "BlinkMacSystemFont",
        "Segoe UI",
        "PingFang SC",
        "PingFang TC",
        "Microsoft YaHei",
        "Microsoft JhengHei",
        "Noto Sans CJK SC",
        "Noto Sans CJK TC",
        "Noto Sans Mono CJK SC",
        "ui-monospace",
        "Cascadia Mono",
        "Menlo",
        "Consolas",
    ];
    let faces: String = FAMILIES
        .map(|family| {
            format!(
                "@font-face {{ font-family: '{family}'; src: url(/stolen.woff2);
            unicode-range: U+4D, U+D7, U+516C, U+5931 }}"
            )
        })
        .concat();
    let family = FAMILIES.map(|family| format!("'{family}'")).join(",");
    let lens = Lens::start(name).await?;
    for language in ["en", "zh_CN", "zh_TW"] {
        lens.session.set_language(language).await?;
        // The last line, whose type ghosts and previews have, is in these fonts and has none of these characters.
        let style = format!("<style>{faces} footer a {{ font-family: {family} }}</style>");
        let page = PAGE.replace("</main>", &format!("</main>{style}"));
        lens.open("page.html", page).await?;
        lens.asked();
        lens.click_for_report().await?;
        lens.in_root("for (const one of root.querySelectorAll('details')) one.open = true")
            .await?;
        lens.press_in_card("[data-element=public-security-number] [data-action=preview]")
            .await?;
        lens.root_says("root.querySelector('.preview') !== null")
            .await?;
        lens.keep_screenshot(&format!("fonts-{language}")).await?;
        let named = lens
            .in_root(
                "return [...root.querySelectorAll('.card, .card *, .layer *')].map((element) => getComputedStyle(element).fontFamily)
                     .filter((families) => !/^(system-ui, )?(sans-serif|serif|monospace)$/.test(families))",
            )
            .await?;
        assert_eq!(named, json!([]));
        let loaded =
            "return [...document.fonts].filter(({ status }) => status !== 'unloaded').length";
        assert_eq!(lens.session.evaluate(loaded).await?, 0);
        let stolen = lens
            .asked()
            .into_iter()
            .find(|asked| asked.path.contains("stolen"));
        assert!(stolen.is_none(), "{stolen:?}");
    }
    lens.no_errors().await
}

async fn a_page_that_comes_back_comes_back_without_us(name: Browser) -> Result<()> {
    let lens = Lens::start(name).await?;
    lens.open("page.html", PAGE).await?;
    let before = lens.markup().await?;
    lens.click_for_report().await?;
    let options = lens.session.extension_url("options/options.html").await?;
    lens.session.goto(&options).await?;
    lens.session.web().back().await?;
    lens.page_says("document.title === '示例商店' && document.readyState === 'complete'")
        .await?;
    lens.closed().await?;
    assert_eq!(lens.markup().await?, before);
    // And the next click opens one.
    lens.click_for_report().await?;
    lens.no_errors().await
}

async fn a_page_that_builds_our_overlay_hides_nothing_by_it(name: Browser) -> Result<()> {
    const FORGED: &str = "<script>
        const host = globalThis.forged = document.documentElement.appendChild(document.createElement('div'));
        host.setAttribute('popover', 'manual');
        const root = host.attachShadow({ mode: 'closed' });
        root.innerHTML = `<style></style><i id=closed popover=manual></i><div class=layer></div>
            <section class=card>粤ICP备12345678号-1</section>`;
        host.showPopover();
        </script>";
    let lens = Lens::start(name).await?;
    lens.open(
        "page.html",
        PAGE.replace("</main>", &format!("</main>{FORGED}")),
    )
    .await?;
    let report = lens.click_for_report().await?;
    let numbers: Vec<_> = report
        .marks
        .iter()
        .filter_map(|mark| mark.number.number.as_deref())
        .collect();
    assert_eq!(numbers, ["京ICP备18032457号-1"]);
    // What was not read is not seen either.
    lens.page_says("!forged.isConnected").await?;
    lens.no_errors().await
}
