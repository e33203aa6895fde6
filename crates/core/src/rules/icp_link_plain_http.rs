//! ICP link over plain http.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link uses `http://` instead of `https://`.
//!
//! ## Why
//!
//! MIIT’s filing system answers both, but a page sent over plain http can be changed on its way to the visitor. Both
//! are accepted everywhere, so this is for information only.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s address is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="http://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - Hosts and the dates of their moves: the table in `crates/core/src/filing/hosts.rs`
//! - Display guides: help.aliyun.com/en/icp-filing (the-icp-record-post-processing-1),
//!   cloud.tencent.com/document/product/243/61412

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-plain-http",
    severity: Severity::Info,
    element: Element::IcpLink,
    basis: &["Practice"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.best_link(Register::Icp) {
        Some((index, mark)) if mark.link.class == LinkClass::OfficialHttp => {
            Outcome::failed(Cause::Plain)
                .of(vec![index])
                .remedy(Snippet::icp(Some(&mark.number)))
        }
        Some((index, mark)) if mark.link.class == LinkClass::Official => {
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
        "plain http is worth knowing" => "failed":
            r#"<footer><a href="http://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "https passes" => "passed":
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "another host is for another rule" => "inapplicable":
            r#"<footer><a href="http://icp.chinaz.com/">沪ICP备2021036517号</a></footer>"#,
    }
}
