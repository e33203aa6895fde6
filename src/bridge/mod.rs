//! EDGE: what JavaScript can call, and the one conversion of values and errors.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

mod context;
mod judged;
mod knowledge;
mod told;
mod value;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::dom;
use crate::overlay::{Catalogue, Hooks, Overlay, Painting, Spot};
use beian_lens_core::report::{Message, Report};
use beian_lens_core::snapshot::PageSnapshot;
use beian_lens_core::view::{self, OverlayView};
use context::Context;
use judged::{judged, now, since};
use knowledge::{Asks, Knowledge};
use told::{Told, tell_background};
use value::{colours_of, failed, json, plain};

thread_local! {
    /// The one open overlay of this page.
    static OPEN: RefCell<Option<Rc<Open>>> = const { RefCell::new(None) };
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

/// The open overlay and what is known of its page.
struct Open {
    overlay: Overlay,
    knowledge: Rc<Knowledge>,
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
    let context = Context::read(context)?;
    let (Some(window), Some(document)) = (
        web_sys::window(),
        web_sys::window().and_then(|window| window.document()),
    ) else {
        return Err(failed(&"no document".into()));
    };
    let catalogue = Catalogue::new(messages, context.language.clone());
    let knowledge = Rc::new(Knowledge::new(context));
    let (mut report, painting) = knowledge.check_first();
    let start = now();
    let missing = painting.view.missing;
    let hooks = Hooks {
        check: Box::new({
            let knowledge = Rc::clone(&knowledge);
            move || knowledge.check_again()
        }),
        closed: Box::new(closed_by_the_person),
        export: Box::new(|format, Painting { view, report, .. }| {
            ask_background(&Told::Export {
                format,
                view,
                report,
            });
        }),
        waive: Box::new(|rule, reason| {
            let (rule, reason) = (rule.into(), reason.map(Into::into));
            ask_background(&match reason {
                Some(reason) => Told::Waive { rule, reason },
                None => Told::Unwaive { rule },
            });
        }),
        why: Box::new(|rule| {
            ask_background(&Told::Why { rule });
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
    let asks = knowledge.asks();
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
    let Some(open) = opened() else {
        return JsValue::NULL;
    };
    if Reflect::has(&answer, &"server".into()).unwrap_or_default() {
        open.knowledge.heard_of_server(context::server_of(&answer));
    } else {
        // What cannot be read is no picture, and must not leave the page posing.
        open.knowledge.saw(colours_of(&answer));
    }
    open.overlay.check_again();
    plain(&open.knowledge.asks())
}

/// Hides the overlay and brings the next picture in question into sight, until [`learn`] is told what it looks like.
/// Answers where it is; null when there is none, or it cannot be shown.
#[wasm_bindgen]
pub fn pose() -> JsValue {
    let spot = opened().and_then(|open| open.pose());
    spot.map_or(JsValue::NULL, |spot| plain(&spot))
}

/// The button shows what the background was told by a message, 0 for the answer to the click. True while the overlay is open; null when it is not: then the
/// button speaks of a page that is gone.
#[wasm_bindgen]
pub fn shown(message: u32) -> JsValue {
    let Some(open) = opened() else {
        return JsValue::NULL;
    };
    open.knowledge.was_shown(message);
    open.overlay.set_settled(open.knowledge.is_settled());
    JsValue::TRUE
}

/// The open overlay, not borrowed: one that cannot be drawn any more closes itself.
fn opened() -> Option<Rc<Open>> {
    OPEN.with_borrow(Clone::clone)
}

impl Open {
    /// Hides the overlay and shows the next picture in question that can be shown.
    fn pose(&self) -> Option<Spot> {
        while !self.knowledge.is_posing() {
            let image = self.knowledge.wanted()?;
            let selector = image.selector.as_deref().unwrap_or_default();
            if let Some(pose) = self.overlay.pose(selector) {
                let spot = pose.spot();
                self.knowledge.poses(image, pose);
                return Some(spot);
            }
            self.knowledge.cannot_see(&image);
            self.overlay.check_again();
        }
        None
    }
}

fn closed_by_the_person() {
    close();
    tell_background(&Told::Closed);
}

/// Tells the background what the person wants of it; without one the card says so.
fn ask_background(message: &Told<'_>) {
    if !tell_background(message) {
        say("card_gone");
    }
}

/// Says something in the open overlay: the background did what the person asked, or could not. `name` is a message's key.
#[wasm_bindgen]
pub fn say(name: &str) {
    if let Some(open) = opened() {
        open.overlay.say(name);
    }
}

/// Offers a text to copy in the open overlay, and copies it if the browser lets it.
#[wasm_bindgen]
pub fn offer(text: &str) {
    if let Some(open) = opened() {
        open.overlay.offer(text);
    }
}

/// Hides the overlay, so that it is in no picture of the page, or shows it again.
#[wasm_bindgen]
pub fn hide(hidden: bool) {
    if let Some(open) = opened() {
        open.overlay.hide(hidden);
    }
}

/// What the person keeps about this host has changed: checks again.
#[wasm_bindgen]
pub fn renew(of_host: JsValue) {
    if let Some(open) = opened() {
        open.knowledge.keeps(&of_host);
        open.overlay.check_again();
    }
}

/// The report without an overlay; a failed status when the context is not one.
#[wasm_bindgen]
pub fn check(context: JsValue) -> JsValue {
    match Context::read(&context) {
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
    match Context::read(&context) {
        Ok(context) => {
            let (_, report) = judged(&context, &context.learnt(), capture);
            plain(&Checked {
                view: view::view(&report),
                report,
            })
        }
        Err(message) => plain(&Status::Failed { message }),
    }
}
