//! Capture in a real browser: `wasm-bindgen-test`, in Chromium and in Firefox.
//!
//! Every test builds its own part of the page and takes it away again; the body itself is the test runner's.

#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use beian_lens::dom::{Counted, capture, capture_counted, leave_out};
use beian_lens_core::snapshot::{Gap, Link, PageSnapshot, TextRun, UnreadKind, Visibility};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test_configure!(run_in_browser);

const NUMBER: &str = "京ICP备12345678号";
/// A number that no test prints.
const UNSEEN: &str = "京ICP备87654321号";

/// A part of the page that goes when the test ends.
struct Part(Element);

impl Part {
    fn new(html: &str) -> Part {
        let document = web_sys::window().unwrap().document().unwrap();
        // A test that failed did not take its part away: wasm does not unwind.
        while let Some(left_over) = document.query_selector("[data-part]").unwrap() {
            left_over.remove();
        }
        let element = document.create_element("div").unwrap();
        element.set_attribute("data-part", "").unwrap();
        element.set_inner_html(html);
        document
            .query_selector("body")
            .unwrap()
            .expect("the runner's body")
            .append_child(&element)
            .unwrap();
        Part(element)
    }

    fn find(&self, selectors: &str) -> Element {
        self.0
            .query_selector(selectors)
            .unwrap()
            .expect("the test's own element")
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.0.remove();
    }
}

fn run<'a>(page: &'a PageSnapshot, text: &str) -> &'a TextRun {
    // The last: what the test runner prints of a failure stands above.
    page.runs
        .iter()
        .rev()
        .find(|run| run.text.contains(text))
        .unwrap_or_else(|| panic!("no run with {text}: {:?}", page.runs))
}

/// What is captured of a number in this markup.
fn seen(html: &str) -> Visibility {
    let _part = Part::new(html);
    run(&capture(), "12345678").visibility
}

fn link<'a>(page: &'a PageSnapshot, run: &TextRun) -> &'a Link {
    &page.links[run.link.expect("a link")]
}

#[wasm_bindgen_test]
fn every_way_of_hiding_is_told() {
    use Visibility::*;
    let cases = [
        ("display:none", NotRendered),
        ("visibility:hidden", VisibilityHidden),
        ("opacity:0", Transparent),
        ("opacity:.01", Transparent),
        ("filter:opacity(0)", Transparent),
        ("font-size:0", NoSize),
        ("font-size:1px", NoSize),
        ("transform:scale(0)", NoSize),
        ("transform:scale(.05)", NoSize),
        ("position:absolute;clip:rect(0 0 0 0)", Clipped),
        ("clip-path:inset(50%)", Clipped),
        ("clip-path:circle(0)", Clipped),
        ("clip-path:polygon(0 0,0 0,0 0)", Clipped),
        ("height:0;overflow:hidden", Clipped),
        ("max-height:1px;overflow:hidden", Clipped),
        (
            "width:1px;height:1px;overflow:hidden;position:absolute;white-space:nowrap",
            Clipped,
        ),
        ("position:absolute;left:-9999px", OffScreen),
        ("position:absolute;top:-9999px", OffScreen),
        ("position:fixed;top:200vh", OffScreen),
        ("text-indent:-9999px", OffScreen),
        ("color:#fff;background:#fff", SameColour),
        ("color:transparent", SameColour),
        ("color:rgba(0,0,0,.05);background:#fff", SameColour),
        ("position:absolute;color:#fff;background:#fff", SameColour),
        (
            "mask-image:linear-gradient(transparent,transparent)",
            Transparent,
        ),
        (
            "mask-image:radial-gradient(transparent,transparent),linear-gradient(90deg,rgba(0,0,0,0) 9%,transparent)",
            Transparent,
        ),
        // Not hidden.
        ("color:#999;font-size:9px", Shown),
        ("opacity:.7", Shown),
        ("margin-top:5000px", Shown),
        ("position:fixed;bottom:0", Shown),
        ("overflow:hidden", Shown),
        ("background:linear-gradient(#fff,#fff);color:#fff", Shown),
        ("transform:rotate(90deg);display:inline-block", Shown),
        ("writing-mode:vertical-rl", Shown),
        ("mask-image:linear-gradient(#000,transparent)", Shown),
        ("mask-image:url(#none)", Shown),
        (
            "background:#fff;color:#fff;mix-blend-mode:difference",
            Shown,
        ),
    ];
    for (style, expected) in cases {
        assert_eq!(
            seen(&format!("<p style='{style}'>{NUMBER}</p>")),
            expected,
            "{style}"
        );
    }
}

