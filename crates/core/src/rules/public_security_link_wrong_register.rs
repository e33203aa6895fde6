//! Public security number links to MIIT.
//!
//! ## What it checks
//!
//! Whether the public security number’s link leads to MIIT’s filing system by mistake.
//!
//! ## Why
//!
//! MIIT’s system cannot look up public security numbers. The links are often swapped when both lines are pasted.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Sources
//!
//! - Hosts and the dates of their moves: the table in `crates/core/src/filing/hosts.rs`
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, link_host};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-wrong-register",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(Register::PublicSecurity, &[LinkClass::WrongRegister]);
    match (faulty.first(), page.known_link(Register::PublicSecurity)) {
        (Some((_, mark)), _) => Outcome::failed(Cause::Plain)
            .arg(link_host(page, mark))
            .of(indices(&faulty))
            .remedy(Snippet::public_security(Some(&mark.number))),
        (None, Some((index, _))) => Outcome::passed().of(vec![index]),
        (None, None) => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "MIIT keeps no public security numbers" => "failed":
            r#"<footer><a href="https://beian.miit.gov.cn/">沪公网安备31011502400817号</a></footer>"#,
        "the police platform is right" => "passed":
            r#"<footer><p><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></p></footer>"#,
        "a number without a link is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
