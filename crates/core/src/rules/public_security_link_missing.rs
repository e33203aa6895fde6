//! Public security number without link.
//!
//! ## What it checks
//!
//! Whether the public security number has a link of its own: one that holds it or its digits, or the platform’s link
//! right beside or below it.
//!
//! ## Why
//!
//! The platform’s snippet links the number to its own query page, so that visitors can check it. Practice, not an
//! article of the order.
//!
//! ## When it cannot tell
//!
//! When a script handles the click: what it opens cannot be read from the page.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - Measured on 259 real footers, 2026-11
//!
//! # 中文
//!
//! 公安联网备案号没有链接。
//!
//! ## 检查什么
//!
//! 公安联网备案号是否有自己的链接：包含号码或其数字的链接，或紧邻其旁、其下的平台链接。
//!
//! ## 为什么
//!
//! 平台给出的代码把号码链接到查询页，供访客核对。这是实务要求，并非办法条文。
//!
//! ## 何时无法判断
//!
//! 点击由脚本处理时：页面上读不出它会打开什么。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - 对259个真实页脚的统计，2026年11月

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_missing(
        page,
        Register::PublicSecurity,
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_plain_number_has_no_link() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "failed",
        );
    }

    #[test]
    fn an_empty_address_leads_nowhere() {
        check(
            RULE.id,
            r#"<footer><a href="">沪公网安备31011502400817号</a></footer>"#,
            "failed_nowhere",
        );
    }

    #[test]
    fn a_link_on_the_badge_beside_it_is_the_numbers() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="ghs.png" width="20" height="20"></a> 沪公网安备31011502400817号</footer>"#,
            "passed",
        );
    }
}
