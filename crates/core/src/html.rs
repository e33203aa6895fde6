//! Escapes text for HTML: the only place that does.

/// What stands for a character that HTML would read, in text and in an attribute's quotes; `None` for any other.
#[must_use]
pub fn entity(character: char) -> Option<&'static str> {
    Some(match character {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

/// Appends characters so that they are text in HTML.
pub fn escape_into(html: &mut String, text: impl Iterator<Item = char>) {
    for character in text {
        match entity(character) {
            Some(entity) => html.push_str(entity),
            None => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape_into;

    #[test]
    fn all_html_syntax_is_escaped() {
        let mut html = String::from("<b>");
        escape_into(&mut html, "a<b>&\"'c".chars());
        assert_eq!(html, "<b>a&lt;b&gt;&amp;&quot;&#39;c");
    }
}
