//! Sign that no authority issues.
//!
//! ## What it checks
//!
//! Whether the character before `ICP备` is one that a communications administration issues. Sichuan uses 蜀 and Guizhou
//! 黔 and Gansu 陇 here; 川, 贵, 甘, 云 and 秦 are practically always templates or fakes.
//!
//! ## Why
//!
//! The sign names the authority that keeps the filing; a sign that none uses cannot be looked up. Public security
//! numbers use 川, 贵 and 甘: mixing the two up is the usual cause.
//!
//! ## When it cannot tell
//!
//! Never: the table of signs is complete.
//!
//! ## Fails
//!
//! ```html
//! <footer>川ICP备2021036517号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>蜀ICP备2021036517号</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - `src/filing/province.rs`: each sign with its source
//!
//! # 中文
//!
//! ICP备案号的省份简称不存在。
//!
//! ## 检查什么
//!
//! `ICP备` 前的字是否为通信管理局实际使用的简称。四川用“蜀”、贵州用“黔”、甘肃用“陇”；“川”“贵”“甘”“云”“秦”几乎总是模板或
//! 伪造。
//!
//! ## 为什么
//!
//! 简称指明由哪个通信管理局备案；没有机关使用的简称无从查询。公安备案号用“川”“贵”“甘”，两者混用是常见原因。
//!
//! ## 何时无法判断
//!
//! 不会出现：简称表是完整的。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>川ICP备2021036517号</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>蜀ICP备2021036517号</footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条
//! - `src/filing/province.rs`：各简称及出处

use super::{Element, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-sign-not-issued",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let signed: Vec<_> = page
        .shown(Register::Icp)
        .filter(|(_, mark)| mark.number.sign.is_some())
        .collect();
    let unissued =
        |(_, mark): &(usize, &Mark)| mark.number.problems.contains(&Problem::SignNotIssued);
    let faulty: Vec<_> = signed.iter().copied().filter(unissued).collect();
    match (faulty.first(), signed.is_empty()) {
        (Some((_, mark)), _) => Outcome::failed("failed")
            .arg(name(mark))
            .arg(mark.number.sign.clone().unwrap_or_default())
            .of(indices(&faulty)),
        (None, false) => Outcome::passed().of(indices(&signed)),
        (None, true) => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn sichuans_public_security_sign_is_not_its_icp_sign() {
        check(RULE.id, "<footer>川ICP备2021036517号</footer>", "failed");
    }

    #[test]
    fn sichuans_icp_sign_is() {
        check(RULE.id, "<footer>蜀ICP备2021036517号</footer>", "passed");
    }

    #[test]
    fn a_licence_of_the_ministry_has_no_sign() {
        check(RULE.id, "<footer>B2-20190123</footer>", "inapplicable");
    }
}
