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

use super::shared::not_expected;
use super::{Element, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-not-expected",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    not_expected(page, Register::PublicSecurity, |number| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        crate::remedy::public_security(Some(number), Some(&digits))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{cases, finding};

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

    #[test]
    fn the_fix_has_the_expected_number() {
        let html = "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>沪公网安备31011502400818号</footer>";
        let remedy = finding(RULE.id, html).remedy;
        assert!(remedy.is_some_and(|html| html.contains("code=31011502400817")));
    }
}
