//! Not a live site.
//!
//! ## What it checks
//!
//! Whether the page’s address can be reached from the internet: it is not localhost, `.local`, `.test`, `.lan`,
//! `.internal` and the like, a single-label host name, a loopback, private or link-local address, or a file.
//!
//! ## Why
//!
//! A site that is not online does not need a filing.
//!
//! ## When it cannot tell
//!
//! It can always tell: the address is enough.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-not-live",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["21YunBox guide"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::NoHost],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::NotLive if page.host.is_empty() => Outcome::failed(Cause::NoHost),
        Reason::NotLive => Outcome::failed(Cause::Plain).arg(page.host),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "localhost is not live" => "failed": "<!-- url: http://localhost:8080/ --><footer></footer>",
        "a site with its own domain is live" => "passed":
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
    }
}
