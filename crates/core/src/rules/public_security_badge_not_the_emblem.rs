//! Another picture instead of the badge.
//!
//! ## What it checks
//!
//! Whether the picture beside the public security number has the badge’s colours (gold, red and navy in its shares), as
//! far as its pixels can be read. A file name is a hint, never proof.
//!
//! ## Why
//!
//! `beian.png` is often the MIIT gear, which belongs to neither number; a flag or a shield is not the badge that the
//! platform hands out.
//!
//! ## When it cannot tell
//!
//! Never: a picture whose pixels cannot be read (one from another host) is not judged by this rule.
//!
//! ## Fails
//!
//! ```html
//! <footer><img src="red-gear.png" alt=""> 沪公网安备31011502400817号</footer>
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
//! 图标不是公安备案图标。
//!
//! ## 检查什么
//!
//! 公安联网备案号旁的图片，就能读取的像素而言，是否具有备案图标的配色（金、红、藏青及其比例）。文件名只是线索，不是证
//! 据。
//!
//! ## 为什么
//!
//! `beian.png` 常常是工信部的齿轮标，它不属于任何一个号码；国旗、盾牌也不是平台发放的图标。
//!
//! ## 何时无法判断
//!
//! 不会出现：像素无法读取的图片（来自其他主机）不由本规则判断。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><img src="red-gear.png" alt=""> 沪公网安备31011502400817号</footer>
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
use crate::marks::emblem::{self, Emblem};
use crate::report::{BadgeState, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-badge-not-the-emblem",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark, state)) = shared::best_badge(page) else {
        return Outcome::inapplicable();
    };
    let image = mark
        .badge
        .as_ref()
        .and_then(|badge| page.snapshot.images.get(badge.index?));
    match state {
        BadgeState::NotTheEmblem => Outcome::failed("failed")
            .of(vec![index])
            .remedy(super::public_security_remedy(Some(mark))),
        BadgeState::Present
            if image.is_some_and(|image| emblem::of_picture(image) == Emblem::Yes) =>
        {
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
    fn the_red_gear_is_not_the_badge() {
        check(
            RULE.id,
            r#"<footer><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Ccircle cx='10' cy='10' r='9' fill='%23c8201f'/%3E%3C/svg%3E" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
            "failed",
        );
    }

    #[test]
    fn the_badges_colours_pass() {
        check(
            RULE.id,
            r#"<footer><img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect x='1' width='18' height='20' rx='5' fill='%23e6b422'/%3E%3Crect x='5' y='3' width='10' height='8' fill='%23c8201f'/%3E%3Crect x='5' y='13' width='10' height='4' fill='%231b2a6b'/%3E%3C/svg%3E" width="20" height="20" alt="">沪公网安备31011502400817号</footer>"#,
            "passed",
        );
    }

    #[test]
    fn unreadable_pixels_are_not_judged() {
        check(
            RULE.id,
            r#"<footer><img src="a.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
            "inapplicable",
        );
    }

    #[test]
    fn no_picture_is_not_judged() {
        check(
            RULE.id,
            "<footer>沪公网安备31011502400817号</footer>",
            "inapplicable",
        );
    }
}
