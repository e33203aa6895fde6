//! Placeholder shown as a public security number.
//!
//! ## What it checks
//!
//! Whether what stands where the number should be is a placeholder (equal or ascending digits, a serial number of
//! zeros, X or *, no digits), a joke, or a well-known site’s number copied with a template.
//!
//! ## Why
//!
//! To show another site’s number as one’s own misleads the public, for whom the platform’s query is meant.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the number belongs to a well-known site and is copied by many templates: on that site it is
//! correct. Nor can it tell when the number belongs to a different province than the ICP number: it was probably copied
//! with a template, but some sites did file that way.
//!
//! ## Fails
//!
//! ```html
//! <footer>京公网安备88888888888888号</footer>
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
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - Numbers found in many templates (2026-11)

use super::{Element, Outcome, Page, Rule, name, shared};
use crate::filing::Standing;
use crate::filing::province::Province;
use crate::marks::Register;
use crate::report::{OutcomeKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-placeholder",
    severity: Severity::Fail,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let standings = [Standing::Placeholder, Standing::Parody];
    let outcome = shared::placeholder(
        page,
        Register::PublicSecurity,
        &standings,
        super::public_security_remedy,
    );
    match outcome.kind {
        OutcomeKind::Passed => other_province(page).unwrap_or(outcome),
        _ => outcome,
    }
}

/// The two registers' main numbers are of two provinces.
fn other_province(page: &Page) -> Option<Outcome> {
    let (index, public_security) = page.main(Register::PublicSecurity)?;
    let (_, icp) = page.main(Register::Icp)?;
    let sign = icp.number.sign.as_ref()?.chars().next()?;
    let division = Province::by_division(&public_security.number.digits)?;
    (Province::by_sign(sign)?.division != division.division).then(|| {
        Outcome::cannot_tell("cannot_tell_other_province")
            .arg(name(public_security))
            .arg(name(icp))
            .of(vec![index])
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "equal digits are a placeholder" => "failed": "<footer>京公网安备88888888888888号</footer>",
        "the site's own number is not a placeholder" => "passed": "<footer>沪公网安备31011502400817号</footer>",
        "a number from a different province than the ICP number is doubtful" => "cannot_tell_other_province":
            "<footer><p>沪ICP备2021036517号</p><p>粤公网安备44030502400718号</p></footer>",
        "the two signs of one province agree" => "passed":
            "<footer><p>蜀ICP备2021036517号</p><p>川公网安备51011502400817号</p></footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
