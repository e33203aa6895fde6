//! No ICP number.
//!
//! ## What it checks
//!
//! Whether the page displays, for a person to see, an ICP filing number (`京ICP备…号`) or a licence number that stands
//! for one (`京ICP证…号`, `京B2-…`) as the site’s own.
//!
//! ## Why
//!
//! Order 292, art. 12: 「…应当在其网站主页的显著位置标明其经营许可证编号或者备案编号。」 (the home page must show the
//! licence number or the filing number in a prominent place). Art. 22: an order to correct and a fine of CNY 5,000 to
//! 50,000. Either number satisfies it.
//!
//! ## When it cannot tell
//!
//! When no number was found and a frame of another origin, a closed shadow root, or a wide picture or canvas near the
//! foot could not be read: the number may be in there.
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
//!
//! # 中文
//!
//! 缺少ICP备案号。
//!
//! ## 检查什么
//!
//! 页面是否以人能看见的方式展示了本站的ICP备案号（`京ICP备…号`），或可替代它的许可证号（`京ICP证…号`、`京B2-…`）。
//!
//! ## 为什么
//!
//! 《互联网信息服务管理办法》第十二条：“……应当在其网站主页的显著位置标明其经营许可证编号或者备案编号。”两者有其一即可。
//! 第二十二条：责令改正，处5000元以上5万元以下罚款。
//!
//! ## 何时无法判断
//!
//! 没有找到号码，而又有无法读取的跨域框架、封闭的影子树，或页面底部附近的宽图片、画布时：号码可能就在其中。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>© 2026 青瓷茶社</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>© 2026 青瓷茶社 <a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 《互联网信息服务管理办法》（国务院令第292号，2000年，2011年修订）第十二条、第二十二条
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;
use crate::snapshot::{TextRun, Visibility};

/// A notice that a filing is pending is one line; a longer text speaks of filing (characters).
const LINE: usize = 60;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-missing",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12", "MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let outcome = shared::number_missing(page, Register::Icp, super::icp_remedy);
    match outcome.reason {
        "failed" | "failed_placeholder" if is_pending(page) => Outcome {
            reason: "failed_pending",
            ..outcome
        },
        _ => outcome,
    }
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
    use crate::rules::testing::check;

    #[test]
    fn a_licence_number_stands_for_a_filing_number() {
        check(RULE.id, "<footer>浙B2-20190123</footer>", "passed");
    }

    #[test]
    fn a_filing_that_is_pending_is_no_number() {
        for notice in ["ICP备案申请中", "备案号：备案中", "ICP备案号：备案后展示"] {
            let html = ["<footer>", notice, "</footer>"].concat();
            check(RULE.id, &html, "failed_pending");
        }
    }

    #[test]
    fn a_number_in_a_comment_is_missing() {
        check(
            RULE.id,
            "<footer><!-- 沪ICP备2021036517号 --></footer>",
            "failed",
        );
    }

    #[test]
    fn a_number_in_an_article_is_not_the_sites_own() {
        check(
            RULE.id,
            "<article><p>沪ICP备2021036517号</p></article><footer>©</footer>",
            "failed_mention",
        );
    }

    #[test]
    fn a_number_that_is_only_hidden_is_missing() {
        check(
            RULE.id,
            r#"<footer><p style="display:none">沪ICP备2021036517号</p></footer>"#,
            "failed_hidden",
        );
    }

    #[test]
    fn a_decoy_hidden_between_its_pieces_does_not_break_a_number() {
        check(
            RULE.id,
            r#"<footer>沪ICP备<b style="display:none">99</b>2021036517号</footer>"#,
            "passed",
        );
    }

    #[test]
    fn an_unread_frame_may_hold_the_number() {
        check(
            RULE.id,
            r#"<footer>©</footer><iframe src="https://a.example.net/"></iframe>"#,
            "cannot_tell_frame",
        );
    }
}