#[wasm_bindgen_test]
fn a_mask_or_a_blend_mode_makes_contrast_unknown() {
    let contrast = |style: &str| {
        let _part = Part::new(&format!("<div style='{style}'><p>{NUMBER}</p></div>"));
        run(&capture(), NUMBER).contrast
    };
    assert!(contrast("color:#000;background:#fff").is_some());
    for style in [
        "mask-image:linear-gradient(#000,transparent)",
        "mask-image:url(#none)",
        "mix-blend-mode:multiply",
    ] {
        assert_eq!(contrast(style), None, "{style}");
    }
}

#[wasm_bindgen_test]
fn what_hides_an_ancestor_hides_what_is_in_it() {
    use Visibility::*;
    let cases = [
        (
            format!("<details><summary>a</summary><p>{NUMBER}</p></details>"),
            NotRendered,
        ),
        (
            format!("<div style='content-visibility:hidden'><p>{NUMBER}</p></div>"),
            NotRendered,
        ),
        (
            format!("<div style='opacity:.2'><p style='opacity:.2'>{NUMBER}</p></div>"),
            Transparent,
        ),
        (
            format!("<div style='height:0;overflow:hidden'><div><p>{NUMBER}</p></div></div>"),
            Clipped,
        ),
        // A box that is not its containing block does not cut what is positioned.
        (
            format!(
                "<div style='height:0;overflow:hidden'><p style='position:absolute'>{NUMBER}</p></div>"
            ),
            Shown,
        ),
        (
            format!(
                "<div style='visibility:hidden'><p style='visibility:visible'>{NUMBER}</p></div>"
            ),
            Shown,
        ),
        (
            format!("<div style='overflow:auto;height:20px'><p>a<p>b<p>c<p>{NUMBER}</div>"),
            Shown,
        ),
        (
            format!("<div style='display:contents'><span>{NUMBER}</span></div>"),
            Shown,
        ),
        (
            format!(
                "<div style='position:fixed;top:0;left:0'>{NUMBER}</div>\
                 <div style='position:fixed;inset:0;background:#fff;z-index:99999'></div>"
            ),
            Covered,
        ),
        (
            format!(
                "<div style='position:fixed;top:0;left:0;z-index:99998'>{NUMBER}</div>\
                 <a href='/' style='position:fixed;inset:0;z-index:99999'></a>"
            ),
            Shown,
        ),
    ];
    for (html, expected) in cases {
        assert_eq!(seen(&html), expected, "{html}");
    }
}

#[wasm_bindgen_test]
fn a_number_in_pieces_comes_in_neighbouring_runs() {
    let _part = Part::new(
        "<footer><p><a href='https://beian.miit.gov.cn/' target='_blank'>京<b>ICP</b><i>备</i>12345678号</a>\
         <span>-1</span><br>次行<span style='display:inline-block'>块</span></p></footer>",
    );
    let page = capture();
    let first = page.runs.iter().position(|run| run.text == "京").unwrap();
    let texts: Vec<(&str, Gap)> = page.runs[first..first + 7]
        .iter()
        .map(|run| (run.text.as_str(), run.gap))
        .collect();
    assert_eq!(
        texts[1..],
        [
            ("ICP", Gap::None),
            ("备", Gap::None),
            ("12345678号", Gap::None),
            ("-1", Gap::None),
            ("次行", Gap::Line),
            ("块", Gap::Space)
        ]
    );
    let link = link(&page, &page.runs[first + 3]);
    assert_eq!(link.url, "https://beian.miit.gov.cn/");
    assert!(link.new_tab);
    assert_eq!(page.runs[first + 4].link, None);
}

