//! ICP number on a server outside the mainland.
//!
//! ## What it checks
//!
//! Whether the page shows an ICP number of its own while the server that the browser connected to is outside mainland China.
//!
//! ## Why
//!
//! A filing belongs to a host’s network in the mainland. Hosts check whether the sites filed with them are still served
//! from there, and cancel the access record of those that are not. With a content delivery network, the address only tells
//! where the node is.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the server’s address is unknown or is not in the tables.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- server: 8.8.8.8 -->
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- server: 223.5.5.5 -->
//! ```
//!
//! ## Sources
//!
//! - Alibaba and Tencent: no filing for servers outside the mainland; access is cancelled for sites that moved away
//! - Address ranges: table in `crates/core/src/host/mainland.rs`

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-number-on-foreign-server",
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
    let Some((index, _)) = page.main(Register::Icp) else {
        return Outcome::inapplicable();
    };
    let server = page.applicability.server.as_ref();
    match server.and_then(|server| Some((server, server.mainland?))) {
        Some((_, true)) => Outcome::passed(),
        Some((server, false)) => Outcome::failed(Cause::Plain).arg(&*server.address),
        None => Outcome::cannot_tell(Cause::Plain),
    }
    .of(vec![index])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number on a server abroad is pointed out" => "failed":
            "<!-- url: http://www.example-shop.cn/ server: 8.8.8.8 --><footer>沪ICP备2021036517号-1</footer>",
        "a number on a mainland server is in order" => "passed":
            "<!-- url: http://www.example-shop.cn/ server: 223.5.5.5 --><footer>沪ICP备2021036517号-1</footer>",
        "an unknown server may be anywhere" => "cannot_tell":
            "<!-- url: http://www.example-shop.cn/ --><footer>沪ICP备2021036517号-1</footer>",
        "a page without a number is not judged" => "inapplicable":
            "<!-- url: http://www.example-shop.cn/ server: 8.8.8.8 --><footer>©</footer>",
    }
}
