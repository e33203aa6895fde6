//! Reads plain objects by key. The view and the report come as JSON from the checker of the same build; deserialising
//! their types would make the desk half as large again. A missing value reads as empty.

use serde_json::{Map, Value};

use beian_lens_core::report::Message;

/// The text at a key.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    optional(object, key).unwrap_or_default()
}

/// The text at a key whose value may be null.
pub(crate) fn optional<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str()
}

/// The list at a key.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    let list = object.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// Whether the value at a key is `true`.
pub(crate) fn is(object: &Value, key: &str) -> bool {
    object.get(key) == Some(&Value::Bool(true))
}

/// The list of texts at a key; `None` when the value is not one.
pub(crate) fn texts(object: &Value, key: &str) -> Option<Vec<String>> {
    let list = object.get(key)?.as_array()?.iter();
    list.map(|text| text.as_str().map(str::to_owned)).collect()
}

/// The message at a key.
pub(crate) fn message(object: &Value, key: &str) -> Message {
    to_message(object.get(key).unwrap_or(&Value::Null))
}

/// A value as a message.
pub(crate) fn to_message(message: &Value) -> Message {
    Message {
        name: text(message, "name").into(),
        args: texts(message, "args").unwrap_or_default(),
    }
}

/// Builds an object.
pub(crate) fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter();
    Value::Object(Map::from_iter(
        entries.map(|(key, value)| (key.to_owned(), value)),
    ))
}
