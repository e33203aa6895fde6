//! Sends messages to the extension's background while the overlay is open.

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::asks::Asks;
use super::convert::plain;
use crate::overlay::Destination;
use beian_lens_core::view::Button;

#[wasm_bindgen]
extern "C" {
    /// Throws where the extension is gone (it was reloaded) or never was (on the website).
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<Promise, JsValue>;

    /// Throws as [`send_message`] does. Named as a variable, not asked of the global object: in Firefox a content script's
    /// global object is not where `chrome` is.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = getURL)]
    fn own_address(path: &str) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// Takes a rejection, which the page's console would report otherwise.
    static IGNORE: Closure<dyn FnMut(JsValue)> = Closure::new(drop);
}

/// A message to the background.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Outgoing<'a> {
    /// The page was checked again, and the button changes.
    Checked {
        /// Of this message, from 1.
        number: u32,
        button: &'a Button,
        asks: Asks,
    },
    /// The overlay was closed.
    Closed,
    /// Open one of the extension's own pages. Nothing is stored or handed over by this message.
    Open(&'a Destination),
    /// The home page is about to be opened: check it.
    Home,
}

/// Sends a message. False where there is no background.
pub(super) fn send(message: &Outgoing<'_>) -> bool {
    // A background that does not answer changes nothing for the page: the button is wrong until the next click.
    let answer = send_message(&plain(message));
    let was_sent = answer.is_ok();
    if let Ok(answer) = answer {
        IGNORE.with(|ignore| drop(answer.catch(ignore)));
    }
    was_sent
}

/// Whether the extension that this script belongs to is installed and has not been reloaded since.
pub(super) fn extension_is_there() -> bool {
    own_address("").is_ok_and(|address| address.is_string())
}
