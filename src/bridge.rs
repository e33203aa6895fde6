//! EDGE: what JavaScript can call, and the one conversion of errors.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Promise, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::dom;
use crate::learnt::Learnt;
use crate::marks::emblem;
use crate::overlay::{Catalogue, Hooks, Overlay, Painting, Pose, Spot};
use crate::overlay_view::{self, OverlayView};
use crate::report::{Browser, Engine, Message, Report, Timings, Verdict};
use crate::snapshot::{Image, PageSnapshot, ServerAddress};

#[wasm_bindgen]
extern "C" {
    /// Throws where there is no extension any more (it was reloaded) or never was one (`www/`).
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;
}

thread_local! {
    /// The one open overlay of this page.
    static OPEN: RefCell<Option<Rc<Open>>> = const { RefCell::new(None) };
    /// Takes a rejection, which the page's console would report otherwise.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(drop);
}

/// What the background knows and the page does not. A caller without an overlay leaves out what it does not need.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Context {
    language: String,
    engine: Engine,
    browser: Option<ContextBrowser>,
    server: Option<ServerAddress>,
}

/// The browser, as the background knows it; the viewport is the page's to tell.
#[derive(Clone, Deserialize)]
struct ContextBrowser {
    name: String,
    version: String,
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
enum Told {
    Checked {
        missing: usize,
        verdict: Verdict,
        asks: Asks,
    },
    Closed,
}

/// What would say more about the page, and only the background can learn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
struct Asks {
    /// The server's address: answered once, by [`learn`].
    server: bool,
    /// A picture's looks: [`pose`] says where it is.
    picture: bool,
}

/// What [`learn`] is told.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// `None`: it could not be learnt.
    Server(Option<ServerAddress>),
    /// The picture of the last [`pose`]; `None`: there is no screenshot.
    Picture(Option<Pixels>),
}

/// Red, green, blue, alpha, row by row.
#[derive(Deserialize)]
struct Pixels {
    width: usize,
    rgba: Vec<u8>,
}

/// The open overlay and what is known of its page.
struct Open {
    overlay: Overlay,
    knowledge: Rc<Knowledge>,
}

/// What checks of the same page share.
#[derive(Default)]
struct Knowledge {
    context: Context,
    learnt: RefCell<Learnt>,
    /// The picture to look at next.
    wanted: RefCell<Option<Image>>,
    /// The picture that is being looked at.
    posing: RefCell<Option<(Image, Pose)>>,
    asks: Cell<Asks>,
    /// What the background was told last: it need not wake up to hear the same again.
    told: Cell<Option<(usize, Verdict, bool)>>,
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
        context,
        ..Knowledge::default()
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
    };
    let overlay = Overlay::open(window, document, catalogue, painting, hooks)
        .map_err(|error| failed(&error))?;
    if let Some(timings) = &mut report.timings {
        timings.overlay_ms = now() - start;
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

/// Takes an answer and checks the page again. Answers what is still asked for; null when the overlay was closed.
#[wasm_bindgen]
pub fn learn(answer: JsValue) -> JsValue {
    let answer = serde_wasm_bindgen::from_value(answer);
    with_open(|open| {
        let knowledge = &open.knowledge;
        match answer {
            Ok(Answer::Server(server)) => {
                let mut learnt = knowledge.learnt.borrow_mut();
                learnt.server = server;
                learnt.server_is_settled = true;
            }
            Ok(Answer::Picture(pixels)) => knowledge.saw(pixels),
            // What cannot be read answers nothing, and must not leave the page posing.
            Err(_) => knowledge.saw(None),
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
                let spot: Spot = pose.spot();
                knowledge.posing.replace(Some((image, pose)));
                return Some(plain(&spot));
            }
            knowledge.learnt.borrow_mut().saw(&image, None);
            open.overlay.check_again();
        }
        None
    })
}

/// What the open overlay answers; null when there is none.
fn with_open(answer: impl FnOnce(&Open) -> Option<JsValue>) -> JsValue {
    // Not borrowed meanwhile: an overlay that cannot be drawn any more closes itself.
    let open = OPEN.with_borrow(Clone::clone);
    open.and_then(|open| answer(&open)).unwrap_or(JsValue::NULL)
}

impl Knowledge {
    fn check(&self) -> (Report, Painting) {
        let (page, report) = judged(&self.context, &self.learnt.borrow(), dom::capture);
        let learnt = self.learnt.borrow();
        let wanted = learnt.asks_for_picture(&page, &report).cloned();
        let asks = Asks {
            server: learnt.asks_for_server(&report),
            picture: wanted.is_some(),
        };
        self.asks.set(asks);
        self.wanted.replace(wanted);
        let painting = Painting {
            view: overlay_view::view(&report),
            report: json(&report),
            settled: asks == Asks::default() && self.posing.borrow().is_none(),
        };
        (report, painting)
    }

    fn check_again(&self) -> Painting {
        let (report, painting) = self.check();
        let (missing, verdict) = (painting.view.missing, report.verdict);
        if self.is_news(missing, verdict) {
            tell_background(&Told::Checked {
                missing,
                verdict,
                asks: self.asks.get(),
            });
        }
        painting
    }

    fn is_news(&self, missing: usize, verdict: Verdict) -> bool {
        let now = Some((missing, verdict, self.asks.get().picture));
        self.told.replace(now) != now
    }

    /// Ends the pose.
    fn saw(&self, pixels: Option<Pixels>) {
        let Some((image, pose)) = self.posing.take() else {
            return;
        };
        let colours = pixels
            .filter(|_| pose.held_still())
            .map(|pixels| emblem::colour_shares(&pixels.rgba, pixels.width));
        drop(pose);
        self.learnt.borrow_mut().saw(&image, colours);
    }
}

fn json(report: &Report) -> String {
    // A report holds strings and numbers only, and these always serialise.
    serde_json::to_string(report).unwrap_or_default()
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
    learnt.put_into(&mut page);
    let captured = now();
    let mut report = crate::check(&page);
    report.checked_at = js_sys::Date::new_0().to_iso_string().as_string();
    report.tool.engine = context.engine;
    report.browser = context.browser.as_ref().map(|browser| Browser {
        name: browser.name.clone(),
        version: browser.version.clone(),
        viewport: [page.viewport.width, page.viewport.height],
    });
    report.timings = Some(Timings {
        capture_ms: captured - start,
        check_ms: now() - captured,
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

fn read_context(context: &JsValue) -> Result<Context, Message> {
    serde_wasm_bindgen::from_value(context.clone()).map_err(|error| failed(&error.into()))
}

fn failed(error: &JsValue) -> Message {
    Message {
        name: "extension_failed".into(),
        args: vec![format!("{error:?}")],
    }
}

/// As a plain object, the way JSON has it.
fn plain(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or_default()
}
