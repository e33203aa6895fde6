//! ICP number without link.
//!
//! ## What it checks
//!
//! Whether the ICP number has a link of its own: one that holds it or its digits, or MIIT’s link right beside or below
//! it. `#`, `javascript:;`, an empty address and the site’s own pages lead nowhere.
//!
//! ## Why
//!
//! Order 33, art. 13: 「…并在备案编号下方按要求链接信息产业部备案管理系统网址，供公众查询核对。」 (and below the number
//! link the ministry’s filing system, for the public to query and check). In practice the number itself is the link.
//! Art. 25: an order to correct and a fine of CNY 5,000 to 10,000.
//!
//! ## When it cannot tell
//!
//! When a script handles the click: what it opens cannot be read from the page.
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
//!
//! # 中文
//!
//! ICP备案号没有链接。
//!
//! ## 检查什么
//!
//! ICP备案号是否有自己的链接：包含号码或其数字的链接，或紧邻其旁、其下的工信部链接。`#`、`javascript:;`、空地址和本站页
//! 面都等于没有。
//!
//! ## 为什么
//!
//! 信息产业部令第33号第十三条：“……并在备案编号下方按要求链接信息产业部备案管理系统网址，供公众查询核对。”实际做法是号码
//! 本身即链接。第二十五条：责令限期改正，处5000元以上1万元以下罚款。
//!
//! ## 何时无法判断
//!
//! 点击由脚本处理时：页面上读不出它会打开什么。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条
//! - 悬挂说明：help.aliyun.com/en/icp-filing（the-icp-record-post-processing-1）、
//!   cloud.tencent.com/document/product/243/61412
//! - 对259个真实页脚的统计，2026年11月

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-missing",
    severity: Severity::Fail,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::link_missing(page, Register::Icp, super::icp_remedy)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_plain_number_has_no_link() {
        check(RULE.id, "<footer>沪ICP备2021036517号</footer>", "failed");
    }

    #[test]
    fn a_hash_leads_nowhere() {
        check(
            RULE.id,
            r##"<footer><a href="#">沪ICP备2021036517号</a></footer>"##,
            "failed_nowhere",
        );
    }

    #[test]
    fn the_sites_own_page_is_nowhere() {
        check(
            RULE.id,
            r#"<footer><a href="/about">沪ICP备2021036517号</a></footer>"#,
            "failed_nowhere",
        );
    }

    #[test]
    fn a_link_on_the_digits_alone_is_the_numbers() {
        check(
            RULE.id,
            r#"<footer>沪ICP备<a href="https://beian.miit.gov.cn/">2021036517</a>号</footer>"#,
            "passed",
        );
    }

    #[test]
    fn the_ministrys_link_right_below_is_the_numbers() {
        check(
            RULE.id,
            r#"<footer><p>沪ICP备2021036517号</p><p><a href="https://beian.miit.gov.cn/">工信部备案系统</a></p></footer>"#,
            "passed",
        );
    }

    #[test]
    fn a_link_that_another_number_holds_is_not() {
        check(
            RULE.id,
            r#"<footer>沪ICP备2021036517号 <a href="https://beian.miit.gov.cn/">沪B2-20190123</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn what_a_script_opens_cannot_be_told() {
        check(
            RULE.id,
            r##"<footer><a href="#" onclick="openFiling()">沪ICP备2021036517号</a></footer>"##,
            "cannot_tell",
        );
    }

    #[test]
    fn an_address_in_the_script_can_be() {
        check(
            RULE.id,
            r#"<footer><a href="javascript:;" onclick="window.open('https://beian.miit.gov.cn/')">沪ICP备2021036517号</a></footer>"#,
            "passed",
        );
    }
}
