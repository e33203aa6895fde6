//! ICP number hidden.
//!
//! ## What it checks
//!
//! Whether an ICP number in the page’s text can be seen: it is not hidden by display, visibility, opacity, size,
//! clipping, a position off the screen, a colour that matches its background, or something that covers it.
//!
//! ## Why
//!
//! Order 292, art. 12 requires the number in a 「显著位置」 (prominent place). Some pages show it only on phones or
//! only on computers, so the report gives the size of the window in which the page was checked.
//!
//! ## When it cannot tell
//!
//! It can always tell: it judges the window in which the page was checked, and the report gives its size.
//!
//! ## Fails
//!
//! ```html
//! <footer style="color: #fff; background: #fff">沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - State Council Order 292 (2000, revised 2011), art. 12 and 22

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-hidden",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let own: Vec<_> = page.own(Register::Icp).collect();
    let shown: Vec<_> = page.shown(Register::Icp).collect();
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
            r#"<footer><div style="display:none">沪ICP备2021036517号</div></footer>"#,
        "a second, hidden copy does no harm" => "passed":
            r#"<footer>沪ICP备2021036517号<div style="display:none">沪ICP备2021036517号</div></footer>"#,
        "a number in a comment is not in the text" => "inapplicable": "<footer><!-- 沪ICP备2021036517号 --></footer>",
    }
}
