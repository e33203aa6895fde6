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
//! When the number is a well-known site’s own that many templates carry: on that site it is right. When it is another
//! province’s than the ICP number: nearly always it came with a template, and yet a site may have filed so.
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
//! 号码属于某知名网站、又常被模板照抄时：在那个网站上它是对的。号码与ICP备案号不属同一省份时：多半是随模板抄来的，但也确有
//! 网站如此备案。
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

use super::{Element, Outcome, Page, Rule, name, shared};
use crate::filing::Standing;
use crate::filing::province::Province;
use crate::marks::Register;
use crate::report::{OutcomeKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-placeholder",
    severity: Severity::Fail,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let standings = [Standing::Placeholder, Standing::Parody];
    let outcome = shared::placeholder(
        page,
        Register::PublicSecurity,
        &standings,
        super::public_security_remedy,
    );
    match outcome.kind {
        OutcomeKind::Passed => other_province(page).unwrap_or(outcome),
        _ => outcome,
    }
}

/// The two registers' main numbers are of two provinces.
fn other_province(page: &Page) -> Option<Outcome> {
    let (index, public_security) = page.main(Register::PublicSecurity)?;
    let (_, icp) = page.main(Register::Icp)?;
    let sign = icp.number.sign.as_ref()?.chars().next()?;
    let division = Province::by_division(&public_security.number.digits)?;
    (Province::by_sign(sign)?.division != division.division).then(|| {
        Outcome::cannot_tell("cannot_tell_other_province")
            .arg(name(public_security))
            .arg(name(icp))
            .of(vec![index])
    })
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
    fn a_number_of_another_province_than_the_icp_numbers_is_doubtful() {
        check(
            RULE.id,
            "<footer><p>沪ICP备2021036517号</p><p>粤公网安备44030502400718号</p></footer>",
            "cannot_tell_other_province",
        );
    }

    #[test]
    fn the_two_signs_of_one_province_agree() {
        check(
            RULE.id,
            "<footer><p>蜀ICP备2021036517号</p><p>川公网安备51011502400817号</p></footer>",
            "passed",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
