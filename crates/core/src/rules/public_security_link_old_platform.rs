//! Link to the platform’s old address.
//!
//! ## What it checks
//!
//! Whether the number’s link leads to www.beian.gov.cn, the platform’s address before it moved to beian.mps.gov.cn.
//!
//! ## Why
//!
//! Most sites still link to the old address, which was correct at the time. The HTML handed out today uses the new one,
//! so this is for information only.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>
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
    id: "public-security-link-old-platform",
    severity: Severity::Info,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(Register::PublicSecurity, &[LinkClass::OldPlatform]);
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
        "the address before the move is old" => "failed":
            r#"<footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>"#,
        "the present address passes" => "passed":
            r#"<footer><p><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></p></footer>"#,
        "a number without a link is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
