//! Not the ICP number you entered.
//!
//! ## What it checks
//!
//! On a host for which you have entered a number in the options (*My filings*), whether an ICP number that the page
//! shows as its own is that number. The subject’s number (without `-n`) matches every service number of the same
//! subject.
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
//! Expected: 沪ICP备2021036517号-1.
//!
//! ```html
//! <footer>京ICP备19044321号-1</footer>
//! ```
//!
//! ## Passes
//!
//! Expected: 沪ICP备2021036517号-1.
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13: the site displays its own number

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name, of_filing};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-number-not-expected",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let expected = page.snapshot.expected.as_ref();
    let expected = expected.and_then(|expected| expected.icp.as_deref());
    let shown: Vec<_> = page.shown(Register::Icp).collect();
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
            "<!-- expected-icp: 沪ICP备2021036517号-1 --><footer>沪ICP备2021036517号-1</footer>",
        "the subject's number matches each of its services" => "passed":
            "<!-- expected-icp: 沪ICP备2021036517号 --><footer>沪ICP备2021036517号-1</footer>",
        "another service of the same subject" => "failed":
            "<!-- expected-icp: 沪ICP备2021036517号-2 --><footer>沪ICP备2021036517号-1</footer>",
        "another province's sign" => "failed":
            "<!-- expected-icp: 京ICP备2021036517号-1 --><footer>沪ICP备2021036517号-1</footer>",
        "a licence with the same digits" => "failed":
            "<!-- expected-icp: 沪ICP证2021036517号 --><footer>沪ICP备2021036517号-1</footer>",
        "a page without a number is for another rule" => "inapplicable":
            "<!-- expected-icp: 沪ICP备2021036517号 --><footer>©</footer>",
        "the other register's number is not compared" => "inapplicable":
            "<!-- expected-public-security: 沪公网安备31011502400817号 --><footer>京ICP备19044321号</footer>",
    }
}
