//! No ICP number.
//!
//! ## What it checks
//!
//! Whether the page visibly shows an ICP filing number (`京ICP备…号`) as its own, or a licence number that can take its
//! place (`京ICP证…号`, `京B2-…`).
//!
//! ## Why
//!
//! Order 292, art. 12: 「…应当在其网站主页的显著位置标明其经营许可证编号或者备案编号。」 (a site must show its licence
//! number or its filing number in a prominent place on its home page). Either number is enough. Art. 22: an order to
//! correct it and a fine of CNY 5,000 to 50,000.
//!
//! ## When it cannot tell
//!
//! It cannot tell when it found no number but could not read a frame from another origin, a closed shadow root, or a
//! wide image or canvas near the bottom of the page: the number may be in there.
//!
//! ## Fails
//!
//! ```html
//! <footer>© 2026 青瓷茶社</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>© 2026 青瓷茶社 <a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - State Council Order 292 (2000, revised 2011), art. 12 and 22
//! - MII Order 33 (2005), art. 13 and 25

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::{Cause, Severity};
use crate::snapshot::{TextRun, Visibility};
use crate::snippet::Snippet;

/// A notice that a filing is pending is one line; a longer text speaks of filing (characters).
const LINE: usize = 60;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-missing",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12", "MII Order 33, art. 13"],
    fault: Fault::Missing,
    causes: Causes {
        failed: &[
            Cause::Plain,
            Cause::Placeholder,
            Cause::Hidden,
            Cause::Mention,
            Cause::Pending,
        ],
        cannot_tell: &[Cause::Plain, Cause::Picture, Cause::Frame],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    if let Some(marks) = page.main_first(Register::Icp) {
        return Outcome::passed().of(marks);
    }
    let instead = page.shown_instead(Register::Icp, &[Standing::Placeholder, Standing::Parody]);
    let mentions = page.shown_instead(Register::Icp, &[Standing::Mention]);
    let hidden: Vec<_> = page.own(Register::Icp).collect();
    let is_pending = is_pending(page);
    let outcome = if !instead.is_empty() {
        Outcome::failed(if is_pending {
            Cause::Pending
        } else {
            Cause::Placeholder
        })
        .of(instead)
    } else if !hidden.is_empty() {
        Outcome::failed(Cause::Hidden).of(indices(&hidden))
    } else if let Some(cause) = page.unread_cause() {
        Outcome::cannot_tell(cause)
    } else if !mentions.is_empty() {
        Outcome::failed(Cause::Mention).of(mentions)
    } else if is_pending {
        Outcome::failed(Cause::Pending)
    } else {
        Outcome::failed(Cause::Plain)
    };
    outcome.remedy(Snippet::icp(hidden.first().map(|(_, mark)| &mark.number)))
}

/// Does the page say that the filing is still being dealt with.
fn is_pending(page: &Page) -> bool {
    const PENDING: &[&str] = &["申请中", "审核中", "办理中", "备案中", "备案后"];
    let says_so = |run: &TextRun| {
        let label = run.text.contains("ICP备") || run.text.contains("备案号");
        let is_short = run.text.chars().count() <= LINE && !run.text.contains("公安");
        label && is_short && PENDING.iter().any(|word| run.text.contains(word))
    };
    page.snapshot
        .runs
        .iter()
        .any(|run| run.visibility == Visibility::Shown && says_so(run))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a licence number stands for a filing number" => "passed": "<footer>浙B2-20190123</footer>",
        "a filing that is applied for is not a number" => "failed_pending": "<footer>ICP备案申请中</footer>",
        "a filing in progress is not a number" => "failed_pending": "<footer>备案号：备案中</footer>",
        "a number to be shown after filing is not a number" => "failed_pending":
            "<footer>ICP备案号：备案后展示</footer>",
        "a number in a comment is missing" => "failed": "<footer><!-- 沪ICP备2021036517号 --></footer>",
        "a number in an article is not the site's own" => "failed_mention":
            "<article><p>沪ICP备2021036517号</p></article><footer>©</footer>",
        "a number that is only hidden is missing" => "failed_hidden":
            r#"<footer><p style="display:none">沪ICP备2021036517号</p></footer>"#,
        "a decoy hidden inside a number does not break it" => "passed":
            r#"<footer>沪ICP备<b style="display:none">99</b>2021036517号</footer>"#,
        "an unread frame may hold the number" => "cannot_tell_frame":
            r#"<footer>©</footer><iframe src="https://a.example.net/"></iframe>"#,
    }
}