#[wasm_bindgen_test]
fn a_base_sends_links_to_a_new_tab_unless_they_say_otherwise() {
    let _part = Part::new(
        "<base target='_blank'><footer><a href='https://beian.miit.gov.cn/'>沪ICP备12345678号</a>\
         <a href='https://beian.miit.gov.cn/' target='_self'>京ICP备12345678号-1</a></footer>",
    );
    let page = capture();
    assert!(link(&page, run(&page, "沪ICP备12345678号")).new_tab);
    assert!(!link(&page, run(&page, "京ICP备12345678号-1")).new_tab);
}

#[wasm_bindgen_test]
fn flex_items_side_by_side_are_on_one_line() {
    let _part =
        Part::new("<div style='display:flex'><span>京ICP备</span><span>12345678号</span></div>");
    assert_eq!(run(&capture(), "12345678号").gap, Gap::Space);
}

#[wasm_bindgen_test]
fn scripts_templates_and_comments_are_not_read() {
    let _part = Part::new(&format!(
        "<!-- {UNSEEN} --><template>{UNSEEN}</template><noscript>{UNSEEN}</noscript>\
         <script type='application/json'>\"{UNSEEN}\"</script><style>/* {UNSEEN} */</style>"
    ));
    assert!(
        !capture()
            .runs
            .iter()
            .any(|run| run.text.contains("87654321"))
    );
}

#[wasm_bindgen_test]
fn a_selector_leads_back_to_its_element() {
    let part = Part::new(&format!(
        "<div><p>a</p><p>b <a href='#'>x</a> <a href='#'>{NUMBER}</a></p></div>"
    ));
    let page = capture();
    let selector = run(&page, NUMBER).selector.clone().expect("a selector");
    let document = web_sys::window().unwrap().document().unwrap();
    let found = document.query_selector_all(&selector).unwrap();
    assert_eq!(found.length(), 1, "{selector}");
    assert_eq!(
        found.item(0).unwrap().unchecked_into::<Element>(),
        part.find("a:nth-of-type(2)")
    );
}

#[wasm_bindgen_test]
fn open_shadow_roots_are_read_in_place() {
    let part = Part::new("<p>前</p><x-foot><span slot='n'>12345678号</span></x-foot><p>后</p>");
    let init = ShadowRootInit::new(ShadowRootMode::Open);
    let root = part.find("x-foot").attach_shadow(&init).unwrap();
    root.set_inner_html("<a href='https://beian.miit.gov.cn/'>京ICP备<slot name='n'></slot></a>");
    let page = capture();
    let first = page
        .runs
        .iter()
        .position(|run| run.text == "京ICP备")
        .expect("the shadow tree's text");
    assert_eq!(page.runs[first - 1].text, "前");
    assert_eq!(page.runs[first].selector, None);
    assert_eq!(page.runs[first + 1].text, "12345678号");
    assert_eq!(
        link(&page, &page.runs[first + 1]).url,
        "https://beian.miit.gov.cn/"
    );
    assert_eq!(
        page.runs
            .iter()
            .filter(|run| run.text == "12345678号")
            .count(),
        1
    );
}

#[wasm_bindgen_test]
fn a_built_in_shadow_host_is_found() {
    let part = Part::new(&format!("<div id='host'></div>{}", "<p>末</p>".repeat(200)));
    let init = ShadowRootInit::new(ShadowRootMode::Open);
    part.find("#host")
        .attach_shadow(&init)
        .unwrap()
        .set_inner_html(&format!("<p>{NUMBER}</p>"));
    assert_eq!(run(&capture(), NUMBER).visibility, Visibility::Shown);
}

#[wasm_bindgen_test]
fn what_has_no_slot_is_not_drawn() {
    let part = Part::new(&format!("<x-none><p>{NUMBER}</p></x-none>"));
    let init = ShadowRootInit::new(ShadowRootMode::Open);
    part.find("x-none")
        .attach_shadow(&init)
        .unwrap()
        .set_inner_html("<p>a</p>");
    assert_eq!(run(&capture(), NUMBER).visibility, Visibility::NotRendered);
}

#[wasm_bindgen_test]
fn a_frame_of_the_same_origin_is_read_on_its_own_surface() {
    let part = Part::new("<iframe style='height:100px'></iframe>");
    let frame: web_sys::HtmlIFrameElement = part.find("iframe").unchecked_into();
    let body = frame.content_document().unwrap().body().unwrap();
    body.set_inner_html(&format!("<p>{NUMBER}</p>"));
    let page = capture();
    let run = run(&page, NUMBER);
    assert_eq!(run.selector, None);
    assert!(run.frame.is_some());
    assert_eq!(page.surfaces[run.surface].parent, Some(0));
}

