//! Reads many properties of one object in one crossing.
//!
//! Each call from WebAssembly into the browser costs about as much as ten of the browser's own steps (measured; see
//! docs/performance.md). `JSON.stringify` with a list of names reads them all inside the browser, getters included.

use std::marker::PhantomData;
use std::str::Chars;

use wasm_bindgen::JsValue;

use crate::dom::style::number::number;

/// A list of properties that are read at once.
pub(crate) trait List: Copy {
    /// What the browser calls them, in the order of their indices.
    const NAMES: &'static [&'static str];

    fn index(self) -> usize;
}

/// The names of a list, as the browser takes them.
pub(crate) struct Keys<L>(Names, PhantomData<L>);

impl<L: List> Keys<L> {
    pub(crate) fn new() -> Keys<L> {
        Keys(Names::new(L::NAMES), PhantomData)
    }

    pub(crate) fn names(&self) -> &Names {
        &self.0
    }
}

/// Names of properties, whatever the list is.
pub(crate) struct Names {
    names: &'static [&'static str],
    array: js_sys::Array,
}

impl Names {
    fn new(names: &'static [&'static str]) -> Names {
        let array = js_sys::Array::new();
        // SVG has some properties as objects, with the value in their `baseVal`.
        for name in names.iter().chain(&["baseVal"]) {
            array.push(&JsValue::from_str(name));
        }
        Names { names, array }
    }

    /// Reads these properties of `object`. What cannot be read is missing.
    pub(crate) fn read(&self, object: &JsValue) -> Values {
        let json = js_sys::JSON::stringify_with_replacer(object, &self.array)
            .ok()
            .and_then(|json| json.as_string());
        Values::of(&json.unwrap_or_default(), self.names)
    }
}

/// The properties that were read. A page can put anything in their place, so each is asked for by type.
pub(crate) struct Facts<L>(Values, PhantomData<L>);

impl<L> Default for Facts<L> {
    /// Nothing could be read.
    fn default() -> Facts<L> {
        Values::default().into()
    }
}

impl<L> From<Values> for Facts<L> {
    fn from(values: Values) -> Facts<L> {
        Facts(values, PhantomData)
    }
}

impl<L: List> Facts<L> {
    /// A string; empty when it is missing or something else.
    pub(crate) fn text(&self, key: L) -> &str {
        self.0.text(key.index())
    }

    /// A number; zero when it is missing or something else.
    pub(crate) fn number(&self, key: L) -> f64 {
        self.0.number(key.index())
    }

    /// A flag; `None` when it is missing or something else.
    pub(crate) fn flag(&self, key: L) -> Option<bool> {
        self.0.flag(key.index())
    }

    /// `baseVal` of an SVG property that HTML has as a string.
    pub(crate) fn base_value(&self, key: L) -> &str {
        self.0.base_value(key.index())
    }
}

/// What was read, whatever the list is.
#[derive(Default)]
pub(crate) struct Values {
    facts: Vec<(usize, Fact)>,
    /// How many bytes the browser wrote.
    pub(crate) bytes: usize,
}

enum Fact {
    Text(String),
    Number(f64),
    Flag(bool),
    /// `baseVal` of an object.
    Base(String),
}

impl Values {
    /// Reads what `JSON.stringify` wrote of one object: its strings, numbers and flags, and `baseVal` one level down. A
    /// general reader of JSON brings tables for exact numbers that are an eighth of the script.
    fn of(json: &str, names: &[&str]) -> Values {
        let mut facts = Vec::new();
        let mut letters = json.chars();
        let mut depth = 0_usize;
        let mut index = None;
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
                        (true, 1) => {
                            index = names.iter().position(|name| *name == text);
                            None
                        }
                        (true, _) => {
                            is_base = depth == 2 && text == "baseVal";
                            None
                        }
                        (false, 2) if is_base => Some(Fact::Base(text)),
                        (false, 1) => Some(Fact::Text(text)),
                        (false, _) => None,
                    }
                }
                _ => {
                    let word = rest.split([',', '}', ']']).next().unwrap_or_default();
                    letters = rest.strip_prefix(word).unwrap_or_default().chars();
                    match word {
                        _ if depth != 1 => None,
                        "true" => Some(Fact::Flag(true)),
                        "false" => Some(Fact::Flag(false)),
                        _ => number(word).map(Fact::Number),
                    }
                }
            };
            if let (Some(index), Some(fact)) = (index, fact) {
                facts.push((index, fact));
            }
        }
        Values {
            facts,
            bytes: json.len(),
        }
    }

    fn get(&self, key: usize) -> Option<&Fact> {
        self.facts
            .iter()
            .find_map(|(index, fact)| (*index == key).then_some(fact))
    }

    fn text(&self, key: usize) -> &str {
        match self.get(key) {
            Some(Fact::Text(text)) => text,
            _ => "",
        }
    }

    fn number(&self, key: usize) -> f64 {
        match self.get(key) {
            Some(Fact::Number(number)) => *number,
            _ => 0.0,
        }
    }

    fn flag(&self, key: usize) -> Option<bool> {
        match self.get(key) {
            Some(Fact::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    fn base_value(&self, key: usize) -> &str {
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
