//! Public security number hidden.
//!
//! ## What it checks
//!
//! Whether a public security number in the page’s text can be seen in the window in which the page was checked.
//!
//! ## Why
//!
//! A number that nobody can see is not displayed. Some templates hide an old number or an empty line.
//!
//! ## When it cannot tell
//!
//! It can always tell: it judges the window in which the page was checked, and the report gives its size.
//!
//! ## Fails
//!
//! ```html
//! <footer style="display: none">沪公网安备31011502400817号</footer>
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-hidden",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let own: Vec<_> = page.own(Register::PublicSecurity).collect();
    let shown: Vec<_> = page.shown(Register::PublicSecurity).collect();
    match own.first() {
        None => Outcome::inapplicable(),
        Some(_) if !shown.is_empty() => Outcome::passed().of(indices(&shown)),
        Some((_, mark)) => Outcome::failed(Cause::Plain)
            .arg(name(mark))
            .of(indices(&own)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number in a hidden block is hidden" => "failed":
            r#"<footer><div style="visibility:hidden">沪公网安备31011502400817号</div></footer>"#,
        "a visible number passes" => "passed": "<footer>沪公网安备31011502400817号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
