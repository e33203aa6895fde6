//! Sign and digits of different provinces.
//!
//! ## What it checks
//!
//! Whether the first two digits (the province in GB/T 2260) are the sign’s province. The next four are not judged:
//! police divisions go beyond GB/T 2260.
//!
//! ## Why
//!
//! The police organ’s code and its sign name the same place. Where they differ, the digits were left in from another
//! site’s footer.
//!
//! ## When it cannot tell
//!
//! Never: both are in the number.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备44030502400817号</footer>
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
//! - GB/T 2260, first two digits
//! - `src/filing/province.rs`: each sign with its source
//!
//! # 中文
//!
//! 简称与编号不属同一省份。
//!
//! ## 检查什么
//!
//! 编号前两位（GB/T 2260省级代码）是否与简称一致。其后四位不作判断：公安机关代码超出GB/T 2260的范围。
//!
//! ## 为什么
//!
//! 公安机关代码与简称指同一地方。两者不一致，多半是沿用了别站页脚的数字。
//!
//! ## 何时无法判断
//!
//! 不会出现：两者都在号码里。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪公网安备44030502400817号</footer>
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
//! - GB/T 2260前两位
//! - `src/filing/province.rs`：各简称及出处

use super::{Element, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-sign-and-division-disagree",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let signed: Vec<_> = page
        .shown(Register::PublicSecurity)
        .filter(|(_, mark)| mark.number.sign.is_some())
        .collect();
    let disagree = |(_, mark): &(usize, &Mark)| {
        mark.number
            .problems
            .contains(&Problem::SignAndDivisionDisagree)
    };
    let faulty: Vec<_> = signed.iter().copied().filter(disagree).collect();
    match faulty.first() {
        Some((_, mark)) => Outcome::failed("failed")
            .arg(name(mark))
            .of(indices(&faulty)),
        None if signed.is_empty() => Outcome::inapplicable(),
        None => Outcome::passed().of(indices(&signed)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn shanghais_sign_with_guangdongs_digits_disagrees() {
        check(
            RULE.id,
            "<footer>沪公网安备44030502400817号</footer>",
            "failed",
        );
    }

    #[test]
    fn one_province_passes() {
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
