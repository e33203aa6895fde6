//! Public security link leads elsewhere.
//!
//! ## What it checks
//!
//! Whether the public security number’s link leads to the police platform rather than to somebody else or to a
//! look-alike host. Hosts are compared whole.
//!
//! ## Why
//!
//! Only the platform can tell a visitor whose number it is; earlier portals (cyberpolice.cn and the like) do not.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.cyberpolice.cn/">沪公网安备31011502400817号</a></footer>
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
//! 公安备案链接指向别处。
//!
//! ## 检查什么
//!
//! 公安联网备案号的链接是否指向公安备案平台，而不是他人网站或相似网址。主机名整体比对。
//!
//! ## 为什么
//!
//! 只有该平台能告诉访客号码属于谁；早先的门户（cyberpolice.cn 等）不行。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="http://www.cyberpolice.cn/">沪公网安备31011502400817号</a></footer>
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
    id: "public-security-link-not-official",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::PublicSecurity,
        &[
            LinkClass::Unofficial,
            LinkClass::WrongPage,
            LinkClass::Retired,
        ],
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn somebody_else_is_not_the_platform() {
        check(
            RULE.id,
            r#"<footer><a href="http://www.cyberpolice.cn/">沪公网安备31011502400817号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_look_alike_host_is_somebody_else() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.mps.gov.cn.example.com/">沪公网安备31011502400817号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_platform_passes() {
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
