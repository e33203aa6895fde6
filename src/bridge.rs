//! EDGE: what JavaScript can call, and the one conversion of errors.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{JSON, Promise, Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::dom;
use crate::learnt::Learnt;
use crate::marks::emblem;
use crate::overlay::{Catalogue, Hooks, Overlay, Painting, Pose};
use crate::overlay_view::{self, OverlayView};
use crate::report::{Browser, Engine, Message, Report, Timings, Verdict, Waiver};
use crate::snapshot::{ColourShares, Expected, Image, PageSnapshot, ServerAddress};

#[wasm_bindgen]
extern "C" {
    /// Throws where there is no extension any more (it was reloaded) or never was one (`www/`).
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;

    /// What an exception says.
    #[wasm_bindgen(js_name = String)]
    fn words_of(value: &JsValue) -> String;
}

thread_local! {
    /// The one open overlay of this page.
    static OPEN: RefCell<Option<Rc<Open>>> = const { RefCell::new(None) };
    /// Takes a rejection, which the page's console would report otherwise.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(drop);
}

/// What the background knows and the page does not. A caller without an overlay leaves out what it does not need.
#[derive(Clone)]
struct Context {
    language: String,
    engine: Engine,
    /// Name and version; the viewport is the page's to tell.
    browser: Option<(String, String)>,
    server: Option<ServerAddress>,
    kept: OfHost,
}

/// What the person keeps about the page's host, as the desk picked it out.
#[derive(Clone, Default)]
struct OfHost {
    expected: Option<Expected>,
    waivers: Vec<Waiver>,
}

/// What [`toggle`] answers.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Status {
    Opened {
        missing: usize,
        report: Report,
        asks: Asks,
    },
    Closed,
    Failed {
        message: Message,
    },
}

/// What the background is told while the overlay is open.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Told<'a> {
    Checked {
        missing: usize,
        verdict: Verdict,
        asks: Asks,
    },
    Closed,
    /// The person wants what is shown in a format; the desk makes it. The report is JSON.
    Export {
        format: &'a str,
        view: &'a OverlayView,
        report: &'a str,
    },
    /// The person ignores a rule on this host.
    Waive {
        rule: String,
        reason: String,
    },
    /// And does so no more.
    Unwaive {
        rule: String,
    },
    /// Open the page of a rule.
    Why {
        rule: String,
    },
    /// The home page is about to be opened: check it.
    Home,
}

/// What would say more about the page, and only the background can learn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
struct Asks {
    /// The server's address: [`learn`] is told once.
    server: bool,
    /// A picture's looks: [`pose`] says where it is.
    picture: bool,
}

/// The open overlay and what is known of its page.
struct Open {
    overlay: Overlay,
    knowledge: Rc<Knowledge>,
}

/// What checks of the same page share.
struct Knowledge {
    context: RefCell<Context>,
    learnt: RefCell<Learnt>,
    /// The picture to look at next.
    wanted: RefCell<Option<Image>>,
    /// The picture that is being looked at.
    posing: RefCell<Option<(Image, Pose)>>,
    asks: Cell<Asks>,
    /// What the background was told last: it need not wake up to hear the same again.
    told: Cell<(usize, Verdict, bool)>,
    /// How much of what the background was told the button does not show yet.
    unshown: Cell<u32>,
}

/// Opens the overlay, or closes it when it is open.
#[wasm_bindgen]
pub fn toggle(context: JsValue) -> JsValue {
    let open = OPEN.take();
    let status = match open {
        Some(_) => Status::Closed,
        None => open_overlay(&context).unwrap_or_else(|message| Status::Failed { message }),
    };
    plain(&status)
}

/// Removes every trace of the overlay.
#[wasm_bindgen]
pub fn close() {
    drop(OPEN.take());
}

