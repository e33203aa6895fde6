//! Domain ending cannot be filed.
//!
//! ## What it checks
//!
//! Whether the host’s top-level domain is one that MIIT has approved.
//!
//! ## Why
//!
//! MIIT notice in force since 2018-01-01: a site under another top-level domain cannot file. The list itself changes,
//! so this is advice.
//!
//! ## When it cannot tell
//!
//! Never: the ending is in the list of the date given there, or is not.
//!
//! ## Fails
//!
//! ```html
//! https://example-shop.io/
//! ```
//!
//! ## Passes
//!
//! ```html
//! https://www.example-shop.cn/
//! ```
//!
//! ## Sources
//!
//! - MIIT notice on domain names in internet information services, in force 2018-01-01
//! - List of approved endings: table in `src/host/tld.rs`
//!
//! # 中文
//!
//! 域名后缀不能备案。
//!
//! ## 检查什么
//!
//! 主机的顶级域名是否为工信部批准。
//!
//! ## 为什么
//!
//! 工信部通知自2018年1月1日起施行：其他顶级域名下的网站不能备案。名单会变动，故仅供参考。
//!
//! ## 何时无法判断
//!
//! 不会出现：后缀要么在所注日期的名单中，要么不在。
//!
//! ## 不通过示例
//!
//! ```html
//! https://example-shop.io/
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! https://www.example-shop.cn/
//! ```
//!
//! ## 出处
//!
//! - 工业和信息化部关于规范互联网信息服务使用域名的通知，2018年1月1日起施行
//! - 批准的后缀名单：见 `src/host/tld.rs` 中的表

use super::{Element, Outcome, Page, Rule};
use crate::report::{Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-tld-not-approved",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["MIIT notice on domain names, 2018"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::UnfileableTld => Outcome::failed("failed").arg(page.host),
        Reason::NotLive | Reason::IpAddress | Reason::NoCustomDomain => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_ending_off_the_list_cannot_be_filed() {
        check(
            RULE.id,
            "<!-- url: https://example-shop.io/ --><footer></footer>",
            "failed",
        );
    }

    #[test]
    fn cn_can() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
            "passed",
        );
    }

    #[test]
    fn localhost_is_not_judged() {
        check(
            RULE.id,
            "<!-- url: http://localhost/ --><footer></footer>",
            "inapplicable",
        );
    }
}
