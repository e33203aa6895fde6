//! EDGE: what JavaScript can call, and the one conversion of values and errors.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

mod asks;
mod check;
mod clock;
mod context;
mod convert;
mod messages;
mod open;
mod session;

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::dom;
use asks::Asks;
use beian_lens_core::report::{Message, Report};
use beian_lens_core::snapshot::PageSnapshot;
use beian_lens_core::view::{self, Button, OverlayView};
use check::check_page;
use context::Context;
use convert::{colours_of, plain};

/// What [`toggle`] answers.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum Status {
    Opened {
        /// As in a message: 0 is the answer to the click.
        number: u32,
        button: Button,
        asks: Asks,
    },
    Closed,
    Failed {
        message: Message,
    },
}

/// What [`report`] answers.
#[derive(Serialize)]
struct Reported {
    report: Report,
    view: OverlayView,
    /// Whether nothing is still being looked up that may change the report, and the button agrees with it.
    settled: bool,
}

/// Opens the overlay, or closes it when it is open.
#[wasm_bindgen]
pub fn toggle(context: JsValue) -> JsValue {
    let status = if open::close() {
        Status::Closed
    } else {
        match open::open(&context) {
            Ok((button, asks)) => Status::Opened {
                number: 0,
                button,
                asks,
            },
            Err(message) => Status::Failed { message },
        }
    };
    plain(&status)
}

/// Removes every trace of the overlay.
#[wasm_bindgen]
pub fn close() {
    open::close();
}

/// The report of the open overlay and what to show of it; null without one. It is handed to the extension's own scripts
/// and never stands in the page.
#[wasm_bindgen]
pub fn report() -> JsValue {
    let reported = open::current().and_then(|open| {
        let report = open.session.report()?;
        Some(Reported {
            view: view::view(&report),
            report,
            settled: open.session.is_settled(),
        })
    });
    reported.map_or(JsValue::NULL, |reported| plain(&reported))
}

/// Takes an answer, `{server: {address} or null}` or `{picture: {width, rgba} or null}`, and checks the page again.
/// Answers what is still asked for; null when the overlay was closed.
#[wasm_bindgen]
pub fn learn(answer: JsValue) -> JsValue {
    let Some(open) = open::current() else {
        return JsValue::NULL;
    };
    if Reflect::has(&answer, &"server".into()).unwrap_or_default() {
        open.session.set_server(context::server_of(&answer));
    } else {
        // A screenshot that cannot be read still ends the pause in which the overlay is hidden.
        open.session.set_picture(colours_of(&answer));
    }
    open.overlay.check_again();
    plain(&open.session.asks())
}

/// Hides the overlay and scrolls the next picture in question into view, until [`learn`] is told what it looks like.
/// Answers where it is; null when there is none, or it cannot be shown.
#[wasm_bindgen]
pub fn pose() -> JsValue {
    let place = open::current().and_then(|open| open.show_next_picture());
    place.map_or(JsValue::NULL, |place| plain(&place))
}

/// The button shows what a message said; 0 is the answer to the click. True while the overlay is open; null when it is
/// not: then the button speaks of a page that is gone.
#[wasm_bindgen]
pub fn shown(message: u32) -> JsValue {
    let Some(open) = open::current() else {
        return JsValue::NULL;
    };
    open.session.set_shown(message);
    JsValue::TRUE
}

/// Says something in the open overlay: the background did what the person asked, or could not. `name` is a message's key.
#[wasm_bindgen]
pub fn say(name: &str) {
    if let Some(open) = open::current() {
        open.overlay.say(name);
    }
}

/// Hides the overlay, so that it is in no picture of the page, or shows it again.
#[wasm_bindgen]
pub fn hide(hidden: bool) {
    if let Some(open) = open::current() {
        open.overlay.hide(hidden);
    }
}

/// What the person keeps about this host has changed: checks again.
#[wasm_bindgen]
pub fn renew(of_host: JsValue) {
    if let Some(open) = open::current() {
        open.session.set_kept(&of_host);
        open.overlay.check_again();
    }
}

/// The report without an overlay; a failed status when the context is not one.
#[wasm_bindgen]
pub fn check(context: JsValue) -> JsValue {
    match Context::read(&context) {
        Ok(context) => plain(&check_page(&context, &context.answers(), dom::capture).1),
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

/// Checks a document in a frame that may fetch nothing, as if it were the page at an address: for the website, where
/// people paste pages. The report and what to show of it; a failed status when the context is not one.
#[wasm_bindgen(js_name = checkDocument)]
pub fn check_document(document: web_sys::Document, url: String, context: JsValue) -> JsValue {
    let capture = || PageSnapshot {
        url,
        ..dom::capture_framed(document)
    };
    match Context::read(&context) {
        Ok(context) => {
            let (_, report) = check_page(&context, &context.answers(), capture);
            plain(&Checked {
                view: view::view(&report),
                report,
            })
        }
        Err(message) => plain(&Status::Failed { message }),
    }
}
