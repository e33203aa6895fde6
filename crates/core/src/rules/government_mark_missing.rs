//! Government website mark missing.
//!
//! ## What it checks
//!
//! Whether a page under `.gov.cn` or `.政务` carries the mark for party and government websites: its script
//! (dcs.conac.cn) or its link (bszs.conac.cn).
//!
//! ## Why
//!
//! The guidelines for government websites require the mark at the bottom of every page, beside the ICP number and the
//! public security number.
//!
//! ## When it cannot tell
//!
//! It can always tell: the mark is drawn by an official script or links to the official address.
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
//! <footer><script src="https://dcs.conac.cn/js/…"></script></footer>
//! ```
//!
//! ## Sources
//!
//! - Guidelines for government websites (State Council General Office, 2017, No. 47): mark, site code, ICP number and
//!   public security number at the bottom of every page

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::filing::hosts::Url;
use crate::report::{Cause, Severity};

pub(super) static RULE: Rule = Rule {
    id: "government-mark-missing",
    severity: Severity::Warn,
    element: Element::Content,
    basis: &["State Council General Office, 2017 No. 47"],
    fault: Fault::Missing,
    causes: Causes::PLAIN,
    evaluate,
};

/// Where CONAC's mark comes from and leads to. Source: CONAC's instructions for the mark, as seen on government sites.
const CONAC: &str = "conac.cn";

fn evaluate(page: &Page) -> Outcome {
    if !crate::host::is_government(page.host) {
        return Outcome::inapplicable();
    }
    let is_conacs = |host: &str| {
        host.strip_suffix(CONAC)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let by_script = page
        .snapshot
        .script_hosts
        .iter()
        .any(|host| is_conacs(host));
    let by_link = page
        .snapshot
        .links
        .iter()
        .filter_map(|link| Url::split(&link.url))
        .any(|url| is_conacs(&url.host));
    if by_script || by_link {
        Outcome::passed()
    } else {
        Outcome::failed(Cause::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a government page without the mark fails" => "failed":
            "<!-- url: http://www.example.gov.cn/ --><footer>©</footer>",
        "CONAC's script draws the mark" => "passed":
            r#"<!-- url: http://www.example.gov.cn/ --><footer><script src="https://dcs.conac.cn/js/a.js"></script></footer>"#,
        "a look-alike of CONAC is not CONAC" => "failed":
            r#"<!-- url: http://www.example.gov.cn/ --><footer><script src="https://dcs.notconac.cn/a.js"></script></footer>"#,
        "a shop needs no mark" => "inapplicable": "<footer>©</footer>",
        "a look-alike host is not a government's" => "inapplicable":
            "<!-- url: http://www.gov.cn.example.com/ --><footer>©</footer>",
    }
}
