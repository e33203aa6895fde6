//! Malformed ICP number.
//!
//! ## What it checks
//!
//! Whether each of the site’s own ICP numbers follows the grammar: a province sign, `ICP备`, 8 digits (a 2-digit year
//! from 05 on) or 10 digits (a 4-digit year from 2020 on), `号`, and at most one `-n`. Licences have 6 digits after
//! `ICP证`, or 8 after `B2-`. Spaces, full-width or traditional characters and a missing `号` are recognised and
//! pointed out, but are not faults.
//!
//! ## Why
//!
//! The public must be able to find the site by its number: Order 33, art. 13 requires it 「供公众查询核对」 (for the
//! public to query and check). A mistyped number finds nothing, or somebody else’s site.
//!
//! ## When it cannot tell
//!
//! It can always tell: a number either follows the grammar or does not. Whether the number was really issued is not
//! checked.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备20210365号-1-2 沪ICP备202103651号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - 231 well-formed numbers from real footers: 149 with 8 digits, 82 with 10; other lengths only in templates and
//!   corrupt texts (2026-11)

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-number-malformed",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes {
        passed: &[Cause::Plain, Cause::Spelling],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    // A sign that nobody issues is `icp-sign-not-issued`, and a number in letters `icp-number-translated`.
    let malformed: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| !mark.number.problems.contains(&Problem::Translated))
        .filter(|(_, mark)| mark.number.has_fault_beside(Problem::SignNotIssued))
        .collect();
    let spelt = shown.iter().find(|(_, mark)| {
        mark.number
            .problems
            .iter()
            .any(|problem| problem.is_spelling())
    });
    if let Some((_, mark)) = malformed.first() {
        Outcome::failed(Cause::Plain)
            .arg(&*mark.number.raw)
            .of(indices(&malformed))
    } else if let Some((_, mark)) = spelt {
        Outcome::passed_as(Cause::Spelling)
            .arg(name(mark))
            .of(indices(&shown))
    } else if shown.is_empty() {
        Outcome::inapplicable()
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "nine digits are not an ICP number" => "failed": "<footer>沪ICP备202103651号</footer>",
        "an unusual spelling is read and pointed out" => "passed_spelling":
            "<footer>沪 ICP 备 2021036517 号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
