//! Joke number shown as ICP number.
//!
//! ## What it checks
//!
//! Whether a number of a joke register (萌ICP备, 茶ICP备, 团ICP备 and the like; a sign that is no province) is shown.
//!
//! ## Why
//!
//! Such a number is a decoration between friends. It satisfies no law, and a visitor who cannot read it takes it for
//! the real one. A site that shows its real number beside it is fine: then this is good to know, no more.
//!
//! ## When it cannot tell
//!
//! Never: no province has such a sign.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://icp.gov.moe/">萌ICP备20210365号</a></footer>
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
//! - Signs of the provinces: GB/T 2260 and the number grammar in `src/filing/province.rs`
//!
//! # 中文
//!
//! 把玩笑备案号当作ICP备案号。
//!
//! ## 检查什么
//!
//! 页面是否展示了玩笑“备案”的号码（萌ICP备、茶ICP备、团ICP备等，其“简称”不是任何省份）。
//!
//! ## 为什么
//!
//! 这类号码是站长之间的装饰，不能满足任何法律要求，看不懂的访客却会当真。若同时展示了真实号码则无妨。
//!
//! ## 何时无法判断
//!
//! 不会出现：没有任何省份使用这样的简称。
//!
//! ## 不通过示例
//!
//! ```html
//! <footer><a href="https://icp.gov.moe/">萌ICP备20210365号</a></footer>
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
//! - 各省简称：GB/T 2260 及 `src/filing/province.rs` 中的表

use super::{Element, Outcome, Page, Rule, indices, name};
use crate::filing::Standing;
use crate::marks::Register;
use crate::report::Severity;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-parody",
    severity: Severity::Fail,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let own: Vec<_> = page.shown(Register::Icp).collect();
    if !own.is_empty() {
        return Outcome::passed().of(indices(&own));
    }
    let jokes = page.shown_instead(Register::Icp, Standing::Parody);
    match jokes.first().and_then(|first| page.marks.get(*first)) {
        Some(joke) => Outcome::failed("failed")
            .arg(name(joke))
            .of(jokes)
            .remedy(super::icp_remedy(None)),
        None => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::check;

    #[test]
    fn a_sign_that_is_no_province_is_a_joke() {
        check(RULE.id, "<footer>萌ICP备20210365号</footer>", "failed");
    }

    #[test]
    fn a_joke_beside_the_real_number_is_harmless() {
        check(
            RULE.id,
            "<footer>萌ICP备20210365号 沪ICP备2021036517号</footer>",
            "passed",
        );
    }

    #[test]
    fn no_number_is_not_judged() {
        check(RULE.id, "<footer>©</footer>", "inapplicable");
    }
}
