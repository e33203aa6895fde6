//! Content that may need approval first.
//!
//! ## What it checks
//!
//! Whether the title or a heading names content that an authority must approve before a site can file: education,
//! finance, medicine, games, news, publishing.
//!
//! ## Why
//!
//! Without the approval, the filing is rejected. The sources’ lists differ and a word in a heading is not proof, so
//! this is for information only.
//!
//! ## When it cannot tell
//!
//! It can always tell: it only points out the word that it found, and says so.
//!
//! ## Fails
//!
//! ```html
//! <title>蓝鲸网络游戏平台</title>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <title>青瓷茶社</title>
//! ```
//!
//! ## Sources
//!
//! - github.com/tencentyun/qcloud-documents (前置审批相关)
//! - 21YunBox guide, 21cloudbox.com/icp-getting-started.html; Alibaba and Tencent agree

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::report::{Cause, Need, Severity};

pub(super) static RULE: Rule = Rule {
    id: "content-needs-prior-approval",
    severity: Severity::Info,
    element: Element::Content,
    basis: &["21YunBox guide"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[
            Cause::Education,
            Cause::Finance,
            Cause::Medical,
            Cause::Games,
            Cause::News,
            Cause::Publishing,
        ],
        ..Causes::PLAIN
    },
    evaluate,
};

/// Words that name a field plainly enough to ask, and the message that speaks of it. Sources: Tencent Cloud's list of
/// prior approvals and the 21YunBox guide, read 2026-11.
const FIELDS: &[(Cause, &[&str])] = &[
    (
        Cause::Education,
        &[
            "教育培训",
            "在线教育",
            "培训学校",
            "网校",
            "online education",
        ],
    ),
    (
        Cause::Finance,
        &[
            "证券",
            "基金",
            "期货",
            "保险",
            "网贷",
            "理财",
            "贷款",
            "金融",
            "securities",
            "insurance",
        ],
    ),
    (
        Cause::Medical,
        &[
            "医院",
            "医疗",
            "药品",
            "药房",
            "药店",
            "诊所",
            "pharmacy",
            "hospital",
            "medical device",
        ],
    ),
    (
        Cause::Games,
        &["网络游戏", "手游", "网游", "游戏平台", "online game"],
    ),
    (
        Cause::News,
        &["新闻网", "新闻中心", "新闻门户", "news portal"],
    ),
    (
        Cause::Publishing,
        &[
            "出版社",
            "网络出版",
            "电子书",
            "网络文学",
            "publishing house",
        ],
    ),
];

fn evaluate(page: &Page) -> Outcome {
    if page.applicability.icp == Need::NotRequired {
        return Outcome::inapplicable();
    }
    for text in [&page.snapshot.title]
        .into_iter()
        .chain(&page.snapshot.headings)
    {
        let lower = text.to_ascii_lowercase();
        for (cause, words) in FIELDS {
            if let Some(word) = words.iter().find(|word| lower.contains(**word)) {
                return Outcome::failed(*cause).arg(*word);
            }
        }
    }
    Outcome::passed()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "games in the title are pointed out" => "failed_games": "<title>蓝鲸网络游戏平台</title>",
        "a tea shop passes" => "passed": "<title>青瓷茶社</title>",
        "a host that need not file is not judged" => "inapplicable":
            "<!-- url: http://localhost/ --><title>蓝鲸网络游戏平台</title>",
    }
}
