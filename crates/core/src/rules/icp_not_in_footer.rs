//! ICP number not at the foot.
//!
//! ## What it checks
//!
//! Whether a person finds the ICP number at the foot of the page: in its last part, after the main content, or in a bar
//! that stays at the bottom of the window. Where it is drawn decides; markup such as `<footer>` is a hint.
//!
//! ## Why
//!
//! Order 33, art. 13: 「…在主页底部的中央位置标明其备案编号…」 (the number at the bottom of the home page, in the
//! centre).
//!
//! ## When it cannot tell
//!
//! Never: every text that is displayed stands somewhere.
//!
//! ## Fails
//!
//! ```html
//! <header>沪ICP备2021036517号-1</header><main>…</main><footer>© 2026</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <main>…</main><footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//!
//! # 中文
//!
//! ICP备案号不在页面底部。
//!
//! ## 检查什么
//!
//! 人是否能在页面底部找到ICP备案号：页面最后部分、正文之后，或固定在窗口底部的栏中。以实际绘制位置为准，`<footer>` 等标
//! 记只作参考。
//!
//! ## 为什么
//!
//! 信息产业部令第33号第十三条：“……在主页底部的中央位置标明其备案编号……”
//!
//! ## 何时无法判断
//!
//! 不会出现：展示出来的文字总有位置。
//!
//! ## 不通过示例
//!
//! ```html
//! <header>沪ICP备2021036517号-1</header><main>…</main><footer>© 2026</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <main>…</main><footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 出处
//!
//! - 《非经营性互联网信息服务备案管理办法》（信息产业部令第33号，2005年）第十三条、第二十五条

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-not-in-footer",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::not_in_footer(page, Register::Icp)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_in_the_header_is_not_at_the_foot() {
        check(
            RULE.id,
            r#"<header>沪ICP备2021036517号</header><main style="min-height:1500px">茶</main><footer>©</footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_plain_last_line_is_a_foot() {
        check(
            RULE.id,
            r#"<div style="min-height:1500px">茶</div><div>沪ICP备2021036517号</div>"#,
            "passed",
        );
    }

    #[test]
    fn a_bar_at_the_bottom_of_the_window_is_a_foot() {
        check(
            RULE.id,
            r#"<div style="position:fixed;bottom:0">沪ICP备2021036517号</div><main style="min-height:2500px">茶</main>"#,
            "passed",
        );
    }
}
