//! EDGE: what JavaScript can call, and the one conversion of errors.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

use std::cell::{Cell, RefCell};

use js_sys::{JSON, Promise, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::dom;
use crate::overlay::{Catalogue, Hooks, Overlay, Painting};
use crate::overlay_view::{self, OverlayView};
use crate::report::{Browser, Engine, Message, Report, Timings, Verdict};
use crate::snapshot::{PageSnapshot, ServerAddress};

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
    static OPEN: RefCell<Option<Overlay>> = const { RefCell::new(None) };
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
}

/// What [`toggle`] answers.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Status {
    Opened { missing: usize, report: Report },
    Closed,
    Failed { message: Message },
}

/// What the background is told while the overlay is open.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Told {
    Checked {
        missing: usize,
        verdict: Verdict,
    },
    Closed,
    /// Open the page of a rule.
    Why {
        rule: String,
    },
    /// The home page is about to be opened: check it.
    Home,
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
    let mut report = checked(&context)?;
    let start = now();
    let painting = painting(&report);
    let missing = painting.view.missing;
    let told = Cell::new((missing, report.verdict));
    let hooks = Hooks {
        check: Box::new(move || check_again(&context, &told)),
        closed: Box::new(closed_by_the_person),
        why: Box::new(|rule| tell_background(&Told::Why { rule })),
        home: Box::new(|| tell_background(&Told::Home)),
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
    OPEN.set(Some(overlay));
    Ok(Status::Opened { missing, report })
}

fn painting(report: &Report) -> Painting {
    Painting {
        view: overlay_view::view(report),
        report: json(report),
    }
}

fn json(report: &Report) -> String {
    // The browser writes it: a second serialiser, with its tables for printing numbers, is an eighth of the script.
    let text = JSON::stringify(&plain(report)).map(String::from);
    text.unwrap_or_default()
}

/// `told` is what the background was told last: it need not wake up to hear the same again.
fn check_again(context: &Context, told: &Cell<(usize, Verdict)>) -> Option<Painting> {
    let report = checked(context).ok()?;
    let painting = painting(&report);
    let (missing, verdict) = (painting.view.missing, report.verdict);
    if told.replace((missing, verdict)) != (missing, verdict) {
        tell_background(&Told::Checked { missing, verdict });
    }
    Some(painting)
}

fn closed_by_the_person() {
    close();
    tell_background(&Told::Closed);
}

fn tell_background(message: &Told) {
    // A background that does not answer changes nothing for the page: the button is wrong until the next click.
    if let Ok(answer) = send_message(&plain(message)) {
        IGNORE.with(|ignore| drop(answer.catch(ignore)));
    }
}

/// The report without an overlay; a failed status when the context is not one.
#[wasm_bindgen]
pub fn check(context: JsValue) -> JsValue {
    match read_context(&context).and_then(|context| checked(&context)) {
        Ok(report) => plain(&report),
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
    match read_context(&context).and_then(|context| judged(&context, capture)) {
        Ok(report) => plain(&Checked {
            view: overlay_view::view(&report),
            report,
        }),
        Err(message) => plain(&Status::Failed { message }),
    }
}

fn checked(context: &Context) -> Result<Report, Message> {
    judged(context, dom::capture)
}

/// Captures and judges, and puts in what only the browser knows: when, where, how fast.
fn judged(context: &Context, capture: impl FnOnce() -> PageSnapshot) -> Result<Report, Message> {
    let start = now();
    let mut page = capture();
    page.server = context.server.clone();
    let capture_ms = since(start);
    let captured = now();
    let mut report = crate::check(&page);
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
    Ok(report)
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
    let get = |object: &JsValue, key: &str| Reflect::get(object, &key.into()).ok();
    let text = |object: &JsValue, key: &str| get(object, key)?.as_string();
    let browser = get(context, "browser").filter(JsValue::is_object);
    let server = get(context, "server").filter(JsValue::is_object);
    Ok(Context {
        language: text(context, "language").unwrap_or_default(),
        engine: match text(context, "engine").as_deref() {
            Some("wasm") => Engine::Wasm,
            Some("wasm2js") => Engine::Wasm2js,
            _ => Engine::Native,
        },
        browser: browser
            .and_then(|browser| Some((text(&browser, "name")?, text(&browser, "version")?))),
        server: server.and_then(|server| {
            Some(ServerAddress {
                address: text(&server, "address")?,
            })
        }),
    })
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
