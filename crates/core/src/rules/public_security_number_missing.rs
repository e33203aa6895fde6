//! No public security number.
//!
//! ## What it checks
//!
//! Whether the page visibly shows a public security filing number (`京公网安备…号`) as its own.
//!
//! ## Why
//!
//! MPS Order 33, art. 12: a site must file with the police within 30 days of going online. The order does not ask for
//! the number to be shown: the police platform hands out HTML with the number and asks sites to place it at the bottom
//! of the page, and local police and hosting companies say the same.
//!
//! ## When it cannot tell
//!
//! It cannot tell when it found no number but could not read a frame from another origin, a closed shadow root, or a
//! wide image or canvas near the bottom of the page. Nor can it tell when the site is opened at an IP address: the
//! sources do not settle whether such a site must file.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
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
//! - MPS Order 33 (1997, revised 2011), art. 12 and 23
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &[
        "MPS Order 33, art. 12",
        "Police platform, display instructions",
    ],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::number_missing(
        page,
        Register::PublicSecurity,
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number split over several elements is read" => "passed":
            "<footer><span>沪公网安备</span><span>31011502400817号</span></footer>",
        "an ICP number is not a public security number" => "failed": "<footer>沪ICP备2021036517号</footer>",
        "a number in a script is not displayed" => "failed":
            r#"<footer><script>"沪公网安备31011502400817号"</script></footer>"#,
    }
}
