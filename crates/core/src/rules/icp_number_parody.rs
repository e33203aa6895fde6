//! Joke number shown as an ICP number.
//!
//! ## What it checks
//!
//! Whether the page shows a number from a joke register (萌ICP备, 茶ICP备, 团ICP备 and the like), whose sign is not
//! that of any province.
//!
//! ## Why
//!
//! Such a number is a decoration among site owners. It satisfies no law, and visitors who do not know the joke take it
//! for a real number. A site that also shows its real number is fine.
//!
//! ## When it cannot tell
//!
//! It can always tell: no province uses such a sign.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://icp.gov.moe/">萌ICP备20210365号</a></footer>
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
//! - Signs of the provinces: GB/T 2260 and the number grammar in `crates/core/src/filing/province.rs`

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::{Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-parody",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let own: Vec<_> = page.shown(Register::Icp).collect();
    if !own.is_empty() {
        return Outcome::passed().of(indices(&own));
    }
    let jokes = page.shown_instead(Register::Icp, &[Standing::Parody]);
    match jokes.first().and_then(|first| page.marks.get(*first)) {
        Some(joke) => Outcome::failed(Cause::Plain)
            .arg(name(joke))
            .of(jokes)
            .remedy(Snippet::icp(None)),
        None => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a sign that is not a province's is a joke" => "failed": "<footer>萌ICP备20210365号</footer>",
        "a joke beside the real number is harmless" => "passed":
            "<footer>萌ICP备20210365号 沪ICP备2021036517号</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
