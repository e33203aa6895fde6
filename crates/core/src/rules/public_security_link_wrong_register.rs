//! Public security number links to MIIT.
//!
//! ## What it checks
//!
//! Whether the public security number’s link leads to MIIT’s filing system, where it does not belong.
//!
//! ## Why
//!
//! MIIT knows no public security numbers. Swapped links are a usual slip when both lines are pasted.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Sources
//!
//! - Hosts and the dates of their moves: the table in `src/filing/hosts.rs`
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//!
//! # 中文
//!
//! 公安备案号链到了工信部。
//!
//! ## 检查什么
//!
//! 公安联网备案号的链接是否错误地指向工信部备案系统。
//!
//! ## 为什么
//!
//! 工信部系统查不到公安备案号。粘贴两行代码时常会把链接弄反。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 各网址及其更替时间：见 `src/filing/hosts.rs` 中的表
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-wrong-register",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::PublicSecurity,
        &[LinkClass::WrongRegister],
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn miit_keeps_no_public_security_numbers() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn/">沪公网安备31011502400817号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_police_platform_is_right() {
        check(
            RULE.id,
            r#"<footer><p><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></p></footer>"#,
            "passed",
        );
    }

    #[test]
    fn no_link_is_not_judged() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "inapplicable",
        );
    }
}
