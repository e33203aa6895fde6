//! Not a live site.
//!
//! ## What it checks
//!
//! Whether the page’s address can be reached from the internet: not localhost, `.local`, `.test`, `.lan`, `.internal`
//! and the like, not a single label, not a loopback, private or link-local address, not a file.
//!
//! ## Why
//!
//! A site that is not online has nothing to file.
//!
//! ## When it cannot tell
//!
//! Never: the address itself tells.
//!
//! ## Fails
//!
//! ```html
//! http://localhost:8080/
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
//!
//! # 中文
//!
//! 网站尚未上线。
//!
//! ## 检查什么
//!
//! 页面地址能否从互联网访问：不是 localhost、`.local`、`.test`、`.lan`、`.internal` 等，不是单标签主机名，不是回环、私
//! 有或链路本地地址，也不是文件。
//!
//! ## 为什么
//!
//! 尚未上线的网站无需备案。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址本身即可判断。
//!
//! ## 不通过示例
//!
//! ```html
//! http://localhost:8080/
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

use super::{Element, Outcome, Page, Rule};
use crate::report::{Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-not-live",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["21YunBox guide"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::NotLive => Outcome::failed("failed").arg(page.host),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn localhost_is_not_live() {
        check(
            RULE.id,
            "<!-- url: http://localhost:8080/ --><footer></footer>",
            "failed",
        );
    }

    #[test]
    fn a_domain_of_its_own_is() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
            "passed",
        );
    }
}
