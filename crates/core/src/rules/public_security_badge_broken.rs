//! Police badge broken.
//!
//! ## What it checks
//!
//! Whether the picture beside the public security number has loaded.
//!
//! ## Why
//!
//! A badge that does not load is not displayed. Usual causes: the file was not uploaded, the address was http on an
//! https page, or the old platform’s address was linked.
//!
//! ## When it cannot tell
//!
//! Never: a picture that is still loading is not called broken.
//!
//! ## Fails
//!
//! ```html
//! <footer><img src="missing.png" alt=""> 沪公网安备31011502400817号</footer>
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
//! 公安备案图标无法显示。
//!
//! ## 检查什么
//!
//! 公安联网备案号旁的图片是否加载成功。
//!
//! ## 为什么
//!
//! 加载失败就等于没有展示。常见原因：文件没有上传、在https页面引用http地址、引用了旧平台的地址。
//!
//! ## 何时无法判断
//!
//! 不会出现：仍在加载的图片不算失败。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><img src="missing.png" alt=""> 沪公网安备31011502400817号</footer>
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
    id: "public-security-badge-broken",
    severity: Severity::Warn,
    element: Element::PublicSecurityBadge,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::badge_fault(page, BadgeState::Broken)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_picture_that_failed_to_load_is_broken() {
        check(
            RULE.id,
            r#"<footer><img src="missing.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_picture_that_loaded_is_not() {
        check(
            RULE.id,
            r#"<footer><img src="ghs.png" width="20" height="20">沪公网安备31011502400817号</footer>"#,
            "passed",
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
