//! Many properties of one object in one crossing.
//!
//! Each call from WebAssembly into the browser costs about as much as ten of the browser's own steps (measured; see
//! ARCHITECTURE.md). `JSON.stringify` with a list of names reads them all inside the browser, getters included.

use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// A fixed list of property names.
pub(crate) struct Keys(js_sys::Array);

impl Keys {
    pub(crate) fn new(names: &[&str]) -> Keys {
        Keys(names.iter().map(|name| JsValue::from_str(name)).collect())
    }

    /// Reads these properties of `object`. What cannot be read is missing.
    pub(crate) fn read(&self, object: &JsValue) -> Facts {
        let json = js_sys::JSON::stringify_with_replacer(object, &self.0)
            .ok()
            .and_then(|json| json.as_string());
        Facts(
            json.and_then(|json| serde_json::from_str(&json).ok())
                .unwrap_or_default(),
        )
    }
}

/// The properties that were read. A page can put anything in their place, so each is asked for by type.
#[derive(Default)]
pub(crate) struct Facts(Map<String, Value>);

impl Facts {
    /// A string; empty when it is missing or something else.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// A number; zero when it is missing or something else.
    pub(crate) fn number(&self, key: &str) -> f64 {
        self.0.get(key).and_then(Value::as_f64).unwrap_or_default()
    }

    /// A flag; `None` when it is missing or something else.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.0.get(key).and_then(Value::as_bool)
    }

    /// `baseVal` of an SVG attribute that HTML has as a string.
    pub(crate) fn base_value(&self, key: &str) -> &str {
        self.0
            .get(key)
            .and_then(|value| value.get("baseVal"))
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}
