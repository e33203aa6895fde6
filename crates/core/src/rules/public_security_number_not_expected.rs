//! The public security number is not the one you expect.
//!
//! ## What it checks
//!
//! On a host for which you wrote a number down in the options (*My filings*): whether a public security number that the page shows as its
//! own is that one. Its digits and its sign must agree.
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
//! Expected: 沪公网安备31011502400817号.
//!
//! ```html
//! <footer>京公网安备11010502400817号</footer>
//! ```
//!
//! ## Passes
//!
//! Expected: 沪公网安备31011502400817号.
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - Police platform, display instructions: the site displays the number that it was issued
//!
//! # 中文
//!
//! 公安备案号与登记的不符。
//!
//! ## 检查什么
//!
//! 您在选项的“我的备案”中为该域名登记了号码时，检查页面作为本站号码展示的公安备案号是否就是它。数字与省份简称均须一致。
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
//! 登记的号码：沪公网安备31011502400817号。
//!
//! ```html
//! <footer>京公网安备11010502400817号</footer>
//! ```
//!
//! ## 通过示例
//!
//! 登记的号码：沪公网安备31011502400817号。
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## 出处
//!
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明：网站应展示其获发的备案号

use super::shared::not_expected;
use super::{Element, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-not-expected",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    not_expected(page, Register::PublicSecurity, |number| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        crate::remedy::public_security(Some(number), Some(&digits))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{check, finding};

    const EXPECTED: &str = "<!-- expected-public-security: 沪公网安备31011502400817号 -->";

    #[test]
    fn the_number_shown_is_compared_with_the_one_written_down() {
        for (shown, reason) in [
            ("沪公网安备31011502400817号", "passed"),
            ("沪公网安备 31011502400817", "passed"),
            ("沪公网安备31011502400818号", "failed"),
            ("©", "inapplicable"),
        ] {
            check(RULE.id, &[EXPECTED, "<footer>", shown, "</footer>"].concat(), reason);
        }
    }

    #[test]
    fn the_fix_has_the_expected_number() {
        let shown = "<footer>沪公网安备31011502400818号</footer>";
        let remedy = finding(RULE.id, &[EXPECTED, shown].concat()).remedy;
        assert!(remedy.is_some_and(|html| html.contains("code=31011502400817")));
    }
}
