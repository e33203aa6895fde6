//! Reads the catalogue of texts, `_locales`, from the extension's package, and fills in messages.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use beian_lens_core::report::{Message, Report};
use beian_lens_core::view;
use serde::Deserialize;

/// The language when no better one is known, and for texts that a catalogue lacks.
const FALLBACK: &str = "en";

/// The texts of one language.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    language: String,
    texts: HashMap<String, String>,
}

impl Catalogue {
    /// Reads the catalogue of a language (`zh_CN`, `zh-CN`, `en`) from an unpacked extension.
    ///
    /// # Errors
    /// When the package does not have this language, or its catalogue cannot be read.
    pub fn read(extension: &Path, language: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Entry {
            message: String,
        }
        let file = extension
            .join("_locales")
            .join(language.replace('-', "_"))
            .join("messages.json");
        let json = std::fs::read(&file).with_context(|| {
            format!("no messages in {language}: cannot read {}", file.display())
        })?;
        let entries: HashMap<String, Entry> = serde_json::from_slice(&json)
            .with_context(|| format!("{} is not a message catalogue", file.display()))?;
        let texts = entries
            .into_iter()
            .map(|(name, entry)| (name, entry.message))
            .collect();
        Ok(Self {
            language: language.replace('_', "-"),
            texts,
        })
    }

    /// The language as a BCP 47 tag, for HTML: `zh-CN`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A text without arguments; its name when the catalogue does not have it.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.texts.get(name).map_or(name, String::as_str).to_owned()
    }

    /// The verdict of a report, in words.
    #[must_use]
    pub fn conclusion(&self, report: &Report) -> String {
        self.sentence(&view::view(report).verdict)
    }

    /// The names of the laws and practices behind a finding; as cited in the report when the catalogue has no name.
    #[must_use]
    pub fn basis<T: AsRef<str>>(&self, cited: &[T]) -> String {
        let names = cited.iter().map(|basis| {
            let key = view::basis_key(basis.as_ref());
            self.texts.get(&key).map_or(basis.as_ref(), String::as_str)
        });
        names.collect::<Vec<_>>().join("; ")
    }

    /// The text of a message; its name and arguments when the catalogue does not have it.
    #[must_use]
    pub fn sentence(&self, message: &Message) -> String {
        match self.texts.get(&message.name) {
            Some(text) => message.fill(text),
            None => std::iter::once(&message.name)
                .chain(&message.args)
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

/// The language for the user's locale: `zh_CN`, `zh_TW` or `en`.
#[must_use]
pub fn language_of_locale(variable: impl Fn(&str) -> Option<String>) -> &'static str {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale.as_deref() {
        Some(locale)
            if ["zh_TW", "zh_HK", "zh_MO"]
                .iter()
                .any(|traditional| locale.starts_with(traditional)) =>
        {
            "zh_TW"
        }
        Some(locale) if locale.starts_with("zh") => "zh_CN",
        _ => FALLBACK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_the_language() {
        for (locale, language) in [
            ("zh_CN.UTF-8", "zh_CN"),
            ("zh_HK.UTF-8", "zh_TW"),
            ("de_DE.UTF-8", "en"),
            ("", "en"),
        ] {
            assert_eq!(
                language_of_locale(|name| (name == "LANG").then(|| locale.to_owned())),
                language,
                "{locale}"
            );
        }
    }
}
