//! No domain of its own.
//!
//! ## What it checks
//!
//! Whether the site has a domain of its own, rather than a name under a platform’s (github.io, a cloud’s bucket or
//! preview host).
//!
//! ## Why
//!
//! A filing binds a domain to a subject; under a platform’s name there is nothing to bind. Without a domain bound there
//! is no ICP filing.
//!
//! ## When it cannot tell
//!
//! Never: a name is under a suffix of the table or is not.
//!
//! ## Fails
//!
//! ```html
//! https://my-shop.github.io/
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
//! - 21YunBox guide, 21cloudbox.com/icp-getting-started.html; Alibaba and Tencent agree
//! - Public Suffix List, and the mainland platforms’ own suffixes: tables in `src/host/`
//!
//! # 中文
//!
//! 没有自己的域名。
//!
//! ## 检查什么
//!
//! 网站是否有自己的域名，而不是平台的二级域名（github.io、云存储或预览地址等）。
//!
//! ## 为什么
//!
//! 备案是把域名与主体绑定；平台的域名不归你，无从绑定，也就没有ICP备案。
//!
//! ## 何时无法判断
//!
//! 不会出现：主机名要么在表中的后缀之下，要么不在。
//!
//! ## 不通过示例
//!
//! ```html
//! https://my-shop.github.io/
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
//! - 21云盒指南：21cloudbox.com/icp-getting-started.html；阿里云、腾讯云说法一致
//! - 公共后缀列表及境内平台后缀：见 `src/host/` 中的表

use super::{Element, Outcome, Page, Rule};
use crate::report::{Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-without-custom-domain",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["21YunBox guide"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::NoCustomDomain => Outcome::failed("failed").arg(page.host),
        Reason::NotLive | Reason::IpAddress => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_platforms_name_is_not_its_own() {
        check(
            RULE.id,
            "<!-- url: https://my-shop.github.io/ --><footer></footer>",
            "failed",
        );
    }

    #[test]
    fn a_domain_of_its_own_passes() {
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
