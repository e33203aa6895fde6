//! Which of the two ICP numbers.
//!
//! ## What it checks
//!
//! Which number is shown: the subject’s (without `-n`) or a service’s (`-1` a website, `-2A` an app, `-3X` a mini
//! program, `-4K` a quick app).
//!
//! ## Why
//!
//! Providers disagree: Alibaba and Huawei say that Guangdong shows the subject’s number and all others the website’s; a
//! 2019 provider notice says the subject’s everywhere; Tencent leaves it open. 101 of 217 real footers carry no `-n`.
//! So this is good to know, and never a fault, unless the number is an app’s.
//!
//! ## When it cannot tell
//!
//! When the form is not the one that two large providers name for the province: sources disagree, and both forms are
//! accepted in practice.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-2A</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- 广东: 粤ICP备2021036517号 -->
//! ```
//!
//! ## Sources
//!
//! - Display guides: help.aliyun.com/en/icp-filing (the-icp-record-post-processing-1),
//!   cloud.tencent.com/document/product/243/61412
//! - github.com/huaweicloud/huaweicloud-skills (icp process guidance); zqisp.com/newscontent/5.html (Guangdong, 2019)
//! - Measured on 259 real footers, 2026-11
//!
//! # 中文
//!
//! 展示的是哪一种ICP备案号。
//!
//! ## 检查什么
//!
//! 展示的是哪一种号码：主体备案号（不带 `-n`），还是服务备案号（`-1` 网站、`-2A` App、`-3X` 小程序、`-4K` 快应用）。
//!
//! ## 为什么
//!
//! 各家说法不一：阿里云和华为云称广东展示主体备案号、其余各省展示网站备案号；2019年的一份服务商通知称各地均展示主体备案
//! 号；腾讯云未作限定。217个真实页脚中有101个不带 `-n`。因此仅作提示；除非展示的是App的号码。
//!
//! ## 何时无法判断
//!
//! 号码形式与两大服务商对该省的说明不一致时：说法不一，实践中两者都被接受。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-2A</footer>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <footer>沪ICP备2021036517号-1</footer> <!-- 广东: 粤ICP备2021036517号 -->
//! ```
//!
//! ## 出处
//!
//! - 悬挂说明：help.aliyun.com/en/icp-filing（the-icp-record-post-processing-1）、
//!   cloud.tencent.com/document/product/243/61412
//! - github.com/huaweicloud/huaweicloud-skills（icp process guidance）；zqisp.com/newscontent/5.html（广东，2019年）
//! - 对259个真实页脚的统计，2026年11月

use super::{Element, Outcome, Page, Rule, name};
use crate::filing::{Kind, Service};
use crate::marks::Register;
use crate::report::{OutcomeKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-number-form",
    severity: Severity::Info,
    element: Element::IcpNumber,
    basis: &["Practice"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let main = page
        .main(Register::Icp)
        .filter(|(_, mark)| mark.number.kind == Kind::IcpFiling && mark.number.valid);
    let Some((index, mark)) = main else {
        return Outcome::inapplicable();
    };
    let is_guangdong = mark.number.sign.as_deref() == Some("粤");
    let outcome = match mark.number.service {
        Some(Service::App | Service::MiniProgram | Service::QuickApp) => Outcome::failed("failed"),
        Some(Service::Website) if is_guangdong => Outcome::cannot_tell("cannot_tell_guangdong"),
        Some(Service::Subject) if !is_guangdong => Outcome::cannot_tell("cannot_tell"),
        _ => Outcome::passed(),
    };
    let outcome = outcome.of(vec![index]);
    if outcome.kind == OutcomeKind::Passed {
        outcome
    } else {
        outcome.arg(name(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn guangdong_shows_the_subjects_number() {
        check(RULE.id, "<footer>粤ICP备2021036517号</footer>", "passed");
    }

    #[test]
    fn guangdong_with_a_website_number_cannot_be_settled() {
        check(
            RULE.id,
            "<footer>粤ICP备2021036517号-1</footer>",
            "cannot_tell_guangdong",
        );
    }

    #[test]
    fn shanghai_shows_the_websites_number() {
        check(RULE.id, "<footer>沪ICP备2021036517号-1</footer>", "passed");
    }

    #[test]
    fn shanghai_without_it_cannot_be_settled() {
        check(
            RULE.id,
            "<footer>沪ICP备2021036517号</footer>",
            "cannot_tell",
        );
    }

    #[test]
    fn an_apps_number_is_not_a_websites() {
        check(RULE.id, "<footer>沪ICP备2021036517号-2A</footer>", "failed");
    }

    #[test]
    fn a_licence_has_no_such_form() {
        check(RULE.id, "<footer>沪B2-20190123</footer>", "inapplicable");
    }
}
