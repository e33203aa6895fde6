//! Public security link leads elsewhere.
//!
//! ## What it checks
//!
//! Whether the public security number’s link leads to the police platform, and not to another site or a look-alike
//! address. Host names are compared in full.
//!
//! ## Why
//!
//! Only this platform can tell visitors whose number it is; earlier portals (cyberpolice.cn and others) cannot.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.cyberpolice.cn/">沪公网安备31011502400817号</a></footer>
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
    id: "public-security-link-not-official",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(
        Register::PublicSecurity,
        &[
            LinkClass::Unofficial,
            LinkClass::WrongPage,
            LinkClass::Retired,
        ],
    );
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
        "somebody else is not the platform" => "failed":
            r#"<footer><a href="http://www.cyberpolice.cn/">沪公网安备31011502400817号</a></footer>"#,
        "a look-alike host is somebody else" => "failed":
            r#"<footer><a href="https://beian.mps.gov.cn.example.com/">沪公网安备31011502400817号</a></footer>"#,
        "the platform passes" => "passed":
            r#"<footer><p><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></p></footer>"#,
        "a number without a link is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
