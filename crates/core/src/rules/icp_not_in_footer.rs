//! ICP number not at the bottom of the page.
//!
//! ## What it checks
//!
//! Whether a person finds the ICP number at the bottom of the page: in its last part, after the main content, or in a
//! bar fixed to the bottom of the window. What counts is where the number is drawn; markup such as `<footer>` is only a
//! hint.
//!
//! ## Why
//!
//! Order 33, art. 13: 「…在主页底部的中央位置标明其备案编号…」 (show the filing number at the bottom of the home page,
//! in the centre).
//!
//! ## When it cannot tell
//!
//! It can always tell: text that is displayed has a position.
//!
//! ## Fails
//!
//! ```html
//! <header>沪ICP备2021036517号-1</header><main>…</main><footer>© 2026</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <main>…</main><footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::marks::Register;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-not-in-footer",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let shown: Vec<_> = page.shown(Register::Icp).collect();
    let in_footer: Vec<_> = shown
        .iter()
        .copied()
        .filter(|(_, mark)| mark.footer)
        .collect();
    if shown.is_empty() {
        Outcome::inapplicable()
    } else if in_footer.is_empty() {
        Outcome::failed(Cause::Plain).of(indices(&shown))
    } else {
        Outcome::passed().of(indices(&in_footer))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number in the header is not at the bottom of the page" => "failed":
            r#"<header>沪ICP备2021036517号</header><main style="min-height:1500px">茶</main><footer>©</footer>"#,
        "a plain last line is a footer" => "passed":
            r#"<div style="min-height:1500px">茶</div><div>沪ICP备2021036517号</div>"#,
        "a bar at the bottom of the window is a footer" => "passed":
            r#"<div style="position:fixed;bottom:0">沪ICP备2021036517号</div><main style="min-height:2500px">茶</main>"#,
    }
}
