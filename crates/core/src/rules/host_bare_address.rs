//! IP address instead of a domain.
//!
//! ## What it checks
//!
//! Whether the page is opened at a public IP address, without a domain.
//!
//! ## Why
//!
//! Without a domain there is no ICP filing. The police platform’s FAQ of 2017 asks such sites to file with the police
//! all the same; whether that still holds is not settled.
//!
//! ## When it cannot tell
//!
//! It can always tell: the address is enough. Whether a public security filing is needed is not settled.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-bare-address",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["Police platform, FAQ (2017)"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::IpAddress => Outcome::failed(Cause::Plain).arg(page.host),
        Reason::NotLive => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a public address is bare" => "failed": "<!-- url: http://8.8.8.8/ --><footer></footer>",
        "a host name is not a bare address" => "passed": "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
        "a private address is not live" => "inapplicable": "<!-- url: http://192.168.1.2/ --><footer></footer>",
    }
}
