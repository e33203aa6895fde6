//! Public security number printed in letters.
//!
//! ## What it checks
//!
//! Whether the site’s own public security number stands on the page only in letters, such as “Yue Gong Wang An Bei No.
//! 44030502000123” or “Beijing Public Network Security No. …”. A label in English before the number as issued is fine.
//!
//! ## Why
//!
//! The police platform hands out the number with its HTML and asks for it to be shown as issued.
//!
//! ## When it cannot tell
//!
//! It can always tell: the first two digits name the province.
//!
//! ## Fails
//!
//! ```html
//! <footer>Hu Gong Wang An Bei No. 31011502400817</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>Public security filing: 沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - Display instructions of the police platform, beian.mps.gov.cn
//! - Seen in the footers of sites for readers abroad, 2014 to 2025

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-translated",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let twins = page.twins(Register::PublicSecurity);
    let as_issued = twins
        .iter()
        .any(|(_, mark)| !mark.number.problems.contains(&Problem::Translated));
    match twins.first() {
        None => Outcome::inapplicable(),
        Some(_) if as_issued => Outcome::passed().of(indices(&twins)),
        Some((_, mark)) => Outcome::failed(Cause::Plain)
            .arg(&*mark.number.raw)
            .arg(name(mark))
            .of(indices(&twins))
            .remedy(Snippet::public_security(Some(&mark.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number in pinyin is translated" => "failed": "<footer>Hu Gong Wang An Bei No. 31011502400817</footer>",
        "a number in English is translated" => "failed":
            "<footer>Shanghai Public Network Security No. 31011502400817</footer>",
        "an English label before the number as issued is fine" => "passed":
            "<footer>Public security filing: 沪公网安备31011502400817号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