#[wasm_bindgen_test]
fn names_that_a_page_gives_do_not_stand_in_the_way() {
    // In a frame of its own: the test runner's driver would stumble over them.
    let part = Part::new("<iframe></iframe>");
    let frame: web_sys::HtmlIFrameElement = part.find("iframe").unchecked_into();
    frame.content_document().unwrap().query_selector("body").unwrap().unwrap().set_inner_html(&format!(
        "<form name='body'><input name='parentNode'><input name='localName'><input name='getAttribute'>\
         <img name='getElementsByTagName'><p>{NUMBER}</p></form><form name='documentElement'></form>"
    ));
    assert_eq!(run(&capture(), NUMBER).visibility, Visibility::Shown);
}

#[wasm_bindgen_test]
fn a_number_in_a_very_long_text_is_cut_out() {
    let filler = "文字".repeat(300_000);
    let _part = Part::new(&format!("<p>{filler}{NUMBER}{filler}</p>"));
    let page = capture();
    assert!(run(&page, NUMBER).text.chars().count() <= 2_000);
}

#[wasm_bindgen_test]
fn more_candidates_than_are_looked_at_are_counted() {
    let _part = Part::new(&format!("<p>{NUMBER}</p>").repeat(2_000));
    let page = capture();
    assert!(
        page.unread
            .iter()
            .any(|unread| unread.what == UnreadKind::Candidate && unread.count > 1_000)
    );
}

/// Maximum number of looks that a capture may take: about 300 ms, and what was begun when they ended.
const MOST_LOOKS: u32 = 330_000;

/// Whether it is said that places which may be marks were not looked at.
fn says_that_something_is_left(page: &PageSnapshot) -> bool {
    page.unread
        .iter()
        .any(|unread| unread.what == UnreadKind::Candidate && unread.count > 0)
}

#[wasm_bindgen_test]
fn an_ordinary_page_takes_few_looks() {
    let section = "<section><h2>题</h2><p>文 <a href='/'>链</a></p><ul><li>一<li>二</ul></section>";
    let _part = Part::new(&format!(
        "{}<footer><p><a href='https://beian.miit.gov.cn/'>{NUMBER}</a></p></footer>",
        section.repeat(100)
    ));
    let Counted { snapshot, looks } = capture_counted();
    assert_eq!(run(&snapshot, NUMBER).visibility, Visibility::Shown);
    assert!(!says_that_something_is_left(&snapshot));
    assert!(looks < MOST_LOOKS / 10, "{looks} looks");
}

#[wasm_bindgen_test]
fn the_end_of_a_page_is_read_however_much_stands_before_it() {
    let footer = format!("<p><a href='https://beian.miit.gov.cn/'>{UNSEEN}</a></p>");
    let numbers = |element: &str, count: usize| {
        format!("<{element}>{NUMBER} </{element}>").repeat(count) + &footer
    };
    let cases = [
        // Each with whether there is more of it than can be looked at.
        (
            "plain spans",
            "<span>文</span>".repeat(44_000) + &footer,
            false,
        ),
        ("numbers in spans", numbers("span", 44_000), true),
        ("numbers in paragraphs", numbers("p", 20_000), true),
        ("numbers in links", numbers("a href=/", 20_000), true),
        (
            "pieces of numbers",
            "<b>京ICP备</b><i>1234</i><b>5678</b>号 ".repeat(10_000) + &footer,
            true,
        ),
        (
            "nothing that is drawn",
            format!(
                "<p>{NUMBER}</p>{}{footer}",
                "<p hidden>文</p>".repeat(44_000)
            ),
            true,
        ),
        (
            "elements with one id",
            "<p id=a>京ICP备12345678号".repeat(20_000) + &footer,
            true,
        ),
    ];
    for (what, html, is_too_much) in cases {
        let _part = Part::new(&format!("<footer>{html}</footer>"));
        let Counted { snapshot, looks } = capture_counted();
        assert!(looks <= MOST_LOOKS, "{what}: {looks} looks");
        assert!(
            snapshot.runs.iter().any(|run| run.text.contains(UNSEEN)),
            "{what}: the last number is not read"
        );
        assert_eq!(
            says_that_something_is_left(&snapshot),
            is_too_much,
            "{what}"
        );
    }
}

