//! Converts between JavaScript's values and ours.

use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use beian_lens_core::marks::emblem;
use beian_lens_core::report::Message;
use beian_lens_core::snapshot::ColourShares;

#[wasm_bindgen]
extern "C" {
    /// What an exception says.
    #[wasm_bindgen(js_name = String)]
    fn words_of(value: &JsValue) -> String;
}

pub(super) fn failed(error: &JsValue) -> Message {
    Message {
        name: "extension_failed".into(),
        args: vec![words_of(error)],
    }
}

/// A plain object, as JSON would have it.
pub(super) fn plain(value: &impl Serialize) -> JsValue {
    value
        .serialize(&Serializer::json_compatible())
        .unwrap_or_default()
}

/// The colours in `{picture: {width, rgba}}`: red, green, blue, alpha, row by row.
pub(super) fn colours_of(answer: &JsValue) -> Option<ColourShares> {
    let picture = member(answer, "picture").filter(JsValue::is_object)?;
    let width = member(&picture, "width")?.as_f64()?;
    let rgba = Uint8Array::new(&member(&picture, "rgba")?).to_vec();
    Some(emblem::colour_shares(&rgba, width as usize))
}

pub(super) fn member(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok()
}

pub(super) fn text(object: &JsValue, key: &str) -> Option<String> {
    member(object, key)?.as_string()
}
