//! Sign and digits belong to different provinces.
//!
//! ## What it checks
//!
//! Whether the first two digits (the province code in GB/T 2260) match the province sign. The next four digits are not
//! judged: the codes of police divisions go beyond GB/T 2260.
//!
//! ## Why
//!
//! The code of the police division and the sign name the same place. If they differ, the digits were probably left over
//! from another site’s footer.
//!
//! ## When it cannot tell
//!
//! It can always tell: both are in the number.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪公网安备44030502400817号</footer>
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
//! - GB/T 2260, first two digits
//! - `crates/core/src/filing/province.rs`: each sign with its source

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-sign-and-division-disagree",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let signed: Vec<_> = page
        .shown(Register::PublicSecurity)
        .filter(|(_, mark)| mark.number.sign.is_some())
        .collect();
    let disagree = |(_, mark): &(usize, &Mark)| {
        mark.number
            .problems
            .contains(&Problem::SignAndDivisionDisagree)
    };
    let faulty: Vec<_> = signed.iter().copied().filter(disagree).collect();
    match faulty.first() {
        Some((_, mark)) => Outcome::failed(Cause::Plain)
            .arg(name(mark))
            .of(indices(&faulty)),
        None if signed.is_empty() => Outcome::inapplicable(),
        None => Outcome::passed().of(indices(&signed)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "Shanghai's sign disagrees with Guangdong's digits" => "failed":
            "<footer>沪公网安备44030502400817号</footer>",
        "one province passes" => "passed": "<footer>沪公网安备31011502400817号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
