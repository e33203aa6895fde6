//! Public security number not at the bottom of the page.
//!
//! ## What it checks
//!
//! Whether a person finds the public security number at the bottom of the page. What counts is where it is drawn;
//! markup is only a hint.
//!
//! ## Why
//!
//! The police platform asks sites to place the number and the badge at the bottom of the page.
//!
//! ## When it cannot tell
//!
//! It can always tell: text that is displayed has a position.
//!
//! ## Fails
//!
//! ```html
//! <header>沪公网安备31011502400817号</header><main>…</main>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <main>…</main><footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-not-in-footer",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let shown: Vec<_> = page.shown(Register::PublicSecurity).collect();
    let in_footer: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| mark.footer)
        .collect();
    if shown.is_empty() {
        Outcome::inapplicable()
    } else if in_footer.is_empty() {
        Outcome::failed(Cause::Plain).of(indices(&shown))
    } else {
        Outcome::passed().of(indices(&in_footer))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number in the header is not at the bottom of the page" => "failed":
            r#"<header>沪公网安备31011502400817号</header><main style="min-height:1500px">茶</main>"#,
        "a number in the footer is at the bottom of the page" => "passed":
            "<footer>沪公网安备31011502400817号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
