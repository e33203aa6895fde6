//! Fills the templates in `www/templates` with the words of one language.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::{Language, file_name, files, policy, read, write};

/// All templates and the words of one language.
pub(super) struct Templates {
    environment: Environment<'static>,
    language: Language,
    words: Value,
}

impl Templates {
    /// Reads `templates/` and `words/<language>.json` of a folder.
    pub(super) fn load(www: &Path, language: Language) -> Result<Templates> {
        let mut environment = Environment::new();
        // A word that is missing in one language fails the build.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        for path in files(&www.join("templates"))? {
            environment.add_template_owned(file_name(&path)?.to_string(), read(&path)?)?;
        }
        let words = www.join("words").join(format!("{}.json", language.code()));
        let words: serde_json::Value = serde_json::from_str(&read(&words)?)
            .with_context(|| format!("reading {}", words.display()))?;
        Ok(Templates {
            environment,
            language,
            words: Serde(words).into(),
        })
    }

    /// Fills a template into the page at a path such as `rules/index.html`, in the folder of the language.
    pub(super) fn write(
        &self,
        out: &Path,
        path: &str,
        template: &str,
        values: Value,
    ) -> Result<()> {
        let here = format!("{}{path}", self.language.folder());
        let to_root = "../".repeat(here.matches('/').count());
        let other = self.language.other();
        // Addresses are our own file names; escaped, their slashes would become unreadable entities.
        let address = |text: String| Value::from_safe_string(text);
        let html = self.render(
            template,
            context! {
                path,
                home => address("../".repeat(path.matches('/').count())),
                other => context! {
                    lang => other.tag(),
                    href => address(format!("{to_root}{}{path}", other.folder())),
                },
                root => address(to_root),
                policy => address(policy::of(path).to_string()),
                ..values
            },
        );
        write(&out.join(&here), &html.with_context(|| here.clone())?)
    }

    /// Fills a template with the words of the language and these values.
    pub(super) fn render(&self, template: &str, values: Value) -> Result<String> {
        let html = self
            .environment
            .get_template(template)?
            .render(context! {
                lang => self.language.tag(),
                code => self.language.code(),
                words => &self.words,
                ..values
            })
            .map_err(|error| anyhow!("{template}: {error:#}"))?;
        Ok(html + "\n")
    }
}
