//! Escapes text for HTML: the only place that does.

/// Appends text, escaped for HTML content and quoted attribute values.
pub fn escape_into(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape_into;

    #[test]
    fn all_html_syntax_is_escaped() {
        let mut html = String::from("<b>");
        escape_into(&mut html, "a<b>&\"'c");
        assert_eq!(html, "<b>a&lt;b&gt;&amp;&quot;&#39;c");
    }
}
