//! Converts Markdown to HTML, for prose pages and rule pages.

use anyhow::{Context, Result};
use minijinja::{Value, context};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::Language;

/// A prose page: a line `# title`, a first paragraph that also describes the page to search engines, and the body.
pub(super) fn page(source: &str, language: Language) -> Result<Value> {
    let rest = source
        .strip_prefix("# ")
        .context("a page must begin with a line `# title`")?;
    let (title, rest) = rest
        .split_once('\n')
        .context("a page must contain more than a title")?;
    let (lead, body) = rest
        .trim_start()
        .split_once("\n\n")
        .context("a page must have a first paragraph and a body")?;
    Ok(context! {
        title => title.trim(),
        description => lead.replace('\n', if language == Language::Chinese { "" } else { " " }),
        lead => Value::from_safe_string(to_html(lead, language)),
        body => Value::from_safe_string(to_html(body, language)),
    })
}

/// Converts Markdown to HTML. On English pages all Chinese text is marked as such, for screen readers and fonts.
pub(super) fn to_html(source: &str, language: Language) -> String {
    let mut in_code = false;
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::CodeBlock(_)) => {
            in_code = true;
            event
        }
        Event::End(TagEnd::CodeBlock) => {
            in_code = false;
            event
        }
        Event::Text(text) if !in_code && language == Language::English => {
            Event::InlineHtml(mark_chinese(&text))
        }
        // In Chinese, a line break between two sentences is not a space.
        Event::SoftBreak if language == Language::Chinese => Event::Text(CowStr::Borrowed("")),
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// The sections under headings of the second level, in order: heading and body.
pub(super) fn sections(source: &str) -> Vec<(&str, &str)> {
    let mut starts = Vec::new();
    for (event, range) in Parser::new(source).into_offset_iter() {
        if let Event::Start(Tag::Heading {
            level: HeadingLevel::H2,
            ..
        }) = event
        {
            starts.push(range.start);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    let pieces = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| source.get(*start..end));
    pieces
        .filter_map(|piece| {
            let (heading, body) = piece.split_once('\n').unwrap_or((piece, ""));
            Some((heading.strip_prefix("##")?.trim(), body.trim()))
        })
        .collect()
}

fn mark_chinese(text: &str) -> CowStr<'static> {
    let mut out = String::new();
    let mut open = false;
    for letter in text.chars() {
        let chinese = is_chinese(letter);
        if chinese != open {
            out.push_str(if chinese {
                "<span lang=\"zh-CN\">"
            } else {
                "</span>"
            });
            open = chinese;
        }
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    if open {
        out.push_str("</span>");
    }
    out.into()
}

/// Whether this is a Han character, or a bracket or full-width form used among them.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_on_an_english_page_is_marked_and_text_stays_text() {
        assert_eq!(
            to_html("The 备案 <number> & `码`", Language::English),
            "<p>The <span lang=\"zh-CN\">备案</span> <number> &amp; <code>码</code></p>\n"
        );
        assert_eq!(
            to_html("一。\n二。", Language::Chinese),
            "<p>一。二。</p>\n"
        );
    }

    #[test]
    fn a_heading_in_a_code_block_is_no_section() {
        let source = "## One\n\ntext\n\n```html\n## not one\n```\n\n## Two\n";
        assert_eq!(
            sections(source),
            [("One", "text\n\n```html\n## not one\n```"), ("Two", "")]
        );
    }
}