fn open_overlay(context: &JsValue) -> Result<Status, Message> {
    let messages = Reflect::get(context, &"messages".into()).unwrap_or_default();
    let context = read_context(context)?;
    let (Some(window), Some(document)) = (
        web_sys::window(),
        web_sys::window().and_then(|window| window.document()),
    ) else {
        return Err(failed(&"no document".into()));
    };
    let catalogue = Catalogue::new(messages, context.language.clone());
    let knowledge = Rc::new(Knowledge {
        learnt: RefCell::new(context.learnt()),
        context: RefCell::new(context),
        wanted: RefCell::default(),
        posing: RefCell::default(),
        asks: Cell::default(),
        told: Cell::new((0, Verdict::NeedsReview, false)),
        unshown: Cell::new(1),
    });
    let (mut report, painting) = knowledge.check();
    let start = now();
    let missing = painting.view.missing;
    knowledge.is_news(missing, report.verdict);
    let hooks = Hooks {
        check: Box::new({
            let knowledge = Rc::clone(&knowledge);
            move || Some(knowledge.check_again())
        }),
        closed: Box::new(closed_by_the_person),
        export: Box::new(|format, Painting { view, report, .. }| {
            tell_background(&Told::Export {
                format,
                view,
                report,
            });
        }),
        waive: Box::new(|rule, reason| {
            let (rule, reason) = (rule.into(), reason.map(Into::into));
            tell_background(&match reason {
                Some(reason) => Told::Waive { rule, reason },
                None => Told::Unwaive { rule },
            });
        }),
        why: Box::new(|rule| {
            tell_background(&Told::Why { rule });
        }),
        home: Box::new(|| {
            tell_background(&Told::Home);
        }),
    };
    let overlay = Overlay::open(
        window,
        document.unchecked_into(),
        catalogue,
        painting,
        hooks,
    )
    .map_err(|error| failed(&error))?;
    if let Some(timings) = &mut report.timings {
        timings.overlay_ms = since(start);
    }
    overlay.set_report(&json(&report));
    let asks = knowledge.asks.get();
    OPEN.set(Some(Rc::new(Open { overlay, knowledge })));
    Ok(Status::Opened {
        missing,
        report,
        asks,
    })
}

/// Takes an answer, `{server: {address} or null}` or `{picture: {width, rgba} or null}`, and checks the page again.
/// Answers what is still asked for; null when the overlay was closed.
#[wasm_bindgen]
pub fn learn(answer: JsValue) -> JsValue {
    with_open(|open| {
        let knowledge = &open.knowledge;
        if Reflect::has(&answer, &"server".into()).unwrap_or_default() {
            let mut learnt = knowledge.learnt.borrow_mut();
            learnt.server = server_of(&answer);
            learnt.server_is_settled = true;
        } else {
            // What cannot be read is no picture, and must not leave the page posing.
            knowledge.saw(colours_of(&answer));
        }
        open.overlay.check_again();
        Some(plain(&knowledge.asks.get()))
    })
}

/// Hides the overlay and brings the next picture in question into sight, until [`learn`] is told what it looks like.
/// Answers where it is; null when there is none, or it cannot be shown.
#[wasm_bindgen]
pub fn pose() -> JsValue {
    with_open(|open| {
        let knowledge = &open.knowledge;
        while knowledge.posing.borrow().is_none() {
            let image = knowledge.wanted.take()?;
            let selector = image.selector.as_deref().unwrap_or_default();
            if let Some(pose) = open.overlay.pose(selector) {
                let spot = plain(&pose.spot());
                knowledge.posing.replace(Some((image, pose)));
                return Some(spot);
            }
            knowledge.learnt.borrow_mut().saw(&image, None);
            open.overlay.check_again();
        }
        None
    })
}

/// The button shows what the background was told last. True while the overlay is open; null when it is not: then the
/// button speaks of a page that is gone.
#[wasm_bindgen]
pub fn shown() -> JsValue {
    with_open(|open| {
        let knowledge = &open.knowledge;
        knowledge
            .unshown
            .set(knowledge.unshown.get().saturating_sub(1));
        open.overlay.set_settled(knowledge.is_settled());
        Some(JsValue::TRUE)
    })
}

/// What the open overlay answers; null when there is none.
fn with_open(answer: impl FnOnce(&Open) -> Option<JsValue>) -> JsValue {
    // Not borrowed meanwhile: an overlay that cannot be drawn any more closes itself.
    let open = OPEN.with_borrow(Clone::clone);
    open.and_then(|open| answer(&open)).unwrap_or(JsValue::NULL)
}

/// Does something with the open overlay, when there is one.
fn with_overlay(work: impl FnOnce(&Open)) {
    let open = OPEN.with_borrow(Clone::clone);
    if let Some(open) = open {
        work(&open);
    }
}

