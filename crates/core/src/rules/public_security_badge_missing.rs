//! Police badge missing.
//!
//! ## What it checks
//!
//! Whether the police badge stands beside the public security number or in its link, and can be seen.
//!
//! ## Why
//!
//! The police platform hands out the badge with the number and tells sites to place both. The emblem is the
//! authority’s: download your own from the platform; this tool does not ship it.
//!
//! ## When it cannot tell
//!
//! When something stands beside the number and what it shows could not be learnt.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## Sources
//!
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - Old official file: PNG, 20 x 20; new portal: 36 x 40; others 15 to 66 pixels (31 real badges, 2026-11)
//!
//! # 中文
//!
//! 缺少公安备案图标。
//!
//! ## 检查什么
//!
//! 公安备案图标是否位于公安联网备案号旁边或其链接内，并且看得见。
//!
//! ## 为什么
//!
//! 公安平台随号码发放图标，要求一并放置。警徽图样归机关所有：请从平台下载，本工具不提供。
//!
//! ## 何时无法判断
//!
//! 号码旁有图形、但无法得知其内容时。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817">沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=31011502400817"><img src="beian-badge.png" alt=""> 沪公网安备31011502400817号</a></footer>
//! ```
//!
//! ## 出处
//!
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number
//! - 旧版官方文件为20×20的PNG，新平台为36×40，其他见于15至66像素（31个真实图标，2026年11月）

use super::{Element, Outcome, Page, Rule, shared};
use crate::report::{BadgeState, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-badge-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark, state)) = shared::best_badge(page) else {
        return Outcome::inapplicable();
    };
    let outcome = match state {
        BadgeState::Missing if shared::badge_elsewhere(page).is_none() => Outcome::failed("failed"),
        BadgeState::Hidden => Outcome::failed("failed_hidden"),
        BadgeState::Unknown => Outcome::cannot_tell("cannot_tell"),
        // Broken, another picture, or far from its number: each has a rule of its own.
        _ => return Outcome::passed().of(vec![index]),
    };
    outcome
        .of(vec![index])
        .remedy(super::public_security_remedy(Some(mark)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_alone_has_no_badge() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "failed",
        );
    }

    #[test]
    fn a_small_picture_of_unknown_content_cannot_be_told() {
        check(
            RULE.id,
            r#"<footer><img src="a.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
            "cannot_tell",
        );
    }

    #[test]
    fn a_badge_that_is_not_displayed_is_missing() {
        check(
            RULE.id,
            r#"<footer><img src="ghs.png" style="display:none">沪公网安备31011502400817号</footer>"#,
            "failed_hidden",
        );
    }

    #[test]
    fn the_picture_before_the_icp_number_is_not_this_ones() {
        check(
            RULE.id,
            r#"<footer>沪公网安备31011502400817号 <img src="a.png" width="20" height="20">沪ICP备2021036517号</footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_drawing_of_unknown_content_cannot_be_told() {
        check(
            RULE.id,
            r#"<footer><svg width="18" height="18"></svg>沪公网安备31011502400817号</footer>"#,
            "cannot_tell",
        );
    }
}
