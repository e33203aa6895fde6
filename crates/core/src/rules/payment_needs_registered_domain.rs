//! Payment without a filed domain.
//!
//! ## What it checks
//!
//! Whether a page that offers WeChat Pay or Alipay displays an ICP number of its own.
//!
//! ## Why
//!
//! Both services accept a shop’s payments only on the domain that was registered with them, and for mainland merchants
//! that domain has to be filed. Otherwise payment does not work.
//!
//! ## When it cannot tell
//!
//! Never: it is advice from what the page shows.
//!
//! ## Fails
//!
//! ```html
//! <button>微信支付</button><footer>© 2026</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <button>微信支付</button><footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - 21YunBox guide, 21cloudbox.com/icp-getting-started.html; Alibaba and Tencent agree
//!
//! # 中文
//!
//! 未备案域名使用支付。
//!
//! ## 检查什么
//!
//! 提供微信支付或支付宝的页面是否展示了本站的ICP备案号。
//!
//! ## 为什么
//!
//! 两家支付都只接受登记过的域名，境内商户的域名须已备案，否则支付无法使用。
//!
//! ## 何时无法判断
//!
//! 不会出现：只是根据页面内容给出的建议。
//!
//! ## 不通过示例
//!
//! ```html
//! <button>微信支付</button><footer>© 2026</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <button>微信支付</button><footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 出处
//!
//! - 21云盒指南：21cloudbox.com/icp-getting-started.html；阿里云、腾讯云说法一致

use super::{Element, Outcome, Page, Rule, indices};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "payment-needs-registered-domain",
    severity: Severity::Info,
    element: Element::Content,
    basis: &["21YunBox guide"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    if page.snapshot.payments.is_empty() {
        return Outcome::inapplicable();
    }
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    if shown.is_empty() {
        Outcome::failed("failed")
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn payment_without_a_number_is_pointed_at() {
        check(
            RULE.id,
            "<button>微信支付</button><footer>©</footer>",
            "failed",
        );
    }

    #[test]
    fn payment_with_a_number_passes() {
        check(
            RULE.id,
            "<button>微信支付</button><footer>沪ICP备2021036517号</footer>",
            "passed",
        );
    }

    #[test]
    fn no_payment_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
