//! The overlay in a real browser, painted from views made by hand.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use beian_lens::overlay::{Catalogue, Destination, Format, Hooks, Overlay};
use beian_lens_core::report::{Footer, Message};
use beian_lens_core::view::{
    Button, ButtonTone, Ghost, Group, Outline, OverlayView, Preview, Row, RowFinding, Tone,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
    const roots = new WeakMap();
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, init);
        roots.set(this, root);
        return root;
    };
    /** The closed root of a host that was made after this module was loaded. */
    export const rootOf = (host) => roots.get(host);
    export const press = (target, key) =>
        target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
    export const nextTask = () => new Promise((resolve) => setTimeout(resolve));
    /** The rules of the overlay's style sheet, and those of a text. */
    export const rulesOf = (root, css) => {
        const rules = (sheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join("\n");
        const other = root.appendChild(document.createElement("style"));
        other.textContent = css;
        const both = [rules(root.querySelector("style").sheet), rules(other.sheet)];
        other.remove();
        return both;
    };
    export const serialised = () => new XMLSerializer().serializeToString(document.body);
    /** All that stands in a root: markup, attributes included, and what fields hold. */
    export const markupOf = (root) =>
        root.innerHTML + [...root.querySelectorAll("input, textarea")].map(({ value }) => value).join();
    /** Defines an element of a name, and counts how often one is made. */
    export const define = (name) => {
        const made = { count: 0 };
        customElements.define(name, class extends HTMLElement {
            constructor() {
                super();
                made.count += 1;
            }
        });
        return made;
    };
    export const leave = () => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    /** Counts the keys that the page hears. */
    export const countKeys = () => {
        const heard = { count: 0, listener: () => (heard.count += 1) };
        document.addEventListener("keydown", heard.listener, true);
        return heard;
    };
    export const stopCounting = (heard) => (document.removeEventListener("keydown", heard.listener, true), heard.count);
"#)]
extern "C" {
    #[wasm_bindgen(js_name = rootOf)]
    fn root_of(host: &Element) -> ShadowRoot;
    fn press(target: &Element, key: &str);
    #[wasm_bindgen(js_name = rulesOf)]
    fn rules_of(root: &ShadowRoot, css: &str) -> Vec<String>;
    #[wasm_bindgen(js_name = nextTask)]
    async fn next_task();
    fn serialised() -> String;
    #[wasm_bindgen(js_name = markupOf)]
    fn markup_of(root: &ShadowRoot) -> String;
    fn define(name: &str) -> JsValue;
    fn leave();
    #[wasm_bindgen(js_name = countKeys)]
    fn count_keys() -> JsValue;
    #[wasm_bindgen(js_name = stopCounting)]
    fn stop_counting(heard: &JsValue) -> u32;
}

const FOOTER: &str = "<footer style='text-align: center'><p>© 2026</p><p><a id='mark' href='#'>京ICP备18234567号-1</a></p></footer>";

/// A page of its own inside the harness's page, and an overlay over it.
struct Stage {
    page: Element,
    before: String,
    overlay: Rc<RefCell<Option<Overlay>>>,
    closed: Rc<Cell<u32>>,
    next: Rc<RefCell<OverlayView>>,
    opened: Rc<RefCell<Vec<Destination>>>,
}

impl Stage {
    /// Every event counts as the person's: a test has none of its own.
    fn open(view: OverlayView) -> Self {
        Self::open_trusting(view, |_| true)
    }

    fn open_trusting(view: OverlayView, trusts: fn(&Event) -> bool) -> Self {
        let document = document();
        let page = document.create_element("main").unwrap();
        page.set_inner_html(FOOTER);
        document.body().unwrap().append_child(&page).unwrap();
        let before = serialised();
        let (overlay, closed, next) = (
            Rc::new(RefCell::new(None)),
            Rc::new(Cell::new(0)),
            Rc::new(RefCell::new(view)),
        );
        let opened = Rc::new(RefCell::new(Vec::new()));
        let first = next.borrow().clone();
        let (to_drop, count, answer) = (Rc::clone(&overlay), Rc::clone(&closed), Rc::clone(&next));
        let (to_leave, asked) = (Rc::clone(&overlay), Rc::clone(&opened));
        let hooks = Hooks {
            check: Box::new(move || answer.borrow().clone()),
            closed: Box::new(move || {
                count.set(count.get() + 1);
                to_drop.take();
            }),
            left: Box::new(move || drop(to_leave.take())),
            open: Box::new(move |destination| asked.borrow_mut().push(destination.clone())),
            home: Box::new(|| ()),
            is_orphaned: Box::new(|| false),
            trusts,
        };
        let catalogue = Catalogue::new(js_sys::Object::new().into(), "en".into());
        let drawn = Overlay::open(
            web_sys::window().unwrap(),
            document.unchecked_into(),
            catalogue,
            first,
            hooks,
        )
        .unwrap();
        *overlay.borrow_mut() = Some(drawn);
        Self {
            page,
            before,
            overlay,
            closed,
            next,
            opened,
        }
    }

    fn host(&self) -> Option<Element> {
        document()
            .query_selector(":root > div[popover], dialog > div[popover]")
            .unwrap()
    }

    fn root(&self) -> ShadowRoot {
        root_of(&self.host().unwrap())
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.root()
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| panic!("{selector}"))
            .unchecked_into()
    }

    fn is_closed(&self) -> bool {
        self.host().is_none() && self.closed.get() == 1
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.overlay.take();
        self.page.remove();
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn message(name: &str) -> Message {
    Message {
        name: name.into(),
        args: Vec::new(),
    }
}

fn view() -> OverlayView {
    let finding = RowFinding {
        rule: "icp-link-missing".into(),
        tone: Tone::Missing,
        message: message("no link"),
        basis: vec!["MII Order 33, art. 13".into()],
        remedy: Some("<a href=\"https://beian.miit.gov.cn/\">京ICP备18234567号-1</a>".into()),
        preview: Some(Preview {
            text: "京ICP备18234567号-1".into(),
            with_badge: false,
        }),
        waived: None,
    };
    let row = Row {
        element: "icp-number".into(),
        title: message("ICP number"),
        tone: Tone::Found,
        word: "found".into(),
        evidence: Some("<img src=x onerror=alert(1)>".into()),
        link: None,
        place: None,
        look_up: None,
        findings: vec![finding],
        selectors: vec!["#mark".into()],
    };
    let ghost = |beside: Option<&str>, with_badge| Ghost {
        element: "public-security-number".into(),
        sample: "京公网安备××××××××××××××号".into(),
        hint: message("hint"),
        beside: beside.map(str::to_owned),
        with_badge,
    };
    OverlayView {
        verdict: message("one is missing"),
        tone: Tone::Missing,
        missing: 1,
        button: Button {
            text: "1".into(),
            tone: ButtonTone::Missing,
            title: message("one is missing"),
        },
        is_inner_page: false,
        path: Vec::new(),
        groups: vec![Group {
            title: message("ICP"),
            terms: vec![message("ICP is")],
            rows: vec![row],
        }],
        outlines: vec![Outline {
            selector: "#mark".into(),
            tone: Tone::Found,
            label: message("ICP"),
        }],
        ghosts: vec![
            ghost(None, true),
            ghost(Some("#mark"), true),
            ghost(Some("#mark"), false),
        ],
        footer: Some(Footer {
            selector: Some("#mark".into()),
            bottom: 0,
        }),
        notes: vec![message("not the register")],
    }
}

#[wasm_bindgen_test]
fn closing_leaves_the_page_as_it_was() {
    let stage = Stage::open(view());
    assert!(
        stage
            .host()
            .is_some_and(|host| host.matches(":popover-open").unwrap())
    );
    stage.overlay.take();
    assert!(stage.host().is_none());
    assert_eq!(serialised(), stage.before);
}

#[wasm_bindgen_test]
fn the_packed_style_sheet_says_what_its_source_says() {
    let stage = Stage::open(view());
    let rules = rules_of(
        &stage.root(),
        include_str!("../../src/overlay/mount/overlay.css"),
    );
    assert!(rules[0].len() > 5_000);
    // Browsers keep the white space in values with variables as it is written.
    let [packed, source] = [0, 1].map(|index| rules[index].replace(", ", ","));
    assert_eq!(packed, source);
}

#[wasm_bindgen_test]
fn page_text_is_never_markup() {
    let stage = Stage::open(view());
    assert_eq!(
        stage.find(".evidence").text_content().unwrap(),
        "<img src=x onerror=alert(1)>"
    );
    assert!(stage.root().query_selector("img").unwrap().is_none());
}

#[wasm_bindgen_test]
fn ghosts_stand_below_the_last_footer_line_and_on_no_mark() {
    let stage = Stage::open(view());
    let mark = stage
        .page
        .query_selector("#mark")
        .unwrap()
        .unwrap()
        .get_bounding_client_rect();
    let lines = stage.find(".ghosts").get_bounding_client_rect();
    assert!(
        lines.top() >= mark.bottom(),
        "{} is above {}",
        lines.top(),
        mark.bottom()
    );
    let all = stage.root().query_selector_all(".ghosts, .beside").unwrap();
    assert_eq!(all.length(), 3);
    for index in 0..all.length() {
        let ghost = all
            .item(index)
            .unwrap()
            .unchecked_into::<Element>()
            .get_bounding_client_rect();
        let apart = ghost.right() <= mark.left()
            || ghost.left() >= mark.right()
            || ghost.top() >= mark.bottom()
            || ghost.bottom() <= mark.top();
        assert!(
            ghost.width() > 0.0 && apart,
            "ghost {index} lies on the mark"
        );
    }
}

#[wasm_bindgen_test]
fn ghosts_stand_below_the_end_that_the_report_has() {
    let mut shown = view();
    let end = 4_000;
    if let Some(footer) = &mut shown.footer {
        footer.bottom = end;
    }
    let stage = Stage::open(shown);
    let scrolled = web_sys::window().unwrap().scroll_y().unwrap();
    let lines = stage.find(".ghosts").get_bounding_client_rect();
    let top = lines.top() + scrolled;
    assert!(
        (f64::from(end)..f64::from(end) + 20.0).contains(&top),
        "{top}"
    );
}

#[wasm_bindgen_test]
fn the_frame_stands_around_its_mark() {
    let stage = Stage::open(view());
    let mark = stage
        .page
        .query_selector("#mark")
        .unwrap()
        .unwrap()
        .get_bounding_client_rect();
    let frame = stage.find(".outline").get_bounding_client_rect();
    assert!(frame.left() < mark.left() && frame.right() > mark.right());
    assert!(frame.top() < mark.top() && frame.bottom() > mark.bottom());
    assert!(frame.width() - mark.width() < 12.0);
}

#[wasm_bindgen_test]
fn the_card_covers_neither_mark_nor_ghost() {
    let stage = Stage::open(view());
    let card = stage.find(".card").get_bounding_client_rect();
    let drawn = stage
        .root()
        .query_selector_all(".ghosts, .beside, .outline")
        .unwrap();
    for index in 0..drawn.length() {
        let other = drawn
            .item(index)
            .unwrap()
            .unchecked_into::<Element>()
            .get_bounding_client_rect();
        let apart = other.right() <= card.left()
            || other.left() >= card.right()
            || other.top() >= card.bottom()
            || other.bottom() <= card.top();
        assert!(apart, "the card lies on number {index}");
    }
}

#[wasm_bindgen_test]
fn escape_closes_and_gives_the_focus_back() {
    let before = document().active_element();
    let stage = Stage::open(view());
    assert_eq!(document().active_element(), stage.host());
    let keys = count_keys();
    press(&stage.find(".card"), "Escape");
    assert_eq!(
        stop_counting(&keys),
        0,
        "the page heard a key that was typed in the card"
    );
    assert!(stage.is_closed());
    assert_eq!(document().active_element(), before);
}

#[wasm_bindgen_test]
fn the_close_button_closes() {
    let stage = Stage::open(view());
    stage.find("[data-action=close]").click();
    assert!(stage.is_closed());
}

#[wasm_bindgen_test]
fn the_tabulator_goes_round_in_the_card() {
    let stage = Stage::open(view());
    let focused = || stage.root().active_element().unwrap();
    let last = stage.find("[data-format=print]");
    last.focus().unwrap();
    press(&last, "Tab");
    assert_eq!(
        focused().get_attribute("data-action").as_deref(),
        Some("move")
    );
}

#[wasm_bindgen_test]
async fn a_removed_host_is_put_back_once() {
    let stage = Stage::open(view());
    stage.host().unwrap().remove();
    next_task().await;
    assert!(
        stage
            .host()
            .is_some_and(|host| host.matches(":popover-open").unwrap())
    );
    stage.host().unwrap().remove();
    next_task().await;
    assert!(stage.is_closed());
}

#[wasm_bindgen_test]
fn checking_again_paints_what_has_changed_and_keeps_rows_open() {
    let stage = Stage::open(view());
    stage.find("details.row").set_attribute("open", "").unwrap();
    let mut changed = view();
    changed.verdict = message("all is there");
    changed.ghosts.clear();
    *stage.next.borrow_mut() = changed;
    stage.find("[data-action=again]").click();
    assert_eq!(
        stage.find(".verdict p").text_content().unwrap(),
        "all is there"
    );
    assert!(stage.find("details.row").has_attribute("open"));
    assert!(stage.root().query_selector(".ghosts").unwrap().is_none());
}

#[wasm_bindgen_test]
fn above_an_open_dialog_the_card_is_not_inert() {
    let dialog = document()
        .create_element("dialog")
        .unwrap()
        .unchecked_into::<web_sys::HtmlDialogElement>();
    document().body().unwrap().append_child(&dialog).unwrap();
    dialog.show_modal().unwrap();
    let stage = Stage::open(view());
    let parent = stage.host().unwrap().parent_element();
    let focused = document().active_element() == stage.host();
    drop(stage);
    dialog.remove();
    assert_eq!(parent.as_ref(), Some(dialog.as_ref()));
    assert!(focused);
}

#[wasm_bindgen_test]
fn an_event_that_a_script_made_does_nothing() {
    let stage = Stage::open_trusting(view(), Event::is_trusted);
    let clickable = stage
        .root()
        .query_selector_all("button, a, summary")
        .unwrap();
    assert!(clickable.length() > 12);
    for index in 0..clickable.length() {
        let element: HtmlElement = clickable.item(index).unwrap().unchecked_into();
        element.click();
        press(&element, "Escape");
        press(&element, "ArrowDown");
    }
    press(&stage.find(".card"), "Escape");
    press(&document().document_element().unwrap(), "Escape");
    leave();
    assert!(stage.host().is_some() && stage.closed.get() == 0);
    assert_eq!(*stage.opened.borrow(), []);
    let root = stage.root();
    for changed in [
        "details[open]",
        ".preview",
        ".collapsed",
        "[aria-pressed=true]",
        ":popover-open",
    ] {
        assert!(root.query_selector(changed).unwrap().is_none(), "{changed}");
    }
    assert_eq!(stage.find(".live").text_content().unwrap(), "");
}

#[wasm_bindgen_test]
fn a_button_opens_what_it_was_drawn_for() {
    let mut shown = view();
    shown.groups[0].rows[0].findings[0].rule = "icp-number-not-expected".into();
    let stage = Stage::open(shown);
    let rule = || "icp-number-not-expected".to_owned();
    for (button, destination) in [
        ("[data-action=why]", Destination::Rule { rule: rule() }),
        ("[data-action=ignore]", Destination::Ignore { rule: rule() }),
        ("[data-action=kept]", Destination::Kept),
        (
            "[data-format=html]",
            Destination::Export {
                format: Format::Html,
            },
        ),
    ] {
        let button = stage.find(button);
        // The page may have found a way in: what stands in the DOM decides nothing.
        button.set_attribute("data-action", "close").unwrap();
        button.set_attribute("data-rule", "host-not-live").unwrap();
        button.set_attribute("data-format", "json").unwrap();
        button.click();
        assert_eq!(stage.opened.borrow_mut().pop(), Some(destination));
    }
    assert!(stage.host().is_some());
}

#[wasm_bindgen_test]
fn a_reason_never_stands_in_the_page() {
    let mut shown = view();
    let finding = &mut shown.groups[0].rows[0].findings[0];
    finding.tone = Tone::Waived;
    finding.waived = Some("because the boss says so".into());
    let stage = Stage::open(shown);
    assert_eq!(
        stage.find("[data-action=ignore]").text_content().unwrap(),
        "card_unwaive"
    );
    let markup = markup_of(&stage.root());
    assert!(markup.contains("row_tone_waived"));
    assert!(!markup.contains("boss"));
}

#[wasm_bindgen_test]
fn nothing_is_typed_into_the_card_and_it_holds_no_data() {
    let stage = Stage::open(view());
    let fields = "input, textarea, select, [contenteditable], script, [data-state]";
    assert!(stage.root().query_selector(fields).unwrap().is_none());
    assert!(!markup_of(&stage.root()).contains("\"schema\""));
}

#[wasm_bindgen_test]
fn a_page_that_defines_an_element_of_our_old_name_gets_nothing() {
    let made = define("beian-lens-overlay");
    let page = document().create_element("beian-lens-overlay").unwrap();
    page.set_attribute("popover", "manual").unwrap();
    document()
        .document_element()
        .unwrap()
        .append_child(&page)
        .unwrap();
    let stage = Stage::open(view());
    let count = js_sys::Reflect::get(&made, &"count".into()).unwrap();
    assert_eq!(count, 1, "only the page's own element was made");
    assert!(page.is_connected(), "the page's own element was removed");
    drop(stage);
    page.remove();
}

#[wasm_bindgen_test]
fn a_page_that_is_left_takes_no_overlay_along() {
    let stage = Stage::open(view());
    leave();
    assert!(stage.host().is_none());
    assert_eq!(stage.closed.get(), 0, "nobody closed it");
}
