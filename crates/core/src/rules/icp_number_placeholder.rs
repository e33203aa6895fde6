//! Placeholder shown as an ICP number.
//!
//! ## What it checks
//!
//! Whether a placeholder stands where the ICP number should be: digits that are all equal, an ascending run (12345678),
//! a serial number of zeros, X or * in place of digits, no digits at all (`京ICP备号`), or words such as 示例, 待补充 or
//! 备案中.
//!
//! ## Why
//!
//! Order 292, art. 12 asks for the site’s own number, and a template’s number is not that.
//!
//! ## When it cannot tell
//!
//! It can always tell: the digits themselves show that no such number was ever issued.
//!
//! ## Fails
//!
//! ```html
//! <footer>京ICP备12345678号-1</footer>
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
//! - Placeholders seen in real footers and templates (2026-11)

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::{Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-placeholder",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let instead = page.shown_instead(Register::Icp, &[Standing::Placeholder]);
    if let Some(mark) = instead.first().and_then(|first| page.marks.get(*first)) {
        return Outcome::failed(Cause::Plain)
            .arg(&*mark.number.raw)
            .of(instead)
            .remedy(Snippet::icp(None));
    }
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    if shown.is_empty() {
        Outcome::inapplicable()
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "an ascending run is a placeholder" => "failed": "<footer>京ICP备12345678号-1</footer>",
        "a sample in an article is not this site's placeholder" => "passed":
            "<article><pre>京ICP备12345678号</pre></article><footer>沪ICP备2021036517号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
