//! Link asks for another number.
//!
//! ## What it checks
//!
//! Whether the code in the link (`code=` or `recordcode=`, in fragment, query or path) equals the digits displayed.
//!
//! ## Why
//!
//! The link is there for visitors to check the number. With another code it shows them another site; without a code
//! they must type it in.
//!
//! ## When it cannot tell
//!
//! Never: an address carries the number’s code or does not.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=44030502400718">沪公网安备31011502400817号</a></footer>
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
//! - Measured on 259 real footers, 2026-11
//!
//! # 中文
//!
//! 链接查询的是另一个号码。
//!
//! ## 检查什么
//!
//! 链接中的编号（片段、查询或路径里的 `code=`、`recordcode=`）是否与展示的数字一致。
//!
//! ## 为什么
//!
//! 链接是供访客核对号码的。编号不同会查到别的网站；没有编号则要自己输入。
//!
//! ## 何时无法判断
//!
//! 不会出现：地址里要么带有该编号，要么没有。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=44030502400718">沪公网安备31011502400817号</a></footer>
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
//! - 对259个真实页脚的统计，2026年11月

use super::{Element, Outcome, Page, Rule, indices, public_security_remedy};
use crate::filing::hosts::record_code;
use crate::marks::Register;
use crate::report::{LinkClass, Severity};

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-disagrees",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let linked = page.linked(
        Register::PublicSecurity,
        &[LinkClass::Official, LinkClass::OldPlatform],
    );
    let disagrees: Vec<_> = linked
        .iter()
        .copied()
        .filter(|(_, mark)| mark.link.agrees == Some(false))
        .collect();
    if let Some((_, mark)) = disagrees.first() {
        let link = mark
            .link
            .index
            .and_then(|index| page.snapshot.links.get(index));
        let code = link
            .and_then(|link| record_code(&link.url))
            .unwrap_or_default();
        let outcome = Outcome::failed("failed")
            .arg(&*mark.number.digits)
            .arg(code);
        return outcome
            .of(indices(&disagrees))
            .remedy(public_security_remedy(Some(mark)));
    }
    match linked.first() {
        None => Outcome::inapplicable(),
        Some(_)
            if linked
                .iter()
                .any(|(_, mark)| mark.link.agrees == Some(true)) =>
        {
            Outcome::passed().of(indices(&linked))
        }
        Some((_, mark)) => Outcome::failed("failed_no_code")
            .of(indices(&linked))
            .remedy(public_security_remedy(Some(mark))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_link_with_another_code_disagrees() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=44030502400718">沪公网安备31011502400817号</a></footer>"#,
            "failed",
        );
    }

    #[test]
    fn a_link_without_a_code_checks_nothing() {
        check(
            RULE.id,
            r#"<footer><a href="https://beian.mps.gov.cn/">沪公网安备31011502400817号</a></footer>"#,
            "failed_no_code",
        );
    }

    #[test]
    fn the_old_platforms_code_counts() {
        check(
            RULE.id,
            r#"<footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>"#,
            "passed",
        );
    }

    #[test]
    fn another_host_is_another_rules_matter() {
        check(
            RULE.id,
            r#"<footer><a href="https://example.com/?code=1">沪公网安备31011502400817号</a></footer>"#,
            "inapplicable",
        );
    }
}
