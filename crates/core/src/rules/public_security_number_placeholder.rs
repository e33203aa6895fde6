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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::province::Province;
use crate::filing::{Problem, Standing};
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-placeholder",
    severity: Severity::Fail,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::Copied],
        cannot_tell: &[Cause::Plain, Cause::OtherProvince],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let instead = page.shown_instead(
        Register::PublicSecurity,
        &[Standing::Placeholder, Standing::Parody],
    );
    if let Some(mark) = instead.first().and_then(|first| page.marks.get(*first)) {
        let cause = if is_copied(mark) {
            Cause::Copied
        } else {
            Cause::Plain
        };
        return Outcome::failed(cause)
            .arg(&*mark.number.raw)
            .of(instead)
            .remedy(Snippet::public_security(None));
    }
    let shown: Vec<_> = page.shown(Register::PublicSecurity).collect();
    if let Some((index, mark)) = shown.iter().find(|(_, mark)| is_copied(mark)) {
        Outcome::cannot_tell(Cause::Plain)
            .arg(name(mark))
            .of(vec![*index])
    } else if let Some((index, public_security, icp)) = of_two_provinces(page) {
        Outcome::cannot_tell(Cause::OtherProvince)
            .arg(name(public_security))
            .arg(name(icp))
            .of(vec![index])
    } else if shown.is_empty() {
        Outcome::inapplicable()
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

/// Whether it is a well-known site's own number, which many templates carry.
fn is_copied(mark: &Mark) -> bool {
    mark.number.problems.contains(&Problem::WellKnownNumber)
}

/// The main public security number and the main ICP number, when they are of two provinces.
fn of_two_provinces<'a>(page: &Page<'a>) -> Option<(usize, &'a Mark, &'a Mark)> {
    let (index, public_security) = page.main(Register::PublicSecurity)?;
    let (_, icp) = page.main(Register::Icp)?;
    let sign = icp.number.sign.as_ref()?.chars().next()?;
    let division = Province::by_division(&public_security.number.digits)?;
    let differ = Province::by_sign(sign)?.division != division.division;
    differ.then_some((index, public_security, icp))
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
