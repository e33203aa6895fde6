//! Bare address instead of a domain.
//!
//! ## What it checks
//!
//! Whether the page is opened at a public IP address, without a domain.
//!
//! ## Why
//!
//! Without a domain there is no ICP filing. The police platform’s FAQ of 2017 wants such sites to file with it all the
//! same; whether that still holds is not settled.
//!
//! ## When it cannot tell
//!
//! Never about the address; whether a public security filing is needed is left open.
//!
//! ## Fails
//!
//! ```html
//! http://203.0.113.7/
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
//! - Police platform, FAQ of 2017
//!
//! # 中文
//!
//! 以IP地址直接访问。
//!
//! ## 检查什么
//!
//! 页面是否以公网IP地址打开，没有域名。
//!
//! ## 为什么
//!
//! 没有域名就没有ICP备案。公安平台2017年的常见问题仍要求这类网站到公安备案；现在是否如此没有定论。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址本身即可判断；是否需要公安备案则存疑。
//!
//! ## 不通过示例
//!
//! ```html
//! http://203.0.113.7/
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
//! - 公安联网备案平台常见问题（2017年）

use super::{Element, Outcome, Page, Rule};
use crate::report::{Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-bare-address",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["Police platform, FAQ (2017)"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::IpAddress => Outcome::failed("failed").arg(page.host),
        Reason::NotLive => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_public_address_is_bare() {
        check(
            RULE.id,
            "<!-- url: http://8.8.8.8/ --><footer></footer>",
            "failed",
        );
    }

    #[test]
    fn a_host_name_is_not() {
        check(
            RULE.id,
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
            "passed",
        );
    }

    #[test]
    fn a_private_address_is_not_live() {
        check(
            RULE.id,
            "<!-- url: http://192.168.1.2/ --><footer></footer>",
            "inapplicable",
        );
    }
}
