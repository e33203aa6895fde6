//! Link to the platform’s old address.
//!
//! ## What it checks
//!
//! Whether the number’s link leads to www.beian.gov.cn, where the platform was until it moved to beian.mps.gov.cn.
//!
//! ## Why
//!
//! Most sites still link there, and it was right when they did. New snippets name the new address; so this is good to
//! know, no more.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>
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
//! 链接到平台的旧网址。
//!
//! ## 检查什么
//!
//! 号码的链接是否指向 www.beian.gov.cn，即平台迁至 beian.mps.gov.cn 之前的网址。
//!
//! ## 为什么
//!
//! 多数网站仍链接到旧网址，当初也是正确的。新的代码使用新网址，故仅作提示。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>
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
    id: "public-security-link-old-platform",
    severity: Severity::Info,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::PublicSecurity,
        &[LinkClass::OldPlatform],
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn the_address_before_the_move_is_old() {
        check(
            RULE.id,
            r#"<footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_present_address_passes() {
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
