//! The HTML to paste. Whatever comes from the page is escaped.

/// MIIT's filing system, as sites are told to link it (MII Order 33, art. 13; the host since 2019).
pub(crate) const MIIT: &str = "https://beian.miit.gov.cn/";
/// The police platform's query page; the code stands in the fragment.
pub(crate) const MPS_QUERY: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=";
/// What stands for a number that the checker does not know. Nobody can take it for a number.
const OWN_ICP_NUMBER: &str = "你的ICP备案号";
const OWN_PUBLIC_SECURITY_NUMBER: &str = "你的公安联网备案号";
const OWN_CODE: &str = "你的14位编号";
/// Where the badge comes from: the checker never ships the emblem.
const BADGE_COMMENT: &str =
    "<!-- beian-badge.png: 登录 beian.mps.gov.cn 下载你的备案图标 / download your badge there -->";

/// The ICP number, linked. `number` is canonical; `None` when the site's own is not known.
#[must_use]
pub fn icp(number: Option<&str>) -> String {
    let mut html = String::new();
    html.push_str("<a href=\"");
    html.push_str(MIIT);
    html.push_str("\" target=\"_blank\" rel=\"noreferrer\">");
    escape_into(&mut html, number.unwrap_or(OWN_ICP_NUMBER));
    html.push_str("</a>");
    html
}

/// The public security number with badge and link. `number` is canonical, `digits` its code; `None` when not known.
#[must_use]
pub fn public_security(number: Option<&str>, digits: Option<&str>) -> String {
    let mut html = String::new();
    html.push_str(BADGE_COMMENT);
    html.push_str("\n<a href=\"");
    html.push_str(MPS_QUERY);
    escape_into(&mut html, digits.unwrap_or(OWN_CODE));
    html.push_str("\" target=\"_blank\" rel=\"noreferrer\"><img src=\"beian-badge.png\" width=\"20\" height=\"20\" alt=\"\"> ");
    escape_into(&mut html, number.unwrap_or(OWN_PUBLIC_SECURITY_NUMBER));
    html.push_str("</a>");
    html
}

/// Appends text so that it is text in HTML, in an attribute's double quotes too.
fn escape_into(html: &mut String, text: &str) {
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

/// The text that [`escape_into`] wrote.
pub(crate) fn unescape(html: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(html.to_owned(), |text, (entity, character)| {
        text.replace(entity, character)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icp_remedy_is_the_linked_number() {
        assert_eq!(
            icp(Some("京ICP备12345678号-1")),
            "<a href=\"https://beian.miit.gov.cn/\" target=\"_blank\" rel=\"noreferrer\">京ICP备12345678号-1</a>"
        );
    }

    #[test]
    fn page_text_never_becomes_markup() {
        let html = public_security(Some("京<img onerror=x>"), Some("\"><script>"));
        assert!(
            !html.contains("<script>") && !html.contains("<img onerror"),
            "{html}"
        );
    }

    #[test]
    fn a_remedy_pasted_without_filling_it_in_is_no_number_of_ones_own() {
        let html = [icp(None), public_security(None, None)].concat();
        let found = crate::filing::find_in(&html);
        assert!(
            found
                .iter()
                .all(|found| found.number.standing != crate::filing::Standing::Own),
            "{found:?}"
        );
    }
}
