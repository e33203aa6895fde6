//! Which of the two ICP numbers is displayed.
//!
//! ## What it checks
//!
//! Which number the page shows: the subject’s (without `-n`) or a service’s (`-1` for a website, `-2A` for an app,
//! `-3X` for a mini program, `-4K` for a quick app).
//!
//! ## Why
//!
//! The sources disagree. Alibaba and Huawei say that sites in Guangdong show the subject’s number and all others the
//! website’s; a provider’s notice of 2019 says that all show the subject’s; Tencent leaves it open. 101 of 217 real
//! footers show a number without `-n`. So this is for information only, unless the number is an app’s.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the form is not the one that two large providers give for the province: the sources disagree,
//! and both forms are accepted in practice.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, name};
use crate::filing::{Kind, Service};
use crate::marks::Register;
use crate::report::{Cause, OutcomeKind, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-number-form",
    severity: Severity::Info,
    element: Element::IcpNumber,
    basis: &["Practice"],
    fault: Fault::Wrong,
    causes: Causes {
        cannot_tell: &[Cause::Plain, Cause::Guangdong],
        ..Causes::PLAIN
    },
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
        Some(Service::App | Service::MiniProgram | Service::QuickApp) => {
            Outcome::failed(Cause::Plain)
        }
        Some(Service::Website) if is_guangdong => Outcome::cannot_tell(Cause::Guangdong),
        Some(Service::Subject) if !is_guangdong => Outcome::cannot_tell(Cause::Plain),
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
    use crate::rules::testing::cases;

    cases! { RULE,
        "Guangdong shows the subject's number" => "passed": "<footer>粤ICP备2021036517号</footer>",
        "Guangdong with a website's number is not settled" => "cannot_tell_guangdong":
            "<footer>粤ICP备2021036517号-1</footer>",
        "Shanghai shows the website's number" => "passed": "<footer>沪ICP备2021036517号-1</footer>",
        "Shanghai with the subject's number is not settled" => "cannot_tell": "<footer>沪ICP备2021036517号</footer>",
        "an app's number is not a website's" => "failed": "<footer>沪ICP备2021036517号-2A</footer>",
        "a licence number has no such forms" => "inapplicable": "<footer>沪B2-20190123</footer>",
    }
}
