//! Makes a page per rule: id, severity and element come from the rule itself, the text from two files beside each
//! other.
//!
//! ```text
//! crates/core/src/rules/<id>.rs      crates/core/src/rules/<id>.zh.md
//! //! <title>.                       # <标题>
//! //!
//! //! ## What it checks              ## 检查什么
//! //! ## Why                         ## 为什么
//! //! ## When it cannot tell         ## 何时无法判断
//! //! ## Fails    (```html)          ## 不通过示例
//! //! ## Passes   (```html)          ## 通过示例
//! //! ## Sources                     ## 出处
//! ```

use std::path::Path;

use anyhow::{Context, Result, ensure};
use beian_lens_core::report::{Element, Severity};
use beian_lens_core::rules::{RULES, Rule};
use minijinja::{Value, context};

use super::{Language, markdown, read};

/// What every page has, in this order: the anchor of the section, its heading in English and in Chinese.
const SECTIONS: [Section; 6] = [
    Section {
        anchor: "what-it-checks",
        headings: ["What it checks", "检查什么"],
        example: false,
    },
    Section {
        anchor: "why",
        headings: ["Why", "为什么"],
        example: false,
    },
    Section {
        anchor: "when-it-cannot-tell",
        headings: ["When it cannot tell", "何时无法判断"],
        example: false,
    },
    Section {
        anchor: "fails",
        headings: ["Fails", "不通过示例"],
        example: true,
    },
    Section {
        anchor: "passes",
        headings: ["Passes", "通过示例"],
        example: true,
    },
    Section {
        anchor: "sources",
        headings: ["Sources", "出处"],
        example: false,
    },
];

struct Section {
    anchor: &'static str,
    headings: [&'static str; 2],
    /// Whether the section holds HTML in a code block.
    example: bool,
}

impl Section {
    fn heading(&self, language: Language) -> &'static str {
        let [english, chinese] = self.headings;
        match language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}

/// The elements in the order of the card, and their keys in `www/words`.
const ELEMENTS: [(Element, &str); 7] = [
    (Element::IcpNumber, "IcpNumber"),
    (Element::IcpLink, "IcpLink"),
    (Element::PublicSecurityNumber, "PublicSecurityNumber"),
    (Element::PublicSecurityLink, "PublicSecurityLink"),
    (Element::PublicSecurityBadge, "PublicSecurityBadge"),
    (Element::Host, "Host"),
    (Element::Content, "Content"),
];

/// The key of a severity in `www/words`.
fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "Fail",
        Severity::Warn => "Warn",
        Severity::Info => "Info",
    }
}

/// A rule and its page in both languages.
pub(super) struct RulePage {
    rule: &'static Rule,
    english: Text,
    chinese: Text,
}

/// The page in one language.
struct Text {
    title: String,
    body: String,
}

/// Reads the pages of all rules from their folder, in the order of the card, worst first.
pub(super) fn read_all(folder: &Path) -> Result<Vec<RulePage>> {
    let mut pages = Vec::new();
    for (element, _) in ELEMENTS {
        let mut rules: Vec<_> = RULES
            .iter()
            .copied()
            .filter(|rule| rule.element == element)
            .collect();
        rules.sort_by_key(|rule| (std::cmp::Reverse(rule.severity), rule.id));
        for rule in rules {
            pages.push(RulePage::read(rule, folder)?);
        }
    }
    ensure!(
        pages.len() == RULES.len(),
        "an element of the card is not in ELEMENTS"
    );
    Ok(pages)
}

/// The index: the elements, each with its rules.
pub(super) fn groups(pages: &[RulePage], language: Language) -> Result<Vec<Value>> {
    let mut groups = Vec::new();
    for (element, key) in ELEMENTS {
        let of_element = pages.iter().filter(|page| page.rule.element == element);
        let rows = of_element
            .map(|page| page.view(language))
            .collect::<Result<Vec<_>>>()?;
        if !rows.is_empty() {
            groups.push(context! { element => key, rows });
        }
    }
    Ok(groups)
}

impl RulePage {
    fn read(rule: &'static Rule, folder: &Path) -> Result<RulePage> {
        let stem = rule.id.replace('-', "_");
        let source = folder.join(format!("{stem}.rs"));
        let chinese = folder.join(format!("{stem}.zh.md"));
        Ok(RulePage {
            rule,
            english: Text::english(&read(&source)?)
                .with_context(|| source.display().to_string())?,
            chinese: Text::chinese(&read(&chinese)?)
                .with_context(|| chinese.display().to_string())?,
        })
    }

