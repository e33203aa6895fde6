//! ICP link over plain http.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link uses `http://` where `https://` is there.
//!
//! ## Why
//!
//! MIIT’s filing system answers both. Over plain http anybody on the way can change the page that the visitor is to
//! trust. Accepted everywhere, so good to know, no more.
//!
//! ## When it cannot tell
//!
//! Never: an address names its host.
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
//! - Hosts and the dates of their moves: the table in `src/filing/hosts.rs`
//! - Display guides: help.aliyun.com/en/icp-filing (the-icp-record-post-processing-1),
//!   cloud.tencent.com/document/product/243/61412
//!
//! # 中文
//!
//! ICP链接使用http。
//!
//! ## 检查什么
//!
//! ICP备案号的链接是否使用了 `http://` 而非 `https://`。
//!
//! ## 为什么
//!
//! 工信部备案系统两种方式都能访问；明文http的内容途中可被篡改。各方都接受，故仅作提示。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里写着主机名。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="http://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
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
//! - 各网址及其更替时间：见 `src/filing/hosts.rs` 中的表
//! - 悬挂说明：help.aliyun.com/en/icp-filing（the-icp-record-post-processing-1）、
//!   cloud.tencent.com/document/product/243/61412

use super::{Element, Outcome, Page, Rule, icp_remedy};
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-link-plain-http",
    severity: Severity::Info,
    element: Element::IcpLink,
    basis: &["Practice"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    match page.best_link(Register::Icp) {
        Some((index, mark)) if mark.link.class == LinkClass::OfficialHttp => {
            Outcome::failed("failed")
                .of(vec![index])
                .remedy(icp_remedy(Some(mark)))
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
    use crate::rules::testing::check;

    #[test]
    fn plain_http_is_good_to_know() {
        check(
            RULE.id,
            r#"<footer><a href="http://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn https_passes() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号</a></footer>"#,
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
