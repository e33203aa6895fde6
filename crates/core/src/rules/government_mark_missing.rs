//! Government website mark missing.
//!
//! ## What it checks
//!
//! Whether a page under `.gov.cn` or `.政务` carries the mark that CONAC issues to party and government websites: its
//! script (dcs.conac.cn) or its link (bszs.conac.cn).
//!
//! ## Why
//!
//! The guidelines for government websites want the mark at the foot of every page, beside the ICP number and the public
//! security number.
//!
//! ## When it cannot tell
//!
//! Never: the mark is drawn by CONAC’s own script or linked to CONAC’s own host.
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
//!   public security number at the foot of every page
//!
//! # 中文
//!
//! 缺少党政机关网站标识。
//!
//! ## 检查什么
//!
//! `.gov.cn`、`.政务` 域名下的页面是否带有党政机关网站标识：其脚本（dcs.conac.cn）或链接（bszs.conac.cn）。
//!
//! ## 为什么
//!
//! 《政府网站发展指引》要求全站页面底部列明党政机关网站标识，与ICP备案编号、公安机关备案标识并列。
//!
//! ## 何时无法判断
//!
//! 不会出现：标识由官方脚本绘制，或链接到官方网址。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- www.example.gov.cn -->
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><script src="https://dcs.conac.cn/js/…"></script></footer>
//! ```
//!
//! ## 出处
//!
//! - 《政府网站发展指引》（国办发〔2017〕47号）：全站页面底部功能区列明党政机关网站标识、网站标识码、ICP备案编号、公
//!   安机关备案标识等

use super::{Element, Outcome, Page, Rule, is_government};
use crate::filing::hosts::Url;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "government-mark-missing",
    severity: Severity::Warn,
    element: Element::Content,
    basis: &["State Council General Office, 2017 No. 47"],
    evaluate,
};

/// Where CONAC's mark comes from and leads to. Source: CONAC's instructions for the mark, as seen on government sites.
const CONAC: &str = "conac.cn";

fn evaluate(page: &Page) -> Outcome {
    if !is_government(page) {
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
        Outcome::failed("failed")
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_government_page_without_the_mark_fails() {
        check(
            RULE.id,
            "<!-- url: http://www.example.gov.cn/ --><footer>©</footer>",
            "failed",
        );
    }

    #[test]
    fn conacs_script_draws_the_mark() {
        check(
            RULE.id,
            r#"<!-- url: http://www.example.gov.cn/ --><footer><script src="https://dcs.conac.cn/js/a.js"></script></footer>"#,
            "passed",
        );
    }

    #[test]
    fn a_look_alike_of_conac_is_not_conac() {
        check(
            RULE.id,
            r#"<!-- url: http://www.example.gov.cn/ --><footer><script src="https://dcs.notconac.cn/a.js"></script></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_shop_needs_none() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }

    #[test]
    fn a_look_alike_host_is_no_government() {
        check(
            RULE.id,
            "<!-- url: http://www.gov.cn.example.com/ --><footer>©</footer>",
            "inapplicable",
        );
    }
}