    /// The rule's id, which is also the name of its page.
    pub(super) fn id(&self) -> &'static str {
        self.rule.id
    }

    fn text(&self, language: Language) -> &Text {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// The values for the templates.
    pub(super) fn view(&self, language: Language) -> Result<Value> {
        let text = self.text(language);
        let found = markdown::sections(&text.body);
        let (_, first) = found.first().context("a page has sections")?;
        let summary = first.split("\n\n").next().unwrap_or_default();
        let summary = Value::from_safe_string(markdown::to_html(summary, language));
        let (_, element) = ELEMENTS
            .into_iter()
            .find(|(element, _)| *element == self.rule.element)
            .context("an element of the card")?;
        let sections: Vec<_> = SECTIONS
            .iter()
            .zip(found)
            .map(|(section, (heading, body))| {
                let body = Value::from_safe_string(markdown::to_html(body, language));
                context! { anchor => section.anchor, heading, body }
            })
            .collect();
        Ok(context! {
            id => self.rule.id,
            severity => severity_key(self.rule.severity),
            element,
            title => &text.title,
            summary,
            sections,
        })
    }
}

impl Text {
    /// Reads the text from the doc comment at the top of a rule's source.
    fn english(source: &str) -> Result<Text> {
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<_> = lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        Text::parse(&lines.join("\n"), Language::English)
    }

    /// Reads the text from the file beside it.
    fn chinese(page: &str) -> Result<Text> {
        let page = page
            .strip_prefix("# ")
            .context("a page begins with a line `# title`")?;
        Text::parse(page, Language::Chinese)
    }

    /// Parses a text. Fails, and names the missing part, when a part is missing.
    fn parse(text: &str, language: Language) -> Result<Text> {
        let (title, body) = text.split_once('\n').context("a title and sections")?;
        let title = title.trim().trim_end_matches('.');
        ensure!(!title.is_empty(), "no title");
        let found = markdown::sections(body);
        let headings: Vec<_> = found.iter().map(|(heading, _)| *heading).collect();
        let wanted: Vec<_> = SECTIONS
            .iter()
            .map(|section| section.heading(language))
            .collect();
        ensure!(
            headings == wanted,
            "the sections are {headings:?}, but should be {wanted:?}"
        );
        for (section, (heading, body)) in SECTIONS.iter().zip(found) {
            ensure!(!body.is_empty(), "there is nothing under `{heading}`");
            ensure!(
                !section.example || body.contains("```html"),
                "no HTML under `{heading}`"
            );
        }
        Ok(Text {
            title: title.to_owned(),
            body: body.to_owned(),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const ENGLISH: &str = "//! The link is missing.
//!
//! ## What it checks
//! That it is there.
//!
//! ## Why
//! Order 33.
//!
//! ## When it cannot tell
//! It can always tell.
//!
//! ## Fails
//! ```html
//! <p>京ICP备2023000001号</p>
//! ```
//!
//! ## Passes
//! ```html
//! <a href=\"#\">京ICP备2023000001号</a>
//! ```
//!
//! ## Sources
//! A law.

use super::Rule;
";

    const CHINESE: &str = "# 没有链接

## 检查什么
有没有。

## 为什么
第33号令。

## 何时无法判断
总能判断。

## 不通过示例
```html
<p>京ICP备2023000001号</p>
```

## 通过示例
```html
<p>京ICP备2023000001号</p>
```

## 出处
法规。
";

    #[test]
    fn a_rule_and_its_two_texts_are_a_page_in_both_languages() {
        let page = RulePage {
            rule: RULES
                .iter()
                .find(|rule| rule.id == "icp-link-missing")
                .unwrap(),
            english: Text::english(ENGLISH).unwrap(),
            chinese: Text::chinese(CHINESE).unwrap(),
        };
        for (language, title, summary) in [
            (
                Language::English,
                "The link is missing",
                "<p>That it is there.</p>\n",
            ),
            (Language::Chinese, "没有链接", "<p>有没有。</p>\n"),
        ] {
            let view = page.view(language).unwrap();
            for (name, value) in [
                ("id", "icp-link-missing"),
                ("severity", "Fail"),
                ("element", "IcpLink"),
                ("title", title),
                ("summary", summary),
            ] {
                assert_eq!(view.get_attr(name).unwrap().as_str(), Some(value));
            }
        }
    }

    #[test]
    fn a_text_that_lacks_a_part_is_refused() {
        for part in [
            "The link is missing.",
            "## Why",
            "Order 33.",
            "```html",
            "## Sources",
            "A law.",
        ] {
            assert!(
                Text::english(&ENGLISH.replacen(part, "", 1)).is_err(),
                "{part}"
            );
        }
        for part in ["# 没有链接", "没有链接", "## 为什么", "```html", "法规。"] {
            assert!(
                Text::chinese(&CHINESE.replacen(part, "", 1)).is_err(),
                "{part}"
            );
        }
    }

    #[test]
    fn every_rule_has_its_page_in_both_languages() {
        let project = crate::project::Project::of_this_checkout().unwrap();
        let pages = read_all(&project.path("crates/core/src/rules")).unwrap();
        assert_eq!(pages.len(), RULES.len());
    }
}
