//! Police badge away from its number.
//!
//! ## What it checks
//!
//! Whether a police badge on the page is beside the public security number that it belongs to: inside the number’s
//! link, or right before or after it.
//!
//! ## Why
//!
//! The badge marks the number. Anywhere else, it marks something else.
//!
//! ## When it cannot tell
//!
//! It can always tell: an image that cannot be identified as the badge is not judged by this rule.
//!
//! ## Fails
//!
//! ```html
//! <header><img src="beian-badge.png" alt=""></header>…<footer>沪公网安备31011502400817号</footer>
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
    id: "public-security-badge-not-beside-number",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark, state)) = page.best_badge() else {
        return Outcome::inapplicable();
    };
    match state {
        BadgeState::Present => Outcome::passed().of(vec![index]),
        BadgeState::Missing if page.has_badge_elsewhere() => Outcome::failed(Cause::Plain)
            .of(vec![index])
            .remedy(Snippet::public_security(Some(&mark.number))),
        _ => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a badge beside another number is not beside this one" => "failed":
            r#"<footer><p><img src="ghs.png" width="20" height="20" alt="">沪ICP备2021036517号</p><p>沪公网安备31011502400817号</p></footer>"#,
        "a badge beside its number passes" => "passed":
            r#"<footer><img src="ghs.png" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
        "a number without a badge is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
