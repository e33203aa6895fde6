//! Payment on a domain that is not filed.
//!
//! ## What it checks
//!
//! Whether a page that offers WeChat Pay or Alipay shows an ICP number of its own.
//!
//! ## Why
//!
//! Both services accept payments only on a domain that is registered with them. A mainland merchant’s domain must also
//! have a filing, or payment does not work.
//!
//! ## When it cannot tell
//!
//! It can always tell: it only gives advice based on what the page shows.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "payment-needs-registered-domain",
    severity: Severity::Info,
    element: Element::Content,
    basis: &["21YunBox guide"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    if page.snapshot.payments.is_empty() {
        return Outcome::inapplicable();
    }
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    if shown.is_empty() {
        Outcome::failed(Cause::Plain)
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "payment without a number is pointed out" => "failed": "<button>微信支付</button><footer>©</footer>",
        "payment with a number passes" => "passed": "<button>微信支付</button><footer>沪ICP备2021036517号</footer>",
        "a page without payment is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
