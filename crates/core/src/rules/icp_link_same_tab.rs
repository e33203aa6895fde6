//! ICP link opens in the same tab.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link to MIIT’s filing system opens a new tab (`target="_blank"`, also from a `<base>`).
//!
//! ## Why
//!
//! The guides of the mainland’s clouds have visitors look the number up without leaving the site. No law asks for it, so
//! this is good to know, no more.
//!
//! ## When it cannot tell
//!
//! Never: a link that a script opens is another rule’s matter.
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
//!
//! # 中文
//!
//! ICP链接在本页打开。
//!
//! ## 检查什么
//!
//! ICP备案号指向工信部备案系统的链接是否在新标签页打开（`target="_blank"`，也可写在 `<base>` 上）。
//!
//! ## 为什么
//!
//! 各云厂商的悬挂说明让访客查询号码时不离开网站。法规没有要求，故仅作提示。
//!
//! ## 何时无法判断
//!
//! 不会出现：由脚本打开的链接由其他规则判断。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/" target="_blank" rel="noreferrer">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 悬挂说明：help.aliyun.com/en/icp-filing（the-icp-record-post-processing-1）、
//!   cloud.tencent.com/document/product/243/61412

use super::{Element, Outcome, Page, Rule, icp_remedy};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-same-tab",
    severity: Severity::Info,
    element: Element::IcpLink,
    basis: &["Practice"],
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
        Some((index, mark, _)) => Outcome::failed("failed")
            .of(vec![index])
            .remedy(icp_remedy(Some(mark))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_link_in_the_same_tab_is_good_to_know() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_new_tab_passes() {
        check(
            RULE.id,
            r#"<footer><a target="_blank" href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "passed",
        );
    }

    #[test]
    fn another_host_is_another_rules_matter() {
        check(
            RULE.id,
            r#"<footer><a href="http://icp.chinaz.com/">沪ICP备2021036517号</a></footer>"#,
            "inapplicable",
        );
    }
}
