//! Builds a page per rule from the comment at the top of the rule's file: the comment is the page.
//!
//! ```text
//! //! <title>.                  //! # 中文
//! //!                           //!
//! //!                           //! <标题>。
//! //! ## What it checks         //! ## 检查什么
//! //! ## Why                    //! ## 为什么
//! //! ## When it cannot tell    //! ## 何时无法判断
//! //! ## Fails    (```html)     //! ## 不通过示例
//! //! ## Passes   (```html)     //! ## 通过示例
//! //! ## Sources                //! ## 出处
//! ```

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use minijinja::{Value, context};

use super::{Language, file_name, files, markdown, read};

/// The heading at which the Chinese half begins.
const CHINESE_HALF: &str = "\n# 中文\n";

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

/// The elements in the order of the card; a rule for any other element fails the build.
const ELEMENTS: [&str; 7] = [
    "IcpNumber",
    "IcpLink",
    "PublicSecurityNumber",
    "PublicSecurityLink",
    "PublicSecurityBadge",
    "Host",
    "Content",
];

/// The severities, worst first.
const SEVERITIES: [&str; 3] = ["Fail", "Warn", "Info"];

/// A rule, as read from its file.
pub(super) struct RulePage {
    /// The rule's id, which is also the name of the file and of the page.
    pub(super) id: String,
    severity: String,
    element: String,
    english: Half,
    chinese: Half,
}

/// The comment in one language.
struct Half {
    title: String,
    text: String,
}

/// Reads the rules of a folder, in the order of the card, worst first.
pub(super) fn read_all(folder: &Path) -> Result<Vec<RulePage>> {
    let mut rules = Vec::new();
    for path in files(folder)? {
        let name = file_name(&path)?;
        let source = read(&path)?;
        // The folder also has helpers that several rules share: a rule has a `static RULE`.
        if let Some(id) = name
            .strip_suffix(".rs")
            .filter(|_| source.contains("static RULE: Rule"))
        {
            rules.push(
                RulePage::parse(&id.replace('_', "-"), &source)
                    .with_context(|| path.display().to_string())?,
            );
        }
    }
    rules.sort_by_key(|rule| {
        (
            place(&ELEMENTS, &rule.element),
            place(&SEVERITIES, &rule.severity),
            rule.id.clone(),
        )
    });
    Ok(rules)
}

/// The index: the elements, each with its rules.
pub(super) fn groups(rules: &[RulePage], language: Language) -> Result<Vec<Value>> {
    let mut groups = Vec::new();
    for element in ELEMENTS {
        let of_element = rules.iter().filter(|rule| rule.element == element);
        let rows = of_element
            .map(|rule| rule.view(language))
            .collect::<Result<Vec<_>>>()?;
        if !rows.is_empty() {
            groups.push(context! { element, rows });
        }
    }
    Ok(groups)
}

impl RulePage {
    /// Parses a rule's file. Fails, and says what is missing, when the comment lacks a part in either language.
    fn parse(id: &str, source: &str) -> Result<RulePage> {
        let comment = head_comment(source);
        let (english, chinese) = comment
            .split_once(CHINESE_HALF)
            .with_context(|| format!("no heading `{}`", CHINESE_HALF.trim()))?;
        let rule = RulePage {
            id: id.to_string(),
            severity: variant(source, "severity: Severity::", &SEVERITIES)?,
            element: variant(source, "element: Element::", &ELEMENTS)?,
            english: Half::parse(english)?,
            chinese: Half::parse(chinese)?,
        };
        for language in Language::ALL {
            let half = rule.half(language);
            ensure!(!half.title.is_empty(), "no title in {language:?}");
            let found = markdown::sections(&half.text);
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
        }
        Ok(rule)
    }

