//! Served from outside mainland China.
//!
//! ## What it checks
//!
//! Whether the server that the browser connected to is in mainland China, judging by its address.
//!
//! ## Why
//!
//! A site hosted outside the mainland (Hong Kong, Macao and Taiwan included) does not need an ICP filing. With a
//! content delivery network, the address only tells where the node is.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the server’s address is unknown or is not in the tables.
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
//! - Address ranges: table in `crates/core/src/host/mainland.rs`

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Reason, Severity};

pub(super) static RULE: Rule = Rule {
    id: "host-outside-mainland",
    severity: Severity::Info,
    element: Element::Host,
    basis: &["Alibaba and Tencent, filing guides"],
    fault: Fault::Wrong,
    causes: Causes {
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
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
        (Reason::OutsideMainland, _) | (_, Some(false)) => Outcome::failed(Cause::Plain).arg(
            server
                .map(|server| server.address.clone())
                .unwrap_or_default(),
        ),
        (_, Some(true)) => Outcome::passed(),
        (_, None) => Outcome::cannot_tell(Cause::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "an address abroad is outside" => "failed":
            "<!-- url: http://www.example-shop.cn/ server: 8.8.8.8 --><footer></footer>",
        "an address in the mainland is inside" => "passed":
            "<!-- url: http://www.example-shop.cn/ server: 223.5.5.5 --><footer></footer>",
        "an unknown address may be anywhere" => "cannot_tell":
            "<!-- url: http://www.example-shop.cn/ --><footer></footer>",
        "localhost is not judged" => "inapplicable": "<!-- url: http://localhost/ --><footer></footer>",
    }
}
