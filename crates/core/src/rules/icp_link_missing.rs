//! ICP number has no link.
//!
//! ## What it checks
//!
//! Whether the ICP number has a link of its own: one that contains the number or its digits, or MIIT’s link right
//! beside or below it. `#`, `javascript:;`, an empty address and the site’s own pages count as no link.
//!
//! ## Why
//!
//! Order 33, art. 13: 「…并在备案编号下方按要求链接信息产业部备案管理系统网址，供公众查询核对。」 (and below the filing
//! number, link to the ministry’s filing system, for the public to query and check). In practice the number itself is
//! the link. Art. 25: an order to correct it within a time limit and a fine of CNY 5,000 to 10,000.
//!
//! ## When it cannot tell
//!
//! It cannot tell when a script handles the click: what the script opens cannot be read from the page.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
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
//! - MII Order 33 (2005), art. 13 and 25
//! - Display guides: help.aliyun.com/en/icp-filing (the-icp-record-post-processing-1),
//!   cloud.tencent.com/document/product/243/61412
//! - Measured on 259 real footers, 2026-11

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-missing",
    severity: Severity::Fail,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Missing,
    causes: Causes {
        failed: &[Cause::Plain, Cause::Nowhere],
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark)) = page.best_link(Register::Icp) else {
        return Outcome::inapplicable();
    };
    let outcome = match mark.link.class {
        LinkClass::None => Outcome::failed(Cause::Plain),
        LinkClass::Nowhere => {
            Outcome::failed(Cause::Nowhere).arg(mark.link.href.clone().unwrap_or_default())
        }
        LinkClass::Unknown => Outcome::cannot_tell(Cause::Plain),
        _ => return Outcome::passed().of(vec![index]),
    };
    outcome
        .of(vec![index])
        .remedy(Snippet::icp(Some(&mark.number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a plain number has no link" => "failed": "<footer>沪ICP备2021036517号</footer>",
        "a hash leads nowhere" => "failed_nowhere": r##"<footer><a href="#">沪ICP备2021036517号</a></footer>"##,
        "the site's own page is nowhere" => "failed_nowhere":
            r#"<footer><a href="/about">沪ICP备2021036517号</a></footer>"#,
        "a link on the digits alone is the number's" => "passed":
            r#"<footer>沪ICP备<a href="https://beian.miit.gov.cn/">2021036517</a>号</footer>"#,
        "the ministry's link right below is the number's" => "passed":
            r#"<footer><p>沪ICP备2021036517号</p><p><a href="https://beian.miit.gov.cn/">工信部备案系统</a></p></footer>"#,
        "a link that contains another number is not this number's" => "failed":
            r#"<footer>沪ICP备2021036517号 <a href="https://beian.miit.gov.cn/">沪B2-20190123</a></footer>"#,
        "what a script opens is unknown" => "cannot_tell":
            r##"<footer><a href="#" onclick="openFiling()">沪ICP备2021036517号</a></footer>"##,
        "an address in the script is the link's" => "passed":
            r#"<footer><a href="javascript:;" onclick="window.open('https://beian.miit.gov.cn/')">沪ICP备2021036517号</a></footer>"#,
    }
}
