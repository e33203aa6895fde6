//! Police badge missing.
//!
//! ## What it checks
//!
//! Whether the police badge is beside the public security number or inside its link, and can be seen.
//!
//! ## Why
//!
//! The police platform hands out the badge with the number and asks sites to show both. The emblem belongs to the
//! police: download it from the platform; this tool does not supply it.
//!
//! ## When it cannot tell
//!
//! It cannot tell when there is an image or drawing beside the number and what it shows is unknown.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - Old official file: PNG, 20 x 20; new portal: 36 x 40; others 15 to 66 pixels (31 real badges, 2026-11)

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{BadgeState, Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-badge-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    fault: Fault::Missing,
    causes: Causes {
        failed: &[Cause::Plain, Cause::Hidden],
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark, state)) = page.best_badge() else {
        return Outcome::inapplicable();
    };
    let outcome = match state {
        BadgeState::Missing if !page.has_badge_elsewhere() => Outcome::failed(Cause::Plain),
        BadgeState::Hidden => Outcome::failed(Cause::Hidden),
        BadgeState::Unknown => Outcome::cannot_tell(Cause::Plain),
        // Broken, another picture, or far from its number: each has a rule of its own.
        _ => return Outcome::passed().of(vec![index]),
    };
    outcome
        .of(vec![index])
        .remedy(Snippet::public_security(Some(&mark.number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number alone has no badge" => "failed": "<footer>沪公网安备31011502400817号</footer>",
        "a small image of unknown content may be the badge" => "cannot_tell":
            r#"<footer><img src="a.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
        "a badge that is not displayed is missing" => "failed_hidden":
            r#"<footer><img src="ghs.png" style="display:none">沪公网安备31011502400817号</footer>"#,
        "the image before the ICP number is not this number's" => "failed":
            r#"<footer>沪公网安备31011502400817号 <img src="a.png" width="20" height="20">沪ICP备2021036517号</footer>"#,
        "a drawing of unknown content may be the badge" => "cannot_tell":
            r#"<footer><svg width="18" height="18"></svg>沪公网安备31011502400817号</footer>"#,
    }
}
