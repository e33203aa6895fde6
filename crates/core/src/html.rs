//! Escapes text for HTML, in one place.

/// Appends text so that it is text in HTML, in an attribute's quotes too.
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
    fn nothing_that_html_reads_stays() {
        let mut html = String::from("<b>");
        escape_into(&mut html, "a<b>&\"'c");
        assert_eq!(html, "<b>a&lt;b&gt;&amp;&quot;&#39;c");
    }
}
