//! Two different ICP numbers.
//!
//! ## What it checks
//!
//! Whether all ICP filing numbers that the page shows as its own belong to one filing subject: the part before `-n`
//! must be the same. A filing number beside a licence number is not a conflict.
//!
//! ## Why
//!
//! A site is filed by one subject. A second number usually belongs to the template, to a former owner or to the company
//! that built the site.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the bottom of the page shows the numbers of three or more subjects: the page may be a shopping
//! mall’s or a group’s.
//!
//! ## Fails
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 京ICP备19044321号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>沪ICP备2021036517号-1 沪ICP备2021036517号-2</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Kind;
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-numbers-conflict",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes {
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

/// From so many subjects on, the page is more likely several sites' than one site's fault.
const MANY: usize = 3;

fn evaluate(page: &Page) -> Outcome {
    let filings: Vec<_> = page
        .shown(Register::Icp)
        .filter(|(_, mark)| mark.number.kind == Kind::IcpFiling && mark.number.valid)
        .collect();
    let mut subjects: Vec<(usize, &Mark)> = Vec::new();
    for (index, mark) in &filings {
        let is_known = subjects.iter().any(|(_, known)| {
            known.number.digits == mark.number.digits && known.number.sign == mark.number.sign
        });
        if !is_known {
            subjects.push((*index, mark));
        }
    }
    match (subjects.as_slice(), filings.len()) {
        ([], _) | ([_], 1) => Outcome::inapplicable(),
        ([_], _) => Outcome::passed().of(indices(&filings)),
        ([(_, first), (_, second), ..], _) if subjects.len() < MANY => {
            Outcome::failed(Cause::Plain)
                .arg(name(first))
                .arg(name(second))
                .of(indices(&subjects))
        }
        _ => Outcome::cannot_tell(Cause::Plain)
            .arg(subjects.len().to_string())
            .of(indices(&subjects)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "two subjects conflict" => "failed": "<footer>沪ICP备2021036517号-1 京ICP备19044321号</footer>",
        "two services of one subject do not conflict" => "passed":
            "<footer>沪ICP备2021036517号-1 沪ICP备2021036517号-2</footer>",
        "a filing and a licence do not conflict" => "inapplicable":
            "<footer>沪ICP备2021036517号-1 沪B2-20190123</footer>",
        "three subjects may be a shopping mall" => "cannot_tell":
            "<footer>沪ICP备2021036517号 京ICP备19044321号 粤ICP备18077654号</footer>",
        "the number at the bottom of the page outranks those in a directory" => "inapplicable":
            r#"<main style="min-height:900px"><ul><li>京ICP备19044321号</li><li>粤ICP备18077654号</li></ul></main><footer>沪ICP备2021036517号</footer>"#,
    }
}
