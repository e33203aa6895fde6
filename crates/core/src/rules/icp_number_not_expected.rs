//! The ICP number is not the one you expect.
//!
//! ## What it checks
//!
//! On a host for which you wrote a number down in the options (*My filings*): whether an ICP number that the page shows as its
//! own is that one. The subject’s number (without `-n`) agrees with each of the subject’s services.
//!
//! ## Why
//!
//! A well-formed number can still be another site’s: the template’s, the former owner’s, the one of the test system. Only
//! you know which one belongs here.
//!
//! ## When it cannot tell
//!
//! Never: without a number written down, or without a number on the page, it does not apply.
//!
//! ## Fails
//!
//! Expected: 沪ICP备2021036517号-1.
//!
//! ```html
//! <footer>京ICP备19044321号-1</footer>
//! ```
//!
//! ## Passes
//!
//! Expected: 沪ICP备2021036517号-1.
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13: the site displays its own number
//!
//! # 中文
//!
//! ICP备案号与登记的不符。
//!
//! ## 检查什么
//!
//! 您在选项的“我的备案”中为该域名登记了号码时，检查页面作为本站号码展示的ICP备案号是否就是它。主体备案号（不带 `-n`）与该主体的各服务备案号视为一致。
//!
//! ## 为什么
//!
//! 格式正确的号码也可能是别人的：模板的、前任站主的、测试环境的。哪个号码属于本站，只有您知道。
//!
//! ## 何时无法判断
//!
//! 不会出现：未登记号码，或页面上没有号码时，本规则不适用。
//!
//! ## 不通过示例
//!
//! 登记的号码：沪ICP备2021036517号-1。
//!
//! ```html
//! <footer>京ICP备19044321号-1</footer>
//! ```
//!
//! ## 通过示例
//!
//! 登记的号码：沪ICP备2021036517号-1。
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条：网站应展示其自身的备案编号

use super::shared::not_expected;
use super::{Element, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-not-expected",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    not_expected(page, Register::Icp, |number| crate::remedy::icp(Some(number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn the_number_shown_is_compared_with_the_one_written_down() {
        let shown = "沪ICP备2021036517号-1";
        for (expected, reason) in [
            (shown, "passed"),
            ("沪ICP备2021036517号", "passed"),
            ("沪ICP备2021036517号-2", "failed"),
            ("京ICP备2021036517号-1", "failed"),
            ("沪ICP证2021036517号", "failed"),
        ] {
            let html = format!("<!-- expected-icp: {expected} --><footer>{shown}</footer>");
            check(RULE.id, &html, reason);
        }
    }

    #[test]
    fn a_page_without_a_number_is_another_rules() {
        check(
            RULE.id,
            "<!-- expected-icp: 沪ICP备2021036517号 --><footer>©</footer>",
            "inapplicable",
        );
    }

    #[test]
    fn the_other_registers_number_is_not_compared() {
        check(
            RULE.id,
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>京ICP备19044321号</footer>",
            "inapplicable",
        );
    }
}
