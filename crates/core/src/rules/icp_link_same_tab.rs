//! ICP link opens in the same tab.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link to MIIT’s filing system opens in a new tab (`target="_blank"`, which can also be set
//! on `<base>`).
//!
//! ## Why
//!
//! The cloud providers’ display guides let visitors look the number up without leaving the site. No law requires it, so
//! this is for information only.
//!
//! ## When it cannot tell
//!
//! It can always tell: a link that a script opens is judged by another rule.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/" target="_blank" rel="noreferrer">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - Display guides: help.aliyun.com/en/icp-filing (the-icp-record-post-processing-1),
//!   cloud.tencent.com/document/product/243/61412

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-same-tab",
    severity: Severity::Info,
    element: Element::IcpLink,
    basis: &["Practice"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let official = page.best_link(Register::Icp).filter(|(_, mark)| {
        matches!(
            mark.link.class,
            LinkClass::Official | LinkClass::OfficialHttp
        )
    });
    let link = |index: Option<usize>| page.snapshot.links.get(index?);
    match official.and_then(|(index, mark)| Some((index, mark, link(mark.link.index)?))) {
        None => Outcome::inapplicable(),
        Some((index, _, link)) if link.new_tab => Outcome::passed().of(vec![index]),
        Some((index, mark, _)) => Outcome::failed(Cause::Plain)
            .of(vec![index])
            .remedy(Snippet::icp(Some(&mark.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a link that opens in the same tab is worth knowing" => "failed":
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "a new tab passes" => "passed":
            r#"<footer><a target="_blank" href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
        "another host is for another rule" => "inapplicable":
            r#"<footer><a href="http://icp.chinaz.com/">沪ICP备2021036517号</a></footer>"#,
    }
}
