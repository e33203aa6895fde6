//! Police badge away from its number.
//!
//! ## What it checks
//!
//! Whether a police badge on the page stands beside the public security number it belongs to: in its link, right before
//! or right after it.
//!
//! ## Why
//!
//! The badge marks the number; beside another line it marks that one.
//!
//! ## When it cannot tell
//!
//! Never: a picture that cannot be known for the badge is not judged by this rule.
//!
//! ## Fails
//!
//! ```html
//! <header><img src="beian-badge.png" alt=""></header>…<footer>沪公网安备31011502400817号</footer>
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
//! 公安备案图标不在号码旁。
//!
//! ## 检查什么
//!
//! 页面上的公安备案图标是否位于所属号码旁：在其链接内，或紧挨其前、其后。
//!
//! ## 为什么
//!
//! 图标是号码的标识；放在别处就成了别的内容的标识。
//!
//! ## 何时无法判断
//!
//! 不会出现：无法确认为备案图标的图片，本规则不作判断。
//!
//! ## 不通过示例
//!
//! ```html
//! <header><img src="beian-badge.png" alt=""></header>…<footer>沪公网安备31011502400817号</footer>
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
    id: "public-security-badge-not-beside-number",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark, state)) = shared::best_badge(page) else {
        return Outcome::inapplicable();
    };
    match state {
        BadgeState::Present => Outcome::passed().of(vec![index]),
        BadgeState::Missing if shared::badge_elsewhere(page).is_some() => Outcome::failed("failed")
            .of(vec![index])
            .remedy(super::public_security_remedy(Some(mark))),
        _ => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_badge_beside_another_number_is_away() {
        check(
            RULE.id,
            r#"<footer><p><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect x='1' width='18' height='20' rx='5' fill='%23e6b422'/%3E%3Crect x='5' y='3' width='10' height='8' fill='%23c8201f'/%3E%3Crect x='5' y='13' width='10' height='4' fill='%231b2a6b'/%3E%3C/svg%3E" width="20" height="20" alt="">沪ICP备2021036517号</p><p>沪公网安备31011502400817号</p></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_badge_beside_its_number_passes() {
        check(
            RULE.id,
            r#"<footer><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect x='1' width='18' height='20' rx='5' fill='%23e6b422'/%3E%3Crect x='5' y='3' width='10' height='8' fill='%23c8201f'/%3E%3Crect x='5' y='13' width='10' height='4' fill='%231b2a6b'/%3E%3C/svg%3E" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
            "passed",
        );
    }

    #[test]
    fn no_badge_is_not_judged() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "inapplicable",
        );
    }
}
