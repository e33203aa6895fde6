//! Reading plain objects by name. The view and the report come as JSON from the checker of the same build, and a
//! deserialiser of their types alone would make the desk half as heavy again. What is not there is empty.

use serde_json::{Map, Value};

use beian_lens_core::report::Message;

/// A text of an object.
pub(crate) fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    optional(object, key).unwrap_or_default()
}

/// A text of an object that may be null.
pub(crate) fn optional<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key)?.as_str()
}

/// A list of an object.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    let list = object.get(key).and_then(Value::as_array);
    list.map(Vec::as_slice).unwrap_or_default()
}

/// A truth of an object.
pub(crate) fn is(object: &Value, key: &str) -> bool {
    object.get(key) == Some(&Value::Bool(true))
}

/// A list of texts; `None` when it is none.
pub(crate) fn texts(object: &Value, key: &str) -> Option<Vec<String>> {
    let list = object.get(key)?.as_array()?.iter();
    list.map(|text| text.as_str().map(str::to_owned)).collect()
}

/// A message of an object.
pub(crate) fn message(object: &Value, key: &str) -> Message {
    to_message(object.get(key).unwrap_or(&Value::Null))
}

/// A message.
pub(crate) fn to_message(message: &Value) -> Message {
    Message {
        name: text(message, "name").into(),
        args: texts(message, "args").unwrap_or_default(),
    }
}

/// An object.
pub(crate) fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter();
    Value::Object(Map::from_iter(
        entries.map(|(key, value)| (key.to_owned(), value)),
    ))
}
