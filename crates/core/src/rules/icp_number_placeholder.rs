//! Placeholder shown as ICP number.
//!
//! ## What it checks
//!
//! Whether what stands in the ICP number’s place is a placeholder: all digits equal, an ascending run (12345678), a
//! zero serial, X or * in place of digits, no digits at all (`京ICP备号`), words such as 示例, 待补充, 备案中, or a
//! number copied with a template.
//!
//! ## Why
//!
//! Order 292, art. 12 asks for the site’s own number; a template’s is none. A placeholder also tells every visitor that
//! nobody checked.
//!
//! ## When it cannot tell
//!
//! When the number is a well-known site’s own that many templates carry: on that site it is right.
//!
//! ## Fails
//!
//! ```html
//! <footer>京ICP备12345678号-1</footer>
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
//! - Placeholders seen in real footers and templates (rule book, section 2.5, 2026-11)
//!
//! # 中文
//!
//! 把占位号当作ICP备案号。
//!
//! ## 检查什么
//!
//! ICP备案号的位置上是不是占位内容：数字全同、顺序数字（12345678）、全零序号、以X或*代替数字、没有数字（`京ICP备号`）、
//! “示例”“待补充”“备案中”等字样，或随模板抄来的号码。
//!
//! ## 为什么
//!
//! 《互联网信息服务管理办法》第十二条要求的是本站的编号，模板里的不是。
//!
//! ## 何时无法判断
//!
//! 号码属于某知名网站、又常被模板照抄时：在那个网站上它是对的。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>京ICP备12345678号-1</footer>
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
//! - 真实页脚与模板中所见的占位内容（规则手册2.5节，2026年11月）

use super::{Element, Outcome, Page, Rule, shared};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-placeholder",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::placeholder(
        page,
        Register::Icp,
        &[Standing::Placeholder],
        super::icp_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn an_ascending_run_is_a_placeholder() {
        check(RULE.id, "<footer>京ICP备12345678号-1</footer>", "failed");
    }

    #[test]
    fn a_sample_in_an_article_is_no_placeholder_of_this_site() {
        check(
            RULE.id,
            "<article><pre>京ICP备12345678号</pre></article><footer>沪ICP备2021036517号</footer>",
            "passed",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
