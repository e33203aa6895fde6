//! Looks up the texts of one language by name, as `_locales` holds them.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use beian_lens_core::report::Message;

/// One language's texts, kept as the JavaScript object they came in: most of them are never asked for.
pub struct Catalogue {
    messages: JsValue,
    /// BCP 47, such as `zh-CN`; tells screen readers and font choice what the texts are.
    pub language: String,
}

impl Catalogue {
    /// `messages` is a plain object of key to text.
    #[must_use]
    pub fn new(messages: JsValue, language: String) -> Self {
        Self { messages, language }
    }

    /// The text of a message. A key that no catalogue has stands for itself, so that a person can report it.
    #[must_use]
    pub fn text(&self, message: &Message) -> String {
        match self.template(&message.name) {
            Some(template) => message.fill(&template),
            None => message.name.clone(),
        }
    }

    /// The text of a message without arguments.
    #[must_use]
    pub fn plain(&self, name: &str) -> String {
        self.template(name).unwrap_or_else(|| name.to_owned())
    }

    fn template(&self, name: &str) -> Option<String> {
        Reflect::get(&self.messages, &name.into()).ok()?.as_string()
    }
}
