//! Content that may need approval first.
//!
//! ## What it checks
//!
//! Whether the title or a heading names content that an authority clears before a site may file: education, finance,
//! medicine, games, news, publishing.
//!
//! ## Why
//!
//! Without the clearance the filing is refused. The lists differ between sources and a word in a heading is no proof,
//! so this is advice.
//!
//! ## When it cannot tell
//!
//! Never: it only points at a word, and says so.
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
//!
//! # 中文
//!
//! 内容可能需要前置审批。
//!
//! ## 检查什么
//!
//! 标题是否出现需要主管部门前置审批的内容：教育、金融、医疗、游戏、新闻、出版。
//!
//! ## 为什么
//!
//! 没有批准文件，备案会被驳回。各来源的清单不一，标题中的词也不是证据，故仅供参考。
//!
//! ## 何时无法判断
//!
//! 不会出现：只指出出现的词，并如实说明。
//!
//! ## 不通过示例
//!
//! ```html
//! <title>蓝鲸网络游戏平台</title>
//! ```
//!
//! ## 通过示例
//!
//! ```html
//! <title>青瓷茶社</title>
//! ```
//!
//! ## 出处
//!
//! - github.com/tencentyun/qcloud-documents（前置审批相关）
//! - 21云盒指南：21cloudbox.com/icp-getting-started.html；阿里云、腾讯云说法一致

use super::{Element, Outcome, Page, Rule};
use crate::report::{Need, Severity};

pub(super) static RULE: Rule = Rule {
    id: "content-needs-prior-approval",
    severity: Severity::Info,
    element: Element::Content,
    basis: &["21YunBox guide"],
    evaluate,
};

/// Words that name a field plainly enough to ask, and the message that speaks of it. Sources: Tencent Cloud's list of
/// prior approvals and the 21YunBox guide, read 2026-11.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "failed_education",
        &[
            "教育培训",
            "在线教育",
            "培训学校",
            "网校",
            "online education",
        ],
    ),
    (
        "failed_finance",
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
        "failed_medical",
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
        "failed_games",
        &["网络游戏", "手游", "网游", "游戏平台", "online game"],
    ),
    (
        "failed_news",
        &["新闻网", "新闻中心", "新闻门户", "news portal"],
    ),
    (
        "failed_publishing",
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
        for (reason, words) in FIELDS {
            if let Some(word) = words.iter().find(|word| lower.contains(**word)) {
                return Outcome::failed(reason).arg(*word);
            }
        }
    }
    Outcome::passed()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn games_in_the_title_are_pointed_at() {
        check(RULE.id, "<title>蓝鲸网络游戏平台</title>", "failed_games");
    }

    #[test]
    fn a_tea_shop_passes() {
        check(RULE.id, "<title>青瓷茶社</title>", "passed");
    }

    #[test]
    fn a_host_that_need_not_file_is_not_judged() {
        check(
            RULE.id,
            "<!-- url: http://localhost/ --><title>蓝鲸网络游戏平台</title>",
            "inapplicable",
        );
    }
}
