//! No public security number.
//!
//! ## What it checks
//!
//! Whether the page displays, for a person to see, a public security filing number (`京公网安备…号`) as the site’s own.
//!
//! ## Why
//!
//! MPS Order 33, art. 12: file with the police within 30 days of going online. Showing the number is not in that order:
//! the police platform hands it out with HTML and asks sites to place it at the foot; local police and hosting
//! companies repeat it.
//!
//! ## When it cannot tell
//!
//! When no number was found and a foreign frame, a closed shadow root, or a wide picture or canvas near the foot could
//! not be read; and for a bare address, where the sources do not settle whether a filing is needed.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## Sources
//!
//! - MPS Order 33 (1997, revised 2011), art. 12 and 23
//! - The display instructions that the police platform (beian.mps.gov.cn) gives out with the number;
//!   help.aliyun.com/en/dws/add-public-security-record-number
//!
//! # 中文
//!
//! 缺少公安联网备案号。
//!
//! ## 检查什么
//!
//! 页面是否以人能看见的方式展示了本站的公安联网备案号（`京公网安备…号`）。
//!
//! ## 为什么
//!
//! 公安部令第33号第十二条：联网之日起三十日内到公安机关备案。展示号码并不出自该办法：公安平台随号码给出代码，要求放在页
//! 面底部；各地公安与服务商也如此说明。
//!
//! ## 何时无法判断
//!
//! 没有找到号码，而又有无法读取的跨域框架、封闭的影子树，或页面底部附近的宽图片、画布时；以及以IP地址直接访问、是否需要
//! 备案没有定论时。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪公网安备31011502400817号</footer>
//! ```
//!
//! ## 出处
//!
//! - 《计算机信息网络国际联网安全保护管理办法》（公安部令第33号，1997年，2011年修订）第十二条、第二十三条
//! - 公安联网备案平台（beian.mps.gov.cn）随备案号发放的展示说明；
//!   help.aliyun.com/en/dws/add-public-security-record-number

use super::{Element, Outcome, Page, Rule, shared};
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "public-security-number-missing",
    severity: Severity::Warn,
    element: Element::PublicSecurityNumber,
    basis: &[
        "MPS Order 33, art. 12",
        "Police platform, display instructions",
    ],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    shared::number_missing(
        page,
        Register::PublicSecurity,
        super::public_security_remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_number_split_over_elements_is_read() {
        check(
            RULE.id,
            "<footer><span>沪公网安备</span><span>31011502400817号</span></footer>",
            "passed",
        );
    }

    #[test]
    fn an_icp_number_is_none() {
        check(RULE.id, "<footer>沪ICP备2021036517号</footer>", "failed");
    }

    #[test]
    fn a_number_in_a_script_is_not_displayed() {
        check(
            RULE.id,
            r#"<footer><script>"沪公网安备31011502400817号"</script></footer>"#,
            "failed",
        );
    }
}
