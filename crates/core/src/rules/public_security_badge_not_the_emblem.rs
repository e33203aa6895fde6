//! Another image instead of the badge.
//!
//! ## What it checks
//!
//! Whether the image beside the public security number has the badge’s colours (gold, red and navy in the right
//! proportions), as far as its pixels can be read. A file name is a hint, not proof.
//!
//! ## Why
//!
//! `beian.png` is often MIIT’s gear, which belongs to neither number. A flag or a shield is not the badge that the
//! platform hands out either.
//!
//! ## When it cannot tell
//!
//! It can always tell: an image whose pixels cannot be read (because it comes from another host) is not judged by this
//! rule.
//!
//! ## Fails
//!
//! ```html
//! <footer><img src="red-gear.png" alt=""> 沪公网安备31011502400817号</footer>
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
use crate::marks::emblem::{self, Emblem};
use crate::report::{BadgeState, Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-badge-not-the-emblem",
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
    let image = mark
        .badge
        .as_ref()
        .and_then(|badge| page.snapshot.images.get(badge.index?));
    match state {
        BadgeState::NotTheEmblem => Outcome::failed(Cause::Plain)
            .of(vec![index])
            .remedy(Snippet::public_security(Some(&mark.number))),
        BadgeState::Present
            if image.is_some_and(|image| emblem::of_picture(image) == Emblem::Yes) =>
        {
            Outcome::passed().of(vec![index])
        }
        _ => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "the red gear is not the badge" => "failed":
            r#"<footer><img src="gear.png" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
        "the badge's colours pass" => "passed":
            r#"<footer><img src="ghs.png" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
        "unreadable pixels are not judged" => "inapplicable":
            r#"<footer><img src="a.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
        "a number without an image is not judged" => "inapplicable": "<footer>沪公网安备31011502400817号</footer>",
    }
}
