//! No domain of its own.
//!
//! ## What it checks
//!
//! Whether the site has its own domain, rather than a name under a platform’s domain (github.io, a cloud storage
//! bucket, a preview address).
//!
//! ## Why
//!
//! A filing ties a domain to a filing subject. A platform’s domain is not yours, so there is nothing to tie and no ICP
//! filing.
//!
//! ## When it cannot tell
//!
//! It can always tell: the host name is either under a suffix in the tables or not.
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
//! - Public Suffix List, and the mainland platforms’ own suffixes: tables in `crates/core/src/host/`

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-without-custom-domain",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["21YunBox guide"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::NoCustomDomain => Outcome::failed(Cause::Plain).arg(page.host),
        Reason::NotLive | Reason::IpAddress => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a name under a platform's domain is not the site's own domain" => "failed":
            "<!-- url: https://my-shop.github.io/ --><footer></footer>",
        "a site with its own domain passes" => "passed": "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
        "localhost is not judged" => "inapplicable": "<!-- url: http://localhost/ --><footer></footer>",
    }
}
