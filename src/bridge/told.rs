//! What the background is told while the overlay is open.

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::knowledge::Asks;
use super::value::plain;
use beian_lens_core::report::Verdict;
use beian_lens_core::view::OverlayView;

#[wasm_bindgen]
extern "C" {
    /// Throws where there is no extension any more (it was reloaded) or never was one (`www/`).
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;
}

thread_local! {
    /// Takes a rejection, which the page's console would report otherwise.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(drop);
}

/// A message to the background.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Told<'a> {
    Checked {
        /// Of this message, from 1.
        number: u32,
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

/// False where there is no background to tell.
pub(super) fn tell_background(message: &Told<'_>) -> bool {
    // A background that does not answer changes nothing for the page: the button is wrong until the next click.
    let answer = send_message(&plain(message));
    let was_sent = answer.is_ok();
    if let Ok(answer) = answer {
        IGNORE.with(|ignore| drop(answer.catch(ignore)));
    }
    was_sent
}