impl Knowledge {
    fn check(&self) -> (Report, Painting) {
        let (page, report) = judged(&self.context.borrow(), &self.learnt.borrow(), dom::capture);
        let learnt = self.learnt.borrow();
        let wanted = learnt.asks_for_picture(&page, &report).cloned();
        self.asks.set(Asks {
            server: learnt.asks_for_server(&report),
            picture: wanted.is_some(),
        });
        self.wanted.replace(wanted);
        let painting = Painting {
            view: overlay_view::view(&report),
            report: json(&report),
            settled: self.is_settled(),
        };
        (report, painting)
    }

    fn check_again(&self) -> Painting {
        let (report, mut painting) = self.check();
        let (missing, verdict) = (painting.view.missing, report.verdict);
        if self.is_news(missing, verdict) {
            let asks = self.asks.get();
            let was_sent = tell_background(&Told::Checked {
                missing,
                verdict,
                asks,
            });
            self.unshown
                .set(self.unshown.get().saturating_add(u32::from(was_sent)));
            painting.settled = self.is_settled();
        }
        painting
    }

    fn is_news(&self, missing: usize, verdict: Verdict) -> bool {
        let now = (missing, verdict, self.asks.get().picture);
        self.told.replace(now) != now
    }

    /// Nothing is asked for that may change the report, and the button agrees with it.
    fn is_settled(&self) -> bool {
        self.asks.get() == Asks::default()
            && self.posing.borrow().is_none()
            && self.unshown.get() == 0
    }

    /// Ends the pose.
    fn saw(&self, colours: Option<ColourShares>) {
        let Some((image, pose)) = self.posing.take() else {
            return;
        };
        let colours = colours.filter(|_| pose.held_still());
        drop(pose);
        self.learnt.borrow_mut().saw(&image, colours);
    }
}

/// The colours in `{picture: {width, rgba}}`: red, green, blue, alpha, row by row.
fn colours_of(answer: &JsValue) -> Option<ColourShares> {
    let picture = member(answer, "picture").filter(JsValue::is_object)?;
    let width = member(&picture, "width")?.as_f64()?;
    let rgba = Uint8Array::new(&member(&picture, "rgba")?).to_vec();
    Some(emblem::colour_shares(&rgba, width as usize))
}

fn json(report: &Report) -> String {
    // The browser writes it: a second serialiser, with its tables for printing numbers, is an eighth of the script.
    let text = JSON::stringify(&plain(report)).map(String::from);
    text.unwrap_or_default()
}

fn closed_by_the_person() {
    close();
    tell_background(&Told::Closed);
}

/// False where there is no background to tell.
fn tell_background(message: &Told<'_>) -> bool {
    // A background that does not answer changes nothing for the page: the button is wrong until the next click.
    let answer = send_message(&plain(message));
    let was_sent = answer.is_ok();
    if let Ok(answer) = answer {
        IGNORE.with(|ignore| drop(answer.catch(ignore)));
    }
    was_sent
}

/// Says something in the open overlay: the background did what the person asked, or could not. `name` is a message's key.
#[wasm_bindgen]
pub fn say(name: &str) {
    with_overlay(|open| open.overlay.say(name));
}

/// Offers a text to copy in the open overlay, and copies it if the browser lets it.
#[wasm_bindgen]
pub fn offer(text: &str) {
    with_overlay(|open| open.overlay.offer(text));
}

/// Hides the overlay, so that it is in no picture of the page, or shows it again.
#[wasm_bindgen]
pub fn hide(hidden: bool) {
    with_overlay(|open| open.overlay.hide(hidden));
}

/// What the person keeps about this host has changed: checks again.
#[wasm_bindgen]
pub fn renew(of_host: JsValue) {
    with_overlay(|open| {
        open.knowledge.context.borrow_mut().kept = read_of_host(&of_host);
        open.overlay.check_again();
    });
}

/// The report without an overlay; a failed status when the context is not one.
#[wasm_bindgen]
pub fn check(context: JsValue) -> JsValue {
    match read_context(&context) {
        Ok(context) => plain(&judged(&context, &context.learnt(), dom::capture).1),
        Err(message) => plain(&Status::Failed { message }),
    }
}

