//! Served from outside the mainland.
//!
//! ## What it checks
//!
//! Whether the server that the browser talked to stands in the mainland, by its address.
//!
//! ## Why
//!
//! A site served from outside the mainland (Hong Kong, Macao and Taiwan included) needs no ICP filing. A content
//! network’s address tells where its node stands, not where the site is kept.
//!
//! ## When it cannot tell
//!
//! When the server’s address could not be learnt, or is in no table.
//!
//! ## Fails
//!
//! ```html
//! Server: 8.8.8.8
//! ```
//!
//! ## Passes
//!
//! ```html
//! Server: 223.5.5.5
//! ```
//!
//! ## Sources
//!
//! - Alibaba and Tencent: no filing for servers outside the mainland
//! - Address ranges: table in `src/host/mainland.rs`
//!
//! # 中文
//!
//! 服务器不在境内。
//!
//! ## 检查什么
//!
//! 浏览器实际连接的服务器，按其地址是否位于境内。
//!
//! ## 为什么
//!
//! 服务器在境外（含港澳台）的网站无需ICP备案。使用内容分发网络时，地址只反映节点位置。
//!
//! ## 何时无法判断
//!
//! 无法得知服务器地址，或地址不在表中时。
//!
//! ## 不通过示例
//!
//! ```html
//! Server: 8.8.8.8
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! Server: 223.5.5.5
//! ```
//!
//! ## 出处
//!
//! - 阿里云、腾讯云：境外服务器无需备案
//! - 地址段：见 `src/host/mainland.rs` 中的表

use super::{Element, Outcome, Page, Rule};
use crate::report::{Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-outside-mainland",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["Alibaba and Tencent, filing guides"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let server = page.applicability.server.as_ref();
    match (
        page.applicability.reason,
        server.and_then(|server| server.mainland),
    ) {
        (Reason::NotLive | Reason::IpAddress | Reason::NoCustomDomain, _) => {
            Outcome::inapplicable()
        }
        (Reason::OutsideMainland, _) | (_, Some(false)) => Outcome::failed("failed").arg(
            server
                .map(|server| server.address.clone())
                .unwrap_or_default(),
        ),
        (_, Some(true)) => Outcome::passed(),
        (_, None) => Outcome::cannot_tell("cannot_tell"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_address_abroad_is_outside() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ server: 8.8.8.8 --><footer></footer>",
            "failed",
        );
    }

    #[test]
    fn an_address_in_the_mainland_is_inside() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ server: 223.5.5.5 --><footer></footer>",
            "passed",
        );
    }

    #[test]
    fn an_unknown_address_cannot_be_told() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
            "cannot_tell",
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
