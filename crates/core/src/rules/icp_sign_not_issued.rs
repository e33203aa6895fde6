//! Province sign that no authority uses.
//!
//! ## What it checks
//!
//! Whether the character before `ICP备` is one that a communications administration issues. In ICP numbers, Sichuan
//! uses 蜀, Guizhou 黔 and Gansu 陇; 川, 贵, 甘, 云 and 秦 are almost always from a template or a fake.
//!
//! ## Why
//!
//! The sign names the administration that keeps the filing, so a number with a sign that none of them uses cannot be
//! looked up. Public security numbers use 川, 贵 and 甘: mixing the two up is a common cause.
//!
//! ## When it cannot tell
//!
//! It can always tell: the table of signs is complete.
//!
//! ## Fails
//!
//! ```html
//! <footer>川ICP备2021036517号</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>蜀ICP备2021036517号</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - `crates/core/src/filing/province.rs`: each sign with its source

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};

pub(super) static RULE: Rule = Rule {
    id: "icp-sign-not-issued",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes::PLAIN,
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let signed: Vec<_> = page
        .shown(Register::Icp)
        .filter(|(_, mark)| mark.number.sign.is_some())
        .collect();
    let unissued =
        |(_, mark): &(usize, &Mark)| mark.number.problems.contains(&Problem::SignNotIssued);
    let faulty: Vec<_> = signed.iter().copied().filter(unissued).collect();
    match (faulty.first(), signed.is_empty()) {
        (Some((_, mark)), _) => Outcome::failed(Cause::Plain)
            .arg(name(mark))
            .arg(mark.number.sign.clone().unwrap_or_default())
            .of(indices(&faulty)),
        (None, false) => Outcome::passed().of(indices(&signed)),
        (None, true) => Outcome::inapplicable(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "Sichuan's public security sign is not its ICP sign" => "failed": "<footer>川ICP备2021036517号</footer>",
        "Sichuan's ICP sign is issued" => "passed": "<footer>蜀ICP备2021036517号</footer>",
        "a licence of the ministry has no sign" => "inapplicable": "<footer>B2-20190123</footer>",
    }
}
