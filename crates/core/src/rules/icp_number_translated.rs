//! ICP number printed in letters.
//!
//! ## What it checks
//!
//! Whether the site’s own ICP number stands on the page only in letters, such as “Jing ICP Bei No. 2021036517-1” or
//! “Beijing ICP prepared NO. 2021036517”. A label in English before the number as issued is fine.
//!
//! ## Why
//!
//! Order 292, art. 12 asks for the number that was issued. A number in translation is not that number: nobody can look it
//! up as it is written, and hosts that audit their customers’ pages search for “ICP备”.
//!
//! ## When it cannot tell
//!
//! It can always tell: the letters are on the page. Where they leave two provinces (“Yu” is 渝 or 豫), it says so instead
//! of choosing one.
//!
//! ## Fails
//!
//! ```html
//! <footer><a href="https://beian.miit.gov.cn/">Hu ICP Bei No. 2021036517-1</a></footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer>ICP filing: <a href="https://beian.miit.gov.cn/">沪ICP备2021036517号-1</a></footer>
//! ```
//!
//! ## Sources
//!
//! - State Council Order 292 (2000, revised 2011), art. 12
//! - Seen in the footers of sites for readers abroad, 2014 to 2025

use super::{Causes, Element, Fault, Outcome, Page, Rule, indices, name};
use crate::filing::Problem;
use crate::marks::Register;
use crate::report::{Cause, Severity};
use crate::snippet::Snippet;

pub(super) static RULE: Rule = Rule {
    id: "icp-number-translated",
    severity: Severity::Warn,
    element: Element::IcpNumber,
    basis: &["State Council Order 292, art. 12"],
    fault: Fault::Wrong,
    causes: Causes {
        failed: &[Cause::Plain, Cause::TwoProvinces],
        ..Causes::PLAIN
    },
    evaluate,
};

fn evaluate(page: &Page) -> Outcome {
    let twins = page.twins(Register::Icp);
    let as_issued = twins
        .iter()
        .any(|(_, mark)| !mark.number.problems.contains(&Problem::Translated));
    match twins.first() {
        None => Outcome::inapplicable(),
        Some(_) if as_issued => Outcome::passed().of(indices(&twins)),
        Some((_, mark)) if mark.number.problems.contains(&Problem::SignMissing) => {
            Outcome::failed(Cause::TwoProvinces)
                .arg(&*mark.number.raw)
                .of(indices(&twins))
        }
        Some((_, mark)) => Outcome::failed(Cause::Plain)
            .arg(&*mark.number.raw)
            .arg(name(mark))
            .of(indices(&twins))
            .remedy(Snippet::icp(Some(&mark.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a number in pinyin is translated" => "failed": "<footer>Hu ICP Bei 2021036517 Hao-1</footer>",
        "a number in English is translated" => "failed": "<footer>Shanghai ICP prepared NO.2021036517</footer>",
        "letters of two provinces leave the sign open" => "failed_two_provinces":
            "<footer>Yu ICP Bei No. 2021036517</footer>",
        "the number as issued beside the translation is enough" => "passed":
            "<footer><p>沪ICP备2021036517号-1</p><p>Shanghai ICP No. 2021036517-1</p></footer>",
        "an English label before the number as issued is fine" => "passed":
            "<footer>ICP filing: 沪ICP备2021036517号-1</footer>",
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
