//! Names what comes of an order: what to store, the answer, and what the person is told.

use beian_lens_core::report::Message;
use serde_json::{Map, Value};

use crate::export::plain::object;

/// What came of an order.
#[derive(Debug, Default)]
pub struct Done {
    /// Keys and values to put into the storage; mostly empty.
    pub write: Map<String, Value>,
    /// What was asked for.
    pub answer: Value,
    /// What to tell the person about the stored data itself: it was unreadable and has been kept aside.
    pub warnings: Vec<Message>,
}

impl Done {
    /// As a plain object.
    #[must_use]
    pub fn into_value(self) -> Value {
        object([
            ("write", self.write.into()),
            ("answer", self.answer),
            ("warnings", self.warnings.iter().map(to_value).collect()),
        ])
    }
}

/// A message without arguments.
pub(super) fn fault(name: &str) -> Message {
    fault_with(name, Vec::new())
}

pub(super) fn fault_with(name: &str, args: Vec<String>) -> Message {
    Message {
        name: name.into(),
        args,
    }
}

/// A message as a plain object.
pub(super) fn to_value(message: &Message) -> Value {
    object([
        ("name", message.name.as_str().into()),
        ("args", message.args.clone().into()),
    ])
}