/// The snapshot of the page.
#[wasm_bindgen]
pub fn capture() -> JsValue {
    plain(&dom::capture())
}

/// What [`check_document`] answers.
#[derive(Serialize)]
struct Checked {
    report: Report,
    view: OverlayView,
}

/// Judges a document in a frame that was let fetch nothing, as if it were the page at an address: for the site, where
/// people paste pages. The report and what to show of it; a failed status when the context is not one.
#[wasm_bindgen(js_name = checkDocument)]
pub fn check_document(document: web_sys::Document, url: String, context: JsValue) -> JsValue {
    let capture = || PageSnapshot {
        url,
        ..dom::capture_framed(document)
    };
    match read_context(&context) {
        Ok(context) => {
            let (_, report) = judged(&context, &context.learnt(), capture);
            plain(&Checked {
                view: overlay_view::view(&report),
                report,
            })
        }
        Err(message) => plain(&Status::Failed { message }),
    }
}

impl Context {
    fn learnt(&self) -> Learnt {
        Learnt::of_server(self.server.clone())
    }
}

/// Captures and judges, and puts in what only the browser knows: when, where, how fast.
fn judged(
    context: &Context,
    learnt: &Learnt,
    capture: impl FnOnce() -> PageSnapshot,
) -> (PageSnapshot, Report) {
    let start = now();
    let mut page = capture();
    page.expected = context.kept.expected.clone();
    learnt.put_into(&mut page);
    let capture_ms = since(start);
    let captured = now();
    let mut report = crate::check(&page);
    if !context.kept.waivers.is_empty() {
        crate::waive(&mut report, &context.kept.waivers);
    }
    report.checked_at = js_sys::Date::new_0().to_iso_string().as_string();
    report.tool.engine = context.engine;
    report.browser = context.browser.clone().map(|(name, version)| Browser {
        name,
        version,
        viewport: [page.viewport.width, page.viewport.height],
    });
    report.timings = Some(Timings {
        capture_ms,
        check_ms: since(captured),
        overlay_ms: 0.0,
    });
    (page, report)
}

/// Milliseconds since the page's own start.
fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Milliseconds from then to now, to a tenth: browsers tell no finer.
fn since(start: f64) -> f64 {
    ((now() - start) * 10.0).round() / 10.0
}

fn read_context(context: &JsValue) -> Result<Context, Message> {
    if !context.is_object() {
        return Err(failed(&"no context".into()));
    }
    let browser = member(context, "browser").filter(JsValue::is_object);
    let kept = member(context, "kept").filter(JsValue::is_object);
    Ok(Context {
        kept: kept.as_ref().map(read_of_host).unwrap_or_default(),
        language: text(context, "language").unwrap_or_default(),
        engine: match text(context, "engine").as_deref() {
            Some("wasm") => Engine::Wasm,
            Some("wasm2js") => Engine::Wasm2js,
            _ => Engine::Native,
        },
        browser: browser
            .and_then(|browser| Some((text(&browser, "name")?, text(&browser, "version")?))),
        server: server_of(context),
    })
}

fn read_of_host(of_host: &JsValue) -> OfHost {
    let expected = member(of_host, "expected").filter(JsValue::is_object);
    let waivers = member(of_host, "waivers").filter(js_sys::Array::is_array);
    OfHost {
        expected: expected.map(|expected| Expected {
            icp: text(&expected, "icp"),
            public_security: text(&expected, "publicSecurity"),
        }),
        waivers: waivers
            .into_iter()
            .flat_map(|waivers| js_sys::Array::from(&waivers).to_vec())
            .filter_map(|waiver| {
                Some(Waiver {
                    rule: text(&waiver, "rule")?,
                    reason: text(&waiver, "reason")?,
                })
            })
            .collect(),
    }
}

/// The address in `{server: {address}}`.
fn server_of(object: &JsValue) -> Option<ServerAddress> {
    let server = member(object, "server").filter(JsValue::is_object)?;
    Some(ServerAddress {
        address: text(&server, "address")?,
    })
}

fn member(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok()
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    member(object, key)?.as_string()
}

fn failed(error: &JsValue) -> Message {
    Message {
        name: "extension_failed".into(),
        args: vec![words_of(error)],
    }
}

/// As a plain object, the way JSON has it.
fn plain(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or_default()
}
