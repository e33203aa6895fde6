//! Domain ending not accepted for filing.
//!
//! ## What it checks
//!
//! Whether the host’s top-level domain is one that MIIT has approved.
//!
//! ## Why
//!
//! A notice by MIIT, in force since 1 January 2018: a site under any other top-level domain cannot file. The list
//! changes, so this is for information only.
//!
//! ## When it cannot tell
//!
//! It can always tell: the ending is either on the list of the given date or not.
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
//! - List of approved endings: table in `crates/core/src/host/tld.rs`

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-tld-not-approved",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["MIIT notice on domain names, 2018"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.applicability.reason {
        Reason::UnfileableTld => Outcome::failed(Cause::Plain).arg(page.host),
        Reason::NotLive | Reason::IpAddress | Reason::NoCustomDomain => Outcome::inapplicable(),
        _ => Outcome::passed(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "an ending that is not on the list cannot be filed" => "failed":
            "<!-- url: https://example-shop.io/ --><footer></footer>",
        ".cn can be filed" => "passed": "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
        "localhost is not judged" => "inapplicable": "<!-- url: http://localhost/ --><footer></footer>",
    }
}
