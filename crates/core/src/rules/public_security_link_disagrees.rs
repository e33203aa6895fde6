//! Link looks up a different number.
//!
//! ## What it checks
//!
//! Whether the number in the link (`code=` or `recordcode=`, in the fragment, the query or the path) matches the digits
//! that are shown.
//!
//! ## Why
//!
//! The link lets visitors check the number. With another number it leads to another site; without one, visitors must
//! type it in themselves.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s address either contains a number or does not.
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

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices};
use crate::filing::hosts::record_code;
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "public-security-link-disagrees",
    severity: Severity::Warn,
    element: Element::PublicSecurityLink,
    basis: &["Police platform, display instructions"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::NoCode],
        ..Causes::PLAIN
    },
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
        let outcome = Outcome::failed(Cause::Plain)
            .arg(&*mark.number.digits)
            .arg(code);
        return outcome
            .of(indices(&disagrees))
            .remedy(Snippet::public_security(Some(&mark.number)));
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
        Some((_, mark)) => Outcome::failed(Cause::NoCode)
            .of(indices(&linked))
            .remedy(Snippet::public_security(Some(&mark.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a link with another code disagrees" => "failed":
            r#"<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=44030502400718">沪公网安备31011502400817号</a></footer>"#,
        "a link without a code looks nothing up" => "failed_no_code":
            r#"<footer><a href="https://beian.mps.gov.cn/">沪公网安备31011502400817号</a></footer>"#,
        "the old platform's code counts" => "passed":
            r#"<footer><a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=31011502400817">沪公网安备31011502400817号</a></footer>"#,
        "another host is for another rule" => "inapplicable":
            r#"<footer><a href="https://example.com/?code=1">沪公网安备31011502400817号</a></footer>"#,
    }
}
