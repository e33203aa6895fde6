//! ICP link leads elsewhere.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to MIIT’s filing system rather than to somebody else, to a look-alike host, or
//! to another page of the ministry. Hosts are compared whole: `beian.miit.gov.cn.example.com` is not MIIT.
//!
//! ## Why
//!
//! Order 33, art. 13 names the ministry’s filing system. A look-up service, a hosting company or a picture of the
//! certificate is not it, and a look-alike host misleads the visitor.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://icp.chinaz.com/">沪ICP备2021036517号-1</a></footer>
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
//! ICP链接指向别处。
//!
//! ## 检查什么
//!
//! ICP备案号的链接是否指向工信部备案系统，而不是他人网站、相似网址或工信部的其他页面。主机名整体比对：
//! `beian.miit.gov.cn.example.com` 不是工信部。
//!
//! ## 为什么
//!
//! 第33号令第十三条指明链接到工信部的备案管理系统。第三方查询网站、服务商或证书图片都不是，相似网址更会误导访客。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://icp.chinaz.com/">沪ICP备2021036517号-1</a></footer>
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

use super::{Element, Outcome, Page, Rule, indices, link_host, shared};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-not-miit",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(
        Register::Icp,
        &[LinkClass::Unofficial, LinkClass::WrongPage],
    );
    let Some((_, mark)) = faulty.first() else {
        return shared::link_in_order(page, Register::Icp);
    };
    let host = link_host(page, mark);
    let reason = match mark.link.class {
        LinkClass::WrongPage => "failed_wrong_page",
        _ if host.contains("miit") || host.contains("beian") => "failed_look_alike",
        _ => "failed",
    };
    Outcome::failed(reason)
        .arg(host)
        .of(indices(&faulty))
        .remedy(super::icp_remedy(Some(mark)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_look_up_service_is_not_miit() {
        check(
            RULE.id,
            r#"<footer><a href="https://icp.chinaz.com/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_look_alike_host_is_named_as_one() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn.example.com/">沪ICP备2021036517号</a></footer>"#,
            "failed_look_alike",
        );
    }

    #[test]
    fn user_information_does_not_make_a_host() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn@example.com/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn another_page_of_the_ministry_is_not_the_filing_system() {
        check(
            RULE.id,
            r#"<footer><a href="https://tsm.miit.gov.cn/dxxzsp/">沪ICP备2021036517号</a></footer>"#,
            "failed_wrong_page",
        );
    }

    #[test]
    fn a_retired_host_was_miits() {
        check(
            RULE.id,
            r#"<footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "passed",
        );
    }
}
