//! Public security number hidden.
//!
//! ## What it checks
//!
//! Whether a public security number that is in the page’s text can be seen in the window that was looked at.
//!
//! ## Why
//!
//! A number that nobody sees is not displayed. Some templates keep an empty or old line hidden.
//!
//! ## When it cannot tell
//!
//! Never: it is judged in the window that was looked at, and the report names it.
//!
//! ## Fails
//!
//! ```html
//! <footer style="display: none">沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//!
//! # 中文
//!
//! 公安联网备案号被隐藏。
//!
//! ## 检查什么
//!
//! 页面文字中的公安联网备案号在检查时的窗口里能否看见。
//!
//! ## 为什么
//!
//! 看不见就等于没有展示。有些模板会把旧号或空行藏起来。
//!
//! ## 何时无法判断
//!
//! 不会出现：按检查时的窗口判断，并在报告中写明。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer style="display: none">沪公网安备31011502400817号</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## 出处
//!
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-hidden",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::hidden(page, Register::PublicSecurity)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_in_a_hidden_block_is_hidden() {
        check(
            RULE.id,
            r#"<footer><div style="visibility:hidden">沪公网安备31011502400817号</div></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_number_in_sight_passes() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "passed",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