    fn half(&self, language: Language) -> &Half {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// The values for the templates.
    pub(super) fn view(&self, language: Language) -> Result<Value> {
        let half = self.half(language);
        let sections: Vec<_> = SECTIONS
            .iter()
            .zip(markdown::sections(&half.text))
            .map(|(section, (heading, body))| {
                let body = Value::from_safe_string(markdown::to_html(body, language));
                context! { anchor => section.anchor, heading, body }
            })
            .collect();
        let (_, summary) = markdown::sections(&half.text)
            .into_iter()
            .next()
            .context("a page has sections")?;
        let summary = summary.split("\n\n").next().unwrap_or_default();
        let summary = Value::from_safe_string(markdown::to_html(summary, language));
        Ok(context! {
            id => &self.id,
            severity => &self.severity,
            element => &self.element,
            title => &half.title,
            summary,
            sections,
        })
    }
}

impl Half {
    fn parse(text: &str) -> Result<Half> {
        let (title, text) = text
            .trim_start()
            .split_once('\n')
            .context("a title and sections")?;
        Ok(Half {
            title: title.trim_end_matches(['.', '。']).to_string(),
            text: text.to_string(),
        })
    }
}

/// The `//!` lines at the top of a file, without the `//!`.
fn head_comment(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The enum variant of a field in the rule's `static`.
fn variant(source: &str, field: &str, known: &[&str]) -> Result<String> {
    let rest = source
        .split_once(field)
        .with_context(|| format!("no `{field}`"))?
        .1;
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if known.contains(&name.as_str()) {
        Ok(name)
    } else {
        bail!("`{field}{name}` is not one of {known:?}")
    }
}

fn place(order: &[&str], name: &str) -> usize {
    order
        .iter()
        .position(|known| *known == name)
        .unwrap_or(order.len())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const RULE: &str = "//! The link is missing.
//!
//! ## What it checks
//! That it is there.
//!
//! ## Why
//! Order 33.
//!
//! ## When it cannot tell
//! Never.
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
//!
//! # 中文
//!
//! 没有链接。
//!
//! ## 检查什么
//! 有没有。
//!
//! ## 为什么
//! 第33号令。
//!
//! ## 何时无法判断
//! 总能判断。
//!
//! ## 不通过示例
//! ```html
//! <p>京ICP备2023000001号</p>
//! ```
//!
//! ## 通过示例
//! ```html
//! <p>京ICP备2023000001号</p>
//! ```
//!
//! ## 出处
//! 法规。

static RULE: Rule = Rule { severity: Severity::Fail, element: Element::IcpLink };
";

    #[test]
    fn a_whole_comment_is_a_page_in_both_languages() {
        let rule = RulePage::parse("icp-link-missing", RULE).unwrap();
        assert_eq!(rule.english.title, "The link is missing");
        assert_eq!(rule.chinese.title, "没有链接");
        assert_eq!(
            (rule.severity.as_str(), rule.element.as_str()),
            ("Fail", "IcpLink")
        );
        let page = rule.view(Language::Chinese).unwrap();
        assert_eq!(
            page.get_attr("summary").unwrap().as_str(),
            Some("<p>有没有。</p>\n")
        );
    }

    #[test]
    fn a_comment_that_lacks_a_part_is_refused() {
        for part in [
            "The link is missing.",
            "## Why",
            "Order 33.",
            "```html",
            "# 中文",
            "## 出处",
            "法规。",
            "没有链接。",
        ] {
            let broken = RULE
                .replace(&format!("//! {part}\n"), "//!\n")
                .replacen(part, "", 1);
            assert!(
                RulePage::parse("icp-link-missing", &broken).is_err(),
                "{part}"
            );
        }
        assert!(RulePage::parse("icp-link-missing", &RULE.replace("::Fail", "::Fatal")).is_err());
    }

    #[test]
    fn every_rule_has_its_page_in_both_languages() {
        let project = crate::project::Project::of_this_checkout().unwrap();
        read_all(&project.path("crates/core/src/rules")).unwrap();
    }
}
