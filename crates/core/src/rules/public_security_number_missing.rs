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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::{Cause, Need, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &[
        "MPS Order 33, art. 12",
        "Police platform, display instructions",
    ],
    fault: Fault::Missing,
    causes: Causes {
        failed: &[
            Cause::Plain,
            Cause::Placeholder,
            Cause::Hidden,
            Cause::Mention,
        ],
        cannot_tell: &[Cause::Plain, Cause::Picture, Cause::Frame, Cause::Need],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    if let Some(marks) = page.main_first(Register::PublicSecurity) {
        return Outcome::passed().of(marks);
    }
    let instead = page.shown_instead(
        Register::PublicSecurity,
        &[Standing::Placeholder, Standing::Parody],
    );
    let mentions = page.shown_instead(Register::PublicSecurity, &[Standing::Mention]);
    let hidden: Vec<_> = page.own(Register::PublicSecurity).collect();
    let outcome = if !instead.is_empty() {
        Outcome::failed(Cause::Placeholder).of(instead)
    } else if !hidden.is_empty() {
        Outcome::failed(Cause::Hidden).of(indices(&hidden))
    } else if page.applicability.public_security == Need::CannotTell {
        Outcome::cannot_tell(Cause::Need)
    } else if let Some(cause) = page.unread_cause() {
        Outcome::cannot_tell(cause)
    } else if !mentions.is_empty() {
        Outcome::failed(Cause::Mention).of(mentions)
    } else {
        Outcome::failed(Cause::Plain)
    };
    outcome.remedy(Snippet::public_security(
        hidden.first().map(|(_, mark)| &mark.number),
    ))
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
