//! ICP link to a retired address.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to an address that MIIT no longer uses: miitbeian.gov.cn or miibeian.gov.cn
//! (with or without www), or www.beian.miit.gov.cn.
//!
//! ## Why
//!
//! The filing system moved to beian.miit.gov.cn in 2019. The old addresses no longer answer, so the public cannot check
//! the number, although that is why Order 33, art. 13 requires the link.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - Hosts and the dates of their moves: the table in `crates/core/src/filing/hosts.rs`
//! - Measured on 259 real footers, 2026-11

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, link_host};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-retired",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(Register::Icp, &[LinkClass::Retired]);
    match (faulty.first(), page.known_link(Register::Icp)) {
        (Some((_, mark)), _) => Outcome::failed(Cause::Plain)
            .arg(link_host(page, mark))
            .of(indices(&faulty))
            .remedy(Snippet::icp(Some(&mark.number))),
        (None, Some((index, _))) => Outcome::passed().of(vec![index]),
        (None, None) => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "the host used until 2019 is retired" => "failed":
            r#"<footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "today's host is not retired" => "passed":
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "a number without a link is not judged" => "inapplicable": "<footer>沪ICP备2021036517号</footer>",
    }
}
