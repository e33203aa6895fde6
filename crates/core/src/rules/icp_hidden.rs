//! ICP number hidden.
//!
//! ## What it checks
//!
//! Whether an ICP number that is in the page’s text can be seen: not hidden by display, visibility, opacity, size,
//! clipping, a place off the screen, the colour of its ground, or something on top of it.
//!
//! ## Why
//!
//! Order 292, art. 12 wants it 「显著位置」 (in a prominent place). A number may be shown on phones and hidden on
//! desktops: the report says which window was looked at.
//!
//! ## When it cannot tell
//!
//! Never: it is judged in the window that was looked at, and the report names it.
//!
//! ## Fails
//!
//! ```html
//! <footer style="color: #fff; background: #fff">沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - State Council Order 292 (2000, revised 2011), art. 12 and 22
//!
//! # 中文
//!
//! ICP备案号被隐藏。
//!
//! ## 检查什么
//!
//! 页面文字中的ICP备案号能否看见：没有因 display、visibility、透明度、尺寸、裁切、移出屏幕、与背景同色或被遮盖而隐藏。
//!
//! ## 为什么
//!
//! 《互联网信息服务管理办法》第十二条要求在“显著位置”标明。有的页面只在手机或只在电脑上显示：报告会写明检查时的窗口大
//! 小。
//!
//! ## 何时无法判断
//!
//! 不会出现：按检查时的窗口判断，并在报告中写明。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer style="color: #fff; background: #fff">沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 出处
//!
//! - 《互联网信息服务管理办法》（国务院令第292号，2000年，2011年修订）第十二条、第二十二条

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-hidden",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::hidden(page, Register::Icp)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_in_a_hidden_block_is_hidden() {
        check(
            RULE.id,
            r#"<footer><div style="display:none">沪ICP备2021036517号</div></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_second_hidden_copy_does_no_harm() {
        check(
            RULE.id,
            r#"<footer>沪ICP备2021036517号<div style="display:none">沪ICP备2021036517号</div></footer>"#,
            "passed",
        );
    }

    #[test]
    fn a_number_in_a_comment_is_not_in_the_text() {
        check(
            RULE.id,
            "<footer><!-- 沪ICP备2021036517号 --></footer>",
            "inapplicable",
        );
    }
}
