//! Public security number not at the foot.
//!
//! ## What it checks
//!
//! Whether a person finds the public security number at the foot of the page: where it is drawn decides, markup is a
//! hint.
//!
//! ## Why
//!
//! The police platform tells sites to place the number and its badge at the foot of the page.
//!
//! ## When it cannot tell
//!
//! Never: every text that is displayed stands somewhere.
//!
//! ## Fails
//!
//! ```html
//! <header>沪公网安备31011502400817号</header><main>…</main>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <main>…</main><footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//!
//! # 中文
//!
//! 公安联网备案号不在页面底部。
//!
//! ## 检查什么
//!
//! 人是否能在页面底部找到公安联网备案号：以实际绘制位置为准，标记只作参考。
//!
//! ## 为什么
//!
//! 公安平台要求把号码和图标放在页面底部。
//!
//! ## 何时无法判断
//!
//! 不会出现：展示出来的文字总有位置。
//!
//! ## 不通过示例
//!
//! ```html
//! <header>沪公网安备31011502400817号</header><main>…</main>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <main>…</main><footer>沪公网安备31011502400817号</footer>
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
    id: "public-security-not-in-footer",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::not_in_footer(page, Register::PublicSecurity)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_in_the_header_is_not_at_the_foot() {
        check(
            RULE.id,
            r#"<header>沪公网安备31011502400817号</header><main style="min-height:1500px">茶</main>"#,
            "failed",
        );
    }

    #[test]
    fn a_number_in_the_footer_is() {
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
