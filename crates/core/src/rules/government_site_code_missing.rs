//! Government site code missing.
//!
//! ## What it checks
//!
//! Whether a page under `.gov.cn` or `.政务` shows its site code: `网站标识码` followed by 10 digits, or by `bm` and 8
//! digits for ministries.
//!
//! ## Why
//!
//! The guidelines for government websites require the site code at the bottom of every page.
//!
//! ## When it cannot tell
//!
//! It cannot tell when it found no code but could not read a frame from another origin or a wide image near the bottom
//! of the page.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- www.example.gov.cn -->
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>网站标识码：3101150042</footer>
//! ```
//!
//! ## Sources
//!
//! - Guidelines for government websites (State Council General Office, 2017, No. 47): mark, site code, ICP number and
//!   public security number at the bottom of every page

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Severity};
use crate::snapshot::{Gap, Visibility};

pub(super) static RULE: Rule = Rule {
    id: "government-site-code-missing",
    severity: Severity::Warn,
    element: Element::Content,
    basis: &["State Council General Office, 2017 No. 47"],
    fault: Fault::Missing,
    causes: Causes {
        cannot_tell: &[Cause::Plain, Cause::Picture, Cause::Frame],
        ..Causes::PLAIN
    },
    evaluate,
};

/// What stands before the code.
const LABEL: &str = "标识码";
/// The code's length in characters.
const LENGTH: usize = 10;

fn evaluate(page: &Page) -> Outcome {
    if !crate::host::is_government(page.host) {
        return Outcome::inapplicable();
    }
    let mut text = String::new();
    for run in page
        .snapshot
        .runs
        .iter()
        .filter(|run| run.visibility == Visibility::Shown)
    {
        text.push_str(if run.gap == Gap::Break { "\n" } else { "" });
        text.push_str(&run.text);
    }
    if text.split(LABEL).skip(1).any(starts_with_code) {
        return Outcome::passed();
    }
    match page.unread_cause() {
        Some(cause) => Outcome::cannot_tell(cause),
        None => Outcome::failed(Cause::Plain),
    }
}

/// Ten digits, or `bm` and eight, after the label's colon.
fn starts_with_code(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let code: String = text
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(LENGTH + 1)
        .collect();
    let digits = code
        .strip_prefix("bm")
        .or_else(|| code.strip_prefix("BM"))
        .unwrap_or(&code);
    code.len() == LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a government page without a code fails" => "failed":
            "<!-- url: http://www.example.gov.cn/ --><footer>©</footer>",
        "a code after its label passes" => "passed":
            "<!-- url: http://www.example.gov.cn/ --><footer>网站标识码：<b>3101150042</b></footer>",
        "a ministry's code passes" => "passed":
            "<!-- url: http://www.example.gov.cn/ --><footer>政府网站标识码 bm12000001</footer>",
        "nine digits are not a code" => "failed":
            "<!-- url: http://www.example.gov.cn/ --><footer>网站标识码：310115004</footer>",
        "a shop needs no code" => "inapplicable": "<footer>©</footer>",
    }
}
