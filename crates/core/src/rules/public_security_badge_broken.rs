//! Police badge does not load.
//!
//! ## What it checks
//!
//! Whether the image beside the public security number has loaded.
//!
//! ## Why
//!
//! A badge that does not load is not displayed. Common causes: the file was not uploaded, an https page uses an http
//! address, or the address is the old platform’s.
//!
//! ## When it cannot tell
//!
//! It can always tell: an image that is still loading does not count as broken.
//!
//! ## Fails
//!
//! ```html
//! <footer><img src="missing.png" alt=""> 沪公网安备31011502400817号</footer>
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
    id: "public-security-badge-broken",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.best_badge() {
        None | Some((_, _, BadgeState::Missing)) => Outcome::inapplicable(),
        Some((index, mark, BadgeState::Broken)) => Outcome::failed(Cause::Plain)
            .of(vec![index])
            .remedy(Snippet::public_security(Some(&mark.number))),
        Some((index, _, _)) => Outcome::passed().of(vec![index]),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "an image that failed to load is broken" => "failed":
            r#"<footer><img src="missing.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
        "an image that loaded is not broken" => "passed":
            r#"<footer><img src="ghs.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
        "a number without an image is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