#[wasm_bindgen_test]
fn what_is_read_first_stands_in_its_place() {
    let _part = Part::new(&format!(
        "{}<footer><a href='/last'>{UNSEEN}</a><img alt='末'></footer>",
        format!("<p><a href='/'>{NUMBER}</a></p>").repeat(200)
    ));
    let page = capture();
    let orders: Vec<usize> = page.links.iter().map(|link| link.order).collect();
    assert!(orders.is_sorted(), "{orders:?}");
    let tops: Vec<i32> = page
        .runs
        .iter()
        .filter(|run| run.text == NUMBER || run.text == UNSEEN)
        .map(|run| run.place.y)
        .collect();
    assert!(tops.len() > 100 && tops.is_sorted(), "{tops:?}");
    assert_eq!(
        link(&page, run(&page, UNSEEN)).href.as_deref(),
        Some("/last")
    );
    let picture = page.images.iter().find(|image| image.alt == "末");
    assert!(page.runs[picture.expect("the picture").order - 1].text == UNSEEN);
}

#[wasm_bindgen_test]
fn numbers_over_each_other_end_in_a_snapshot() {
    let _part = Part::new(
        &format!("<i style='position:fixed;bottom:0;left:0'>{NUMBER}</i>").repeat(10_000),
    );
    let Counted { snapshot, looks } = capture_counted();
    assert!(looks <= MOST_LOOKS, "{looks} looks");
    assert!(says_that_something_is_left(&snapshot));
}

#[wasm_bindgen_test]
fn deep_nesting_ends_in_a_snapshot() {
    let part = Part::new("");
    let document = web_sys::window().unwrap().document().unwrap();
    let mut inner = part.0.clone();
    for _ in 0..1_200 {
        let child = document.create_element("div").unwrap();
        inner.append_child(&child).unwrap();
        inner = child;
    }
    inner.set_text_content(Some(NUMBER));
    let page = capture();
    assert!(page.runs.iter().any(|run| run.text == NUMBER));
    assert!(
        page.unread
            .iter()
            .any(|unread| unread.what == UnreadKind::DeepNesting)
    );
}

#[wasm_bindgen_test]
fn what_css_draws_is_read() {
    let _part = Part::new(&format!(
        "<style>.g::after{{content:'{NUMBER}'}}</style><footer><p class='g'>©</p></footer>"
    ));
    let page = capture();
    assert!(run(&page, NUMBER).generated);
}

#[wasm_bindgen_test]
fn a_picture_says_whether_it_loaded_and_what_it_is_made_of() {
    let part = Part::new(&format!(
        "<p><canvas width='20' height='20'></canvas><img alt='徽' width='20'>{NUMBER}</p>"
    ));
    let canvas: web_sys::HtmlCanvasElement = part.find("canvas").unchecked_into();
    let context: JsValue = canvas.get_context("2d").unwrap().unwrap().into();
    let context: web_sys::CanvasRenderingContext2d = context.unchecked_into();
    context.set_fill_style_str("#c00");
    context.fill_rect(0.0, 0.0, 20.0, 20.0);
    let page = capture();
    let image = page
        .images
        .iter()
        .find(|image| image.alt == "徽")
        .expect("the picture");
    assert_eq!(image.natural, None);
    assert_eq!(page.runs[image.order].text, NUMBER);
}

#[wasm_bindgen_test]
fn our_own_overlay_is_left_out_and_an_element_of_its_old_name_is_not() {
    let part = Part::new(&format!(
        "<div id='ours'></div><beian-lens-overlay><p>{NUMBER}</p></beian-lens-overlay>"
    ));
    let host: Element = part.find("#ours").unchecked_into();
    let root = host
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap();
    root.set_inner_html(&format!("<p>{UNSEEN}</p>"));
    let has = |text: &str| capture().runs.iter().any(|run| run.text.contains(text));
    assert!(has("87654321"), "the test's own element cannot be read");
    let left_out = leave_out(&host);
    assert!(!has("87654321"));
    assert!(has(NUMBER));
    drop(left_out);
    assert!(has("87654321"));
}
