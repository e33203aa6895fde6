//! Builds the code to paste. All page text in it is escaped.

use crate::filing::Number;
use crate::html::escape_into;

/// MIIT's filing system, in the form that sites must link to (MII Order 33, art. 13; the host since 2019).
pub(crate) const MIIT: &str = "https://beian.miit.gov.cn/";
/// The query page of the public security platform; the code is appended to the fragment.
pub(crate) const MPS_QUERY: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=";
/// Stands in for a number that the checker does not know. It cannot be mistaken for a number.
const OWN_ICP_NUMBER: &str = "你的ICP备案号";
const OWN_PUBLIC_SECURITY_NUMBER: &str = "你的公安联网备案号";
const OWN_CODE: &str = "你的14位编号";
/// The badge, with the file name that the comment mentions.
const BADGE: &str = "<img src=\"beian-badge.png\" width=\"20\" height=\"20\" alt=\"\"> ";
/// Says where to get the badge: the checker never ships the emblem.
const BADGE_COMMENT: &str =
    "<!-- beian-badge.png: 登录 beian.mps.gov.cn 下载你的备案图标 / download your badge there -->";

/// The code to paste: a number with its link, and its badge if it has one. Rendered last, and never parsed back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Snippet {
    /// The ICP number with its link.
    Icp {
        /// In canonical form; `None` when the site's own number is unknown.
        number: Option<String>,
    },
    /// The public security number with its badge and link.
    PublicSecurity {
        /// The number in canonical form and its code; `None` when the site's own number is unknown.
        number: Option<(String, String)>,
    },
}

impl Snippet {
    /// Of an ICP number, where it is known.
    #[must_use]
    pub fn icp(number: Option<&Number>) -> Self {
        Self::Icp {
            number: number.and_then(|number| number.number.clone()),
        }
    }

    /// Of a public security number, where it is known.
    #[must_use]
    pub fn public_security(number: Option<&Number>) -> Self {
        Self::PublicSecurity {
            number: number.and_then(|number| Some((number.number.clone()?, number.digits.clone()))),
        }
    }

    /// The text of the link, as users see it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Icp { number } => number.as_deref().unwrap_or(OWN_ICP_NUMBER),
            Self::PublicSecurity { number } => {
                let number = number.as_ref().map(|(number, _)| number.as_str());
                number.unwrap_or(OWN_PUBLIC_SECURITY_NUMBER)
            }
        }
    }

    /// Whether the police badge is in front of it.
    #[must_use]
    pub fn has_badge(&self) -> bool {
        matches!(self, Self::PublicSecurity { .. })
    }

    /// The snippet as HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::new();
        let open = |html: &mut String| html.push_str("\" target=\"_blank\" rel=\"noreferrer\">");
        match self {
            Self::Icp { .. } => {
                html.push_str("<a href=\"");
                html.push_str(MIIT);
                open(&mut html);
            }
            Self::PublicSecurity { number } => {
                let code = number.as_ref().map_or(OWN_CODE, |(_, code)| code);
                html.push_str(BADGE_COMMENT);
                html.push_str("\n<a href=\"");
                html.push_str(MPS_QUERY);
                escape_into(&mut html, code.chars());
                open(&mut html);
                html.push_str(BADGE);
            }
        }
        escape_into(&mut html, self.text().chars());
        html.push_str("</a>");
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icp(number: Option<&str>) -> Snippet {
        Snippet::Icp {
            number: number.map(Into::into),
        }
    }

    fn public_security(number: Option<(&str, &str)>) -> Snippet {
        Snippet::PublicSecurity {
            number: number.map(|(number, code)| (number.into(), code.into())),
        }
    }

    #[test]
    fn the_icp_number_is_linked() {
        assert_eq!(
            icp(Some("京ICP备12345678号-1")).html(),
            "<a href=\"https://beian.miit.gov.cn/\" target=\"_blank\" rel=\"noreferrer\">京ICP备12345678号-1</a>"
        );
    }

    #[test]
    fn the_public_security_number_is_linked_with_its_badge() {
        let snippet = public_security(Some(("沪公网安备31011502400817号", "31011502400817")));
        assert_eq!(
            snippet.html().lines().last(),
            Some(
                "<a href=\"https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817\" target=\"_blank\" \
                 rel=\"noreferrer\"><img src=\"beian-badge.png\" width=\"20\" height=\"20\" alt=\"\"> \
                 沪公网安备31011502400817号</a>"
            )
        );
        assert!(snippet.has_badge());
    }

    #[test]
    fn page_text_never_becomes_markup() {
        let html = public_security(Some(("京<img onerror=x>", "\"><script>"))).html();
        assert!(
            !html.contains("<script>") && !html.contains("<img onerror"),
            "{html}"
        );
    }

    #[test]
    fn a_remedy_pasted_without_filling_it_in_is_no_number_of_ones_own() {
        let html = [icp(None).html(), public_security(None).html()].concat();
        let found = crate::filing::find_in(&html);
        assert!(
            found
                .iter()
                .all(|found| found.number.standing != crate::filing::Standing::Own),
            "{found:?}"
        );
    }
}
