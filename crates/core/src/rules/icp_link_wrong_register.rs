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

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-wrong-register",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_fault(
        page,
        Register::Icp,
        &[LinkClass::WrongRegister],
        super::icp_remedy,
    )
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
