//! Public security number has no link.
//!
//! ## What it checks
//!
//! Whether the public security number has a link of its own: one that contains the number or its digits, or the
//! platform’s link right beside or below it.
//!
//! ## Why
//!
//! The HTML that the platform hands out links the number to the query page, so that visitors can check it. This is
//! common practice, not an article of the order.
//!
//! ## When it cannot tell
//!
//! It cannot tell when a script handles the click: what the script opens cannot be read from the page.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
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
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - Measured on 259 real footers, 2026-11

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    fault: Fault::Missing,
    causes: Causes {
        failed: &[Cause::Plain, Cause::Nowhere],
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark)) = page.best_link(Register::PublicSecurity) else {
        return Outcome::inapplicable();
    };
    let outcome = match mark.link.class {
        LinkClass::None => Outcome::failed(Cause::Plain),
        LinkClass::Nowhere => {
            Outcome::failed(Cause::Nowhere).arg(mark.link.href.clone().unwrap_or_default())
        }
        LinkClass::Unknown => Outcome::cannot_tell(Cause::Plain),
        _ => return Outcome::passed().of(vec![index]),
    };
    outcome
        .of(vec![index])
        .remedy(Snippet::public_security(Some(&mark.number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a plain number has no link" => "failed": "<footer>沪公网安备31011502400817号</footer>",
        "an empty address leads nowhere" => "failed_nowhere":
            r#"<footer><a href="">沪公网安备31011502400817号</a></footer>"#,
        "a link on the badge beside the number is the number's" => "passed":
            r#"<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="ghs.png" width="20" height="20"></a> 沪公网安备31011502400817号</footer>"#,
    }
}
