//! Malformed public security number.
//!
//! ## What it checks
//!
//! Whether each public security number follows the grammar: a province sign, `公网安备`, 14 digits (6 for the police
//! division, `02`, and a serial number of 6 digits), with or without `号`. Other spellings of `公网安备` are recognised
//! and pointed out.
//!
//! ## Why
//!
//! The platform looks sites up by this number. With one digit too many or too few it finds nothing.
//!
//! ## When it cannot tell
//!
//! It cannot tell for older local numbers of 12 digits (the division and 6 digits) or 10 digits: they were really
//! issued, and may have been replaced since.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备310115024008号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - 285 regular numbers from real footers: digits 7 and 8 were 02 in all (2026-11)
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-malformed",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes {
        passed: &[Cause::Plain, Cause::Spelling],
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let shown: Vec<_> = page.shown(Register::PublicSecurity).collect();
    // Digits of another province are `public-security-sign-and-division-disagree`.
    let malformed: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| {
            mark.number
                .has_fault_beside(Problem::SignAndDivisionDisagree)
        })
        .collect();
    let spelt = shown.iter().find(|(_, mark)| {
        mark.number
            .problems
            .iter()
            .any(|problem| problem.is_spelling())
    });
    let is_old_form = |mark: &Mark| mark.number.problems.contains(&Problem::OldLocalForm);
    if let Some((_, mark)) = malformed.iter().find(|(_, mark)| !is_old_form(mark)) {
        Outcome::failed(Cause::Plain)
            .arg(&*mark.number.raw)
            .of(indices(&malformed))
    } else if let Some((index, mark)) = shown.iter().find(|(_, mark)| is_old_form(mark)) {
        Outcome::cannot_tell(Cause::Plain)
            .arg(&*mark.number.raw)
            .of(vec![*index])
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
        "fifteen digits are not a number" => "failed": "<footer>沪公网安备310115024008171号</footer>",
        "the platform's newer form without 号 passes" => "passed": "<footer>沪公网安备31011502400817</footer>",
        "twelve digits are old, not wrong" => "cannot_tell": "<footer>沪公网安备310115004008号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
