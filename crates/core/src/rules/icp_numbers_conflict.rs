//! Two different ICP numbers.
//!
//! ## What it checks
//!
//! Whether the ICP filing numbers that the page shows as its own name one and the same filing subject: the part before
//! `-n` must be equal. A filing number beside a licence number is no conflict.
//!
//! ## Why
//!
//! A site is filed by one subject. A second number is usually the template’s, the former owner’s, or the agency’s.
//!
//! ## When it cannot tell
//!
//! When three or more subjects’ numbers are shown at the foot: the page may be a mall’s or a group’s.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 京ICP备19044321号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 沪ICP备2021036517号-2</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//!
//! # 中文
//!
//! 两个不同的ICP备案号。
//!
//! ## 检查什么
//!
//! 页面作为本站号码展示的各ICP备案号是否属于同一备案主体：`-n` 之前的部分应相同。备案号与许可证号并列不算冲突。
//!
//! ## 为什么
//!
//! 一个网站由一个主体备案。第二个号码往往是模板、前任站主或建站公司的。
//!
//! ## 何时无法判断
//!
//! 页面底部出现三个以上主体的号码时：可能是商城或集团的页面。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 京ICP备19044321号</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 沪ICP备2021036517号-2</footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条

use super::{Element, Outcome, Page, Rule, indices, name};
use crate::filing::Kind;
use crate::marks::Register;
use crate::report::{Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-numbers-conflict",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

/// From so many subjects on, the page is more likely several sites' than one site's fault.
const MANY: usize = 3;

fn evaluate(page: &Page) -> Outcome {
    let filings: Vec<_> = page
        .shown(Register::Icp)
        .filter(|(_, mark)| mark.number.kind == Kind::IcpFiling && mark.number.valid)
        .collect();
    let mut subjects: Vec<(usize, &Mark)> = Vec::new();
    for (index, mark) in &filings {
        let is_known = subjects.iter().any(|(_, known)| {
            known.number.digits == mark.number.digits && known.number.sign == mark.number.sign
        });
        if !is_known {
            subjects.push((*index, mark));
        }
    }
    match (subjects.as_slice(), filings.len()) {
        ([], _) | ([_], 1) => Outcome::inapplicable(),
        ([_], _) => Outcome::passed().of(indices(&filings)),
        ([(_, first), (_, second), ..], _) if subjects.len() < MANY => Outcome::failed("failed")
            .arg(name(first))
            .arg(name(second))
            .of(indices(&subjects)),
        _ => Outcome::cannot_tell("cannot_tell")
            .arg(subjects.len().to_string())
            .of(indices(&subjects)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn two_subjects_conflict() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号-1 京ICP备19044321号</footer>",
            "failed",
        );
    }

    #[test]
    fn two_services_of_one_subject_do_not() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号-1 沪ICP备2021036517号-2</footer>",
            "passed",
        );
    }

    #[test]
    fn a_filing_and_a_licence_do_not() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号-1 沪B2-20190123</footer>",
            "inapplicable",
        );
    }

    #[test]
    fn three_subjects_may_be_a_mall() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号 京ICP备19044321号 粤ICP备18077654号</footer>",
            "cannot_tell",
        );
    }

    #[test]
    fn the_number_at_the_foot_outranks_those_of_a_directory() {
        check(
            RULE.id,
            r#"<main style="min-height:900px"><ul><li>京ICP备19044321号</li><li>粤ICP备18077654号</li></ul></main><footer>沪ICP备2021036517号</footer>"#,
            "inapplicable",
        );
    }
}
