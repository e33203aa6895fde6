//! ICP link leads elsewhere.
//!
//! ## What it checks
//!
//! Whether the ICP number’s link leads to MIIT’s filing system, and not to another site, a look-alike address or
//! another page of the ministry. Host names are compared in full: `beian.miit.gov.cn.example.com` is not MIIT.
//!
//! ## Why
//!
//! Order 33, art. 13 requires a link to the ministry’s filing system. A third-party look-up site, a hosting company or
//! an image of the certificate is not the filing system, and a look-alike address misleads visitors.
//!
//! ## When it cannot tell
//!
//! It can always tell: the link’s host is known.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://icp.chinaz.com/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - Hosts and the dates of their moves: the table in `crates/core/src/filing/hosts.rs`

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, link_host};
use crate::marks::Register;
use crate::report::{Cause, LinkClass, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-link-not-miit",
    severity: Severity::Warn,
    element: Element::IcpLink,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::WrongPage, Cause::LookAlike],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let faulty = page.linked(
        Register::Icp,
        &[LinkClass::Unofficial, LinkClass::WrongPage],
    );
    let Some((_, mark)) = faulty.first() else {
        return match page.known_link(Register::Icp) {
            Some((index, _)) => Outcome::passed().of(vec![index]),
            None => Outcome::inapplicable(),
        };
    };
    let host = link_host(page, mark);
    let cause = match mark.link.class {
        LinkClass::WrongPage => Cause::WrongPage,
        _ if host.contains("miit") || host.contains("beian") => Cause::LookAlike,
        _ => Cause::Plain,
    };
    Outcome::failed(cause)
        .arg(host)
        .of(indices(&faulty))
        .remedy(Snippet::icp(Some(&mark.number)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a look-up service is not MIIT" => "failed":
            r#"<footer><a href="https://icp.chinaz.com/">沪ICP备2021036517号</a></footer>"#,
        "a look-alike host is called one" => "failed_look_alike":
            r#"<footer><a href="https://beian.miit.gov.cn.example.com/">沪ICP备2021036517号</a></footer>"#,
        "user information does not make a host" => "failed":
            r#"<footer><a href="https://beian.miit.gov.cn@example.com/">沪ICP备2021036517号</a></footer>"#,
        "another page of the ministry is not the filing system" => "failed_wrong_page":
            r#"<footer><a href="https://tsm.miit.gov.cn/dxxzsp/">沪ICP备2021036517号</a></footer>"#,
        "a retired host was MIIT's" => "passed":
            r#"<footer><a href="http://www.miitbeian.gov.cn/">沪ICP备2021036517号</a></footer>"#,
    }
}
