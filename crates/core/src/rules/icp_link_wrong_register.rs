//! ICP number links to the police platform.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to the police platform by mistake.
//!
//! ## Why
//!
//! Different ministries keep the two registers, and the police platform cannot look up ICP numbers. The links are often
//! swapped when both lines are pasted.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/">沪ICP备2021036517号-1</a></footer>
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, link_host};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-wrong-register",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(Register::Icp, &[LinkClass::WrongRegister]);
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
        "the police platform keeps no ICP numbers" => "failed":
            r#"<footer><a href="https://beian.mps.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "the ministry's register is right" => "passed":
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "a number without a link is not judged" => "inapplicable": "<footer>沪ICP备2021036517号</footer>",
    }
}
