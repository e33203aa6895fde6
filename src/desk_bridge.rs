//! EDGE: the one function that the extension's own pages and its background call.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

use serde::Serialize;
use serde_json::{Map, Value};
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::prelude::*;

use crate::desk;

/// Does an order on what is stored. Both are plain objects; the answer is [`desk::Done`] as one.
///
/// # Errors
/// When the order is none; the message is for the console.
#[wasm_bindgen]
pub fn run(stored: JsValue, order: JsValue) -> Result<JsValue, JsValue> {
    let stored: Map<String, Value> = from_value(stored)?;
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    let done = desk::run(&stored, from_value(order)?, &now);
    Ok(done.serialize(&Serializer::json_compatible())?)
}
