//! ICP link retired.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to an address that MIIT has given up: miitbeian.gov.cn, miibeian.gov.cn (with or
//! without www) or www.beian.miit.gov.cn.
//!
//! ## Why
//!
//! The filing system moved to beian.miit.gov.cn in 2019; the old hosts no longer answer, so the public cannot check the
//! number, which is what art. 13 of Order 33 wants the link for.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号-1</a></footer>
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
//! - Measured on 259 real footers, 2026-11
//!
//! # 中文
//!
//! ICP链接已停用。
//!
//! ## 检查什么
//!
//! ICP备案号的链接是否指向工信部已停用的网址：miitbeian.gov.cn、miibeian.gov.cn（带不带www皆然）或
//! www.beian.miit.gov.cn。
//!
//! ## 为什么
//!
//! 备案系统2019年迁至 beian.miit.gov.cn，旧网址已无法访问，公众也就无从查询核对，而这正是第33号令第十三条要求链接的目
//! 的。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号-1</a></footer>
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
//! - 对259个真实页脚的统计，2026年11月

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-retired",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::Icp,
        &[LinkClass::Retired],
        super::icp_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn the_host_until_2019_is_retired() {
        check(
            RULE.id,
            r#"<footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_host_of_today_is_not() {
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
