//! Many properties of one object in one crossing.
//!
//! Each call from WebAssembly into the browser costs about as much as ten of the browser's own steps (measured; see
//! ARCHITECTURE.md). `JSON.stringify` with a list of names reads them all inside the browser, getters included.

use std::str::Chars;

use wasm_bindgen::JsValue;

use super::css::number;

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
        Facts::of(&json.unwrap_or_default())
    }
}

/// The properties that were read. A page can put anything in their place, so each is asked for by type.
#[derive(Default)]
pub(crate) struct Facts(Vec<(String, Fact)>);

enum Fact {
    Text(String),
    Number(f64),
    Flag(bool),
    /// `baseVal` of an object.
    Base(String),
}

impl Facts {
    /// Reads what `JSON.stringify` wrote of one object: its strings, numbers and flags, and `baseVal` one level down. A
    /// general reader of JSON brings tables for exact numbers that are an eighth of the script.
    fn of(json: &str) -> Facts {
        let mut facts = Vec::new();
        let mut letters = json.chars();
        let mut depth = 0_usize;
        let mut name = String::new();
        let mut is_base = false;
        loop {
            let rest = letters.as_str();
            let Some(letter) = letters.next() else { break };
            let fact = match letter {
                '{' | '[' => {
                    depth += 1;
                    is_base = false;
                    None
                }
                '}' | ']' => {
                    depth = depth.saturating_sub(1);
                    None
                }
                ',' | ':' => None,
                '"' => {
                    let text = string(&mut letters);
                    match (letters.as_str().starts_with(':'), depth) {
                        (true, 1) => name = text,
                        (true, _) => is_base = depth == 2 && text == "baseVal",
                        (false, 2) if is_base => facts.push((name.clone(), Fact::Base(text))),
                        (false, 1) => facts.push((name.clone(), Fact::Text(text))),
                        (false, _) => {}
                    }
                    None
                }
                _ => {
                    let word = rest.split([',', '}', ']']).next().unwrap_or_default();
                    letters = rest.strip_prefix(word).unwrap_or_default().chars();
                    match word {
                        "true" => Some(Fact::Flag(true)),
                        "false" => Some(Fact::Flag(false)),
                        _ => number(word).map(Fact::Number),
                    }
                }
            };
            if let (1, Some(fact)) = (depth, fact) {
                facts.push((name.clone(), fact));
            }
        }
        Facts(facts)
    }

    fn get(&self, key: &str) -> Option<&Fact> {
        self.0
            .iter()
            .find_map(|(name, fact)| (name == key).then_some(fact))
    }

    /// A string; empty when it is missing or something else.
    pub(crate) fn text(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Fact::Text(text)) => text,
            _ => "",
        }
    }

    /// A number; zero when it is missing or something else.
    pub(crate) fn number(&self, key: &str) -> f64 {
        match self.get(key) {
            Some(Fact::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// A flag; `None` when it is missing or something else.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        match self.get(key) {
            Some(Fact::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// `baseVal` of an SVG attribute that HTML has as a string.
    pub(crate) fn base_value(&self, key: &str) -> &str {
        match self.get(key) {
            Some(Fact::Base(text)) => text,
            _ => "",
        }
    }
}

/// The rest of a string in JSON, its opening quote read.
fn string(letters: &mut Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '"' => break,
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('u') => {
                    // Control characters, and the halves of surrogate pairs that stand alone.
                    let code = letters
                        .by_ref()
                        .take(4)
                        .filter_map(|digit| digit.to_digit(16))
                        .fold(0, |code, digit| code * 16 + digit);
                    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                }
                Some(itself) => itself,
                None => break,
            },
            _ => letter,
        });
    }
    text
}
