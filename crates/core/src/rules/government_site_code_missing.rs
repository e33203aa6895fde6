//! Government site code missing.
//!
//! ## What it checks
//!
//! Whether a page under `.gov.cn` or `.政务` displays its site code: `网站标识码` followed by 10 digits, or `bm` and 8
//! digits for ministries.
//!
//! ## Why
//!
//! The guidelines for government websites want the site code at the foot of every page.
//!
//! ## When it cannot tell
//!
//! When no code was found and a foreign frame or a wide picture near the foot could not be read.
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
//! <footer>网站标识码：3101150042</footer>
//! ```
//!
//! ## Sources
//!
//! - Guidelines for government websites (State Council General Office, 2017, No. 47): mark, site code, ICP number and
//!   public security number at the foot of every page
//!
//! # 中文
//!
//! 缺少政府网站标识码。
//!
//! ## 检查什么
//!
//! `.gov.cn`、`.政务` 域名下的页面是否展示网站标识码：`网站标识码` 后接10位数字，部委为 `bm` 加8位数字。
//!
//! ## 为什么
//!
//! 《政府网站发展指引》要求全站页面底部列明网站标识码。
//!
//! ## 何时无法判断
//!
//! 没有找到标识码，而又有无法读取的跨域框架或页面底部附近的宽图片时。
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
//! <footer>网站标识码：3101150042</footer>
//! ```
//!
//! ## 出处
//!
//! - 《政府网站发展指引》（国办发〔2017〕47号）：全站页面底部功能区列明党政机关网站标识、网站标识码、ICP备案编号、公
//!   安机关备案标识等

use super::{Element, Outcome, Page, Rule, is_government};
use crate::report::Severity;
use crate::snapshot::{Gap, Visibility};

pub(super) static RULE: Rule = Rule {
    id: "government-site-code-missing",
    severity: Severity::Warn,
    element: Element::Content,
    basis: &["State Council General Office, 2017 No. 47"],
    evaluate,
};

/// What stands before the code.
const LABEL: &str = "标识码";
/// The code's length in characters.
const LENGTH: usize = 10;

fn evaluate(page: &Page) -> Outcome {
    if !is_government(page) {
        return Outcome::inapplicable();
    }
    let mut text = String::new();
    for run in page
        .snapshot
        .runs
        .iter()
        .filter(|run| run.visibility == Visibility::Shown)
    {
        text.push_str(if run.gap == Gap::Break { "\n" } else { "" });
        text.push_str(&run.text);
    }
    if text.split(LABEL).skip(1).any(starts_with_code) {
        return Outcome::passed();
    }
    match page.unread_reason() {
        Some(reason) => Outcome::cannot_tell(reason),
        None => Outcome::failed("failed"),
    }
}

/// Ten digits, or `bm` and eight, after the label's colon.
fn starts_with_code(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let code: String = text
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(LENGTH + 1)
        .collect();
    let digits = code
        .strip_prefix("bm")
        .or_else(|| code.strip_prefix("BM"))
        .unwrap_or(&code);
    code.len() == LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_government_page_without_a_code_fails() {
        check(
            RULE.id,
            "<!-- url: http://www.example.gov.cn/ --><footer>©</footer>",
            "failed",
        );
    }

    #[test]
    fn a_code_after_its_label_passes() {
        check(
            RULE.id,
            "<!-- url: http://www.example.gov.cn/ --><footer>网站标识码：<b>3101150042</b></footer>",
            "passed",
        );
    }

    #[test]
    fn a_ministrys_code_passes() {
        check(
            RULE.id,
            "<!-- url: http://www.example.gov.cn/ --><footer>政府网站标识码 bm12000001</footer>",
            "passed",
        );
    }

    #[test]
    fn nine_digits_are_no_code() {
        check(
            RULE.id,
            "<!-- url: http://www.example.gov.cn/ --><footer>网站标识码：310115004</footer>",
            "failed",
        );
    }

    #[test]
    fn a_shop_needs_none() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
