//! Placeholder shown as public security number.
//!
//! ## What it checks
//!
//! Whether what stands in the number’s place is a placeholder (equal or ascending digits, a zero serial, X or *, no
//! digits), a joke, or a well-known site’s number that came with a template.
//!
//! ## Why
//!
//! Another site’s number shown as one’s own misleads the public that the platform’s query is meant for.
//!
//! ## When it cannot tell
//!
//! When the number is a well-known site’s own that many templates carry: on that site it is right.
//!
//! ## Fails
//!
//! ```html
//! <footer>京公网安备88888888888888号</footer>
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
//! - Numbers found in many templates (rule book, section 2.4, 2026-11)
//!
//! # 中文
//!
//! 把占位号当作公安联网备案号。
//!
//! ## 检查什么
//!
//! 号码的位置上是不是占位内容（数字全同或顺序、全零序号、X或*、没有数字）、玩笑，或随模板抄来的知名网站号码。
//!
//! ## 为什么
//!
//! 把别站的号码当作自己的展示，会误导公众，而平台的查询正是为公众而设。
//!
//! ## 何时无法判断
//!
//! 号码属于某知名网站、又常被模板照抄时：在那个网站上它是对的。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>京公网安备88888888888888号</footer>
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
//! - 多种模板中出现的号码（规则手册2.4节，2026年11月）

use super::{Element, Outcome, Page, Rule, shared};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-placeholder",
    severity: Severity::Fail,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let standings = [Standing::Placeholder, Standing::Parody];
    shared::placeholder(
        page,
        Register::PublicSecurity,
        &standings,
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn equal_digits_are_a_placeholder() {
        check(
            RULE.id,
            "<footer>京公网安备88888888888888号</footer>",
            "failed",
        );
    }

    #[test]
    fn an_own_number_is_not() {
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
