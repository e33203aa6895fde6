//! Placeholder shown as an ICP number.
//!
//! ## What it checks
//!
//! Whether a placeholder stands where the ICP number should be: digits that are all equal, an ascending run (12345678),
//! a serial number of zeros, X or * in place of digits, no digits at all (`京ICP备号`), words such as 示例, 待补充 or
//! 备案中, or a number copied with a template.
//!
//! ## Why
//!
//! Order 292, art. 12 asks for the site’s own number, and a template’s number is not that.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the number belongs to a well-known site and is copied by many templates: on that site it is
//! correct.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::{Problem, Standing};
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-placeholder",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::Copied],
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let instead = page.shown_instead(Register::Icp, &[Standing::Placeholder]);
    if let Some(mark) = instead.first().and_then(|first| page.marks.get(*first)) {
        let cause = if is_copied(mark) {
            Cause::Copied
        } else {
            Cause::Plain
        };
        return Outcome::failed(cause)
            .arg(&*mark.number.raw)
            .of(instead)
            .remedy(Snippet::icp(None));
    }
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    if let Some((index, mark)) = shown.iter().find(|(_, mark)| is_copied(mark)) {
        Outcome::cannot_tell(Cause::Plain)
            .arg(name(mark))
            .of(vec![*index])
    } else if shown.is_empty() {
        Outcome::inapplicable()
    } else {
        Outcome::passed().of(indices(&shown))
    }
}

/// Whether it is a well-known site's own number, which many templates carry.
fn is_copied(mark: &Mark) -> bool {
    mark.number.problems.contains(&Problem::WellKnownNumber)
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
