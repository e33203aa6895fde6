//! EDGE: exports the one function that the extension's own pages and its background call, and converts plain objects.
//! Converted by hand, because there is little to convert: serde's conversion is larger than the desk.

#![allow(
    unreachable_pub,
    reason = "wasm_bindgen exports public functions only, and Rust has no use for them"
)]

use js_sys::{Array, Object, Reflect};
use serde_json::{Map, Number, Value};
use wasm_bindgen::prelude::*;

use crate as desk;

/// Carries out an order on the stored data. Both are plain objects; so is the result, a [`desk::Done`], or undefined
/// when there is no such order.
#[wasm_bindgen]
pub fn run(stored: JsValue, order: JsValue) -> JsValue {
    let stored = match to_value(&stored) {
        Value::Object(stored) => stored,
        _ => Map::new(),
    };
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    desk::run(&stored, &to_value(&order), &now)
        .map_or(JsValue::UNDEFINED, |done| to_js(&done.into_value()))
}

fn to_value(plain: &JsValue) -> Value {
    if let Some(text) = plain.as_string() {
        text.into()
    } else if let Some(truth) = plain.as_bool() {
        truth.into()
    } else if let Some(number) = plain.as_f64() {
        to_number(number).map_or(Value::Null, Value::Number)
    } else if let Some(list) = plain.dyn_ref::<Array>() {
        list.iter().map(|element| to_value(&element)).collect()
    } else if let Some(object) = plain.dyn_ref::<Object>() {
        let entries = Object::entries(object).to_vec().into_iter();
        let entries = entries.map(|entry| {
            let entry: Array = entry.unchecked_into();
            (
                entry.get(0).as_string().unwrap_or_default(),
                to_value(&entry.get(1)),
            )
        });
        Value::Object(entries.collect())
    } else {
        Value::Null
    }
}

/// JavaScript has one kind of number, JSON here has two: integers stay integers.
fn to_number(number: f64) -> Option<Number> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    if number.fract() == 0.0 && number.abs() <= LARGEST {
        Some((number as i64).into())
    } else {
        Number::from_f64(number)
    }
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => (*truth).into(),
        Value::Number(number) => number.as_f64().into(),
        Value::String(text) => text.into(),
        Value::Array(list) => list.iter().map(to_js).collect::<Array>().into(),
        Value::Object(entries) => {
            let object = Object::new();
            for (key, value) in entries {
                // Setting a property of a new object cannot fail.
                drop(Reflect::set(&object, &key.into(), &to_js(value)));
            }
            object.into()
        }
    }
}
