//! Not the public security number you entered.
//!
//! ## What it checks
//!
//! On a host for which you have entered a number in the options (*My filings*), whether a public security number that
//! the page shows as its own is that number. Both its digits and its province sign must match.
//!
//! ## Why
//!
//! A well-formed number can still belong to another site: it may come from a template, a former owner or a test system.
//! Only you know which number belongs here.
//!
//! ## When it cannot tell
//!
//! It can always tell: if you have not entered a number, or the page does not show one, the rule does not apply.
//!
//! ## Fails
//!
//! Expected: 沪公网安备31011502400817号.
//!
//! ```html
//! <footer>京公网安备11010502400817号</footer>
//! ```
//!
//! ## Passes
//!
//! Expected: 沪公网安备31011502400817号.
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - Police platform, display instructions: the site displays the number that it was issued

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name, of_filing};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-not-expected",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let expected = page.snapshot.expected.as_ref();
    let expected = expected.and_then(|expected| expected.public_security.as_deref());
    let shown: Vec<_> = page.shown(Register::PublicSecurity).collect();
    let (Some(expected), Some((_, first))) = (expected, shown.first()) else {
        return Outcome::inapplicable();
    };
    let as_expected = of_filing(&shown, expected);
    if as_expected.is_empty() {
        // What the person keeps is not told: the page could read it.
        Outcome::failed(Cause::Plain)
            .arg(name(first))
            .of(indices(&shown))
    } else {
        Outcome::passed().of(indices(&as_expected))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "the number that was entered" => "passed":
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>沪公网安备31011502400817号</footer>",
        "the same number in another spelling" => "passed":
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>沪公网安备 31011502400817</footer>",
        "another number" => "failed":
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>沪公网安备31011502400818号</footer>",
        "a page without a number is for another rule" => "inapplicable":
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>©</footer>",
    }
}
