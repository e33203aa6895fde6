//! Public security number malformed.
//!
//! ## What it checks
//!
//! Whether each public security number agrees with the grammar: sign, `公网安备`, 14 digits (6 for the police division,
//! `02`, 6 in sequence), `号` or not. Other wordings of the marker are read and named.
//!
//! ## Why
//!
//! The platform finds the site by this code; a digit too many or too few finds nobody.
//!
//! ## When it cannot tell
//!
//! For older local numbers of 12 digits (division and 6 digits) or 10 digits: they were issued, and may have been
//! replaced.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备310115024008号</footer>
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
//! - 285 regular numbers from real footers: digits 7 and 8 were 02 in all (2026-11)
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//!
//! # 中文
//!
//! 公安联网备案号格式有误。
//!
//! ## 检查什么
//!
//! 每个公安联网备案号是否符合语法：简称、`公网安备`、14位数字（6位公安机关代码、`02`、6位序号），`号`可有可无。标记的其
//! 他写法会被识别并指出。
//!
//! ## 为什么
//!
//! 平台按此编号查询；多一位或少一位都查不到。
//!
//! ## 何时无法判断
//!
//! 早期的12位（机关代码加6位）或10位地方号码：当时确实签发过，可能已换新号。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪公网安备310115024008号</footer>
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
//! - 285个真实页脚中的规范号码，第7、8位均为02（2026年11月）
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Element, Outcome, Page, Rule, shared};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-malformed",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    // Digits of another province are `public-security-sign-and-division-disagree`.
    shared::malformed(
        page,
        Register::PublicSecurity,
        Problem::SignAndDivisionDisagree,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn fifteen_digits_are_none() {
        check(
            RULE.id,
            "<footer>沪公网安备310115024008171号</footer>",
            "failed",
        );
    }

    #[test]
    fn the_platforms_newer_form_without_hao_passes() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817</footer>",
            "passed",
        );
    }

    #[test]
    fn twelve_digits_are_old_not_wrong() {
        check(
            RULE.id,
            "<footer>沪公网安备310115004008号</footer>",
            "cannot_tell",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
