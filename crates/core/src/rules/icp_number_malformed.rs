//! ICP number malformed.
//!
//! ## What it checks
//!
//! Whether each ICP number of the site’s own agrees with the grammar: province sign, `ICP备`, 8 digits (2-digit year
//! from 05 on) or 10 digits (4-digit year from 2020 on), `号`, and at most a `-n`; for licences 6 digits after `ICP证`,
//! 8 after `B2-`. Spaces, full-width and traditional forms, and a missing `号` are forgiven and named.
//!
//! ## Why
//!
//! A visitor who looks the number up must find the site; Order 33, art. 13 wants the number there 「供公众查询核对」
//! (for the public to query and check). A mistyped number leads to nobody or to somebody else.
//!
//! ## When it cannot tell
//!
//! Never: a number either agrees with the grammar or does not. Whether it was issued is not looked up.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备20210365号-1-2 沪ICP备202103651号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - 231 well-formed numbers from real footers: 149 with 8 digits, 82 with 10; other lengths only in templates and
//!   corrupt texts (2026-11)
//!
//! # 中文
//!
//! ICP备案号格式有误。
//!
//! ## 检查什么
//!
//! 本站的每个ICP号码是否符合语法：省份简称、`ICP备`、8位数字（两位年份，05起）或10位数字（四位年份，2020起）、`号`，以
//! 及至多一个 `-n`；许可证则为 `ICP证` 后6位、`B2-` 后8位。空格、全角、繁体和缺少 `号` 会被识别并指出，不算错误。
//!
//! ## 为什么
//!
//! 公众按号码应能查到本站：信息产业部令第33号第十三条要求标明编号是为了“供公众查询核对”。写错的号码查不到，或查到别人。
//!
//! ## 何时无法判断
//!
//! 不会出现：号码要么符合语法，要么不符合。是否真实签发不在检查之列。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备20210365号-1-2 沪ICP备202103651号</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条
//! - 231个真实页脚中的规范号码：8位149个，10位82个；其他长度只见于模板和损坏的文本（2026年11月）

use super::{Element, Outcome, Page, Rule, shared};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-malformed",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    // A sign that nobody issues is `icp-sign-not-issued`.
    shared::malformed(page, Register::Icp, Problem::SignNotIssued)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn nine_digits_are_no_icp_number() {
        check(RULE.id, "<footer>沪ICP备202103651号</footer>", "failed");
    }

    #[test]
    fn unusual_spelling_is_read_and_named() {
        check(
            RULE.id,
            "<footer>沪 ICP 备 2021036517 号</footer>",
            "passed_spelling",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
