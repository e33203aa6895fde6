//! ICP number links to the police.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to the police platform, where it does not belong.
//!
//! ## Why
//!
//! The two registers are kept by different ministries; the police platform knows no ICP numbers. Swapped links are a
//! usual slip when both lines are pasted.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - Hosts and the dates of their moves: the table in `src/filing/hosts.rs`
//!
//! # 中文
//!
//! ICP备案号链到了公安。
//!
//! ## 检查什么
//!
//! ICP备案号的链接是否错误地指向公安备案平台。
//!
//! ## 为什么
//!
//! 两个备案由不同部门管理，公安平台查不到ICP备案号。粘贴两行代码时常会把链接弄反。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条
//! - 各网址及其更替时间：见 `src/filing/hosts.rs` 中的表

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-wrong-register",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::Icp,
        &[LinkClass::WrongRegister],
        super::icp_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn the_police_platform_keeps_no_icp_numbers() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.mps.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_ministrys_register_is_right() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "passed",
        );
    }

    #[test]
    fn no_link_is_not_judged() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号</footer>",
            "inapplicable",
        );
    }
}
