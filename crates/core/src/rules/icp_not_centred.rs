//! ICP number not centred.
//!
//! ## What it checks
//!
//! Whether the line with the ICP number is in the middle of the page, within a tenth of the page’s width.
//!
//! ## Why
//!
//! Order 33, art. 13 says 「主页底部的中央位置」 (at the bottom of the home page, in the centre). Many real sites do
//! not centre it and nobody objects, so this is for information only.
//!
//! ## When it cannot tell
//!
//! It cannot tell when the page was not drawn, so that nothing can be measured.
//!
//! ## Fails
//!
//! ```html
//! <footer style="text-align: left">沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Passes
//!
//! ```html
//! <footer style="text-align: center">沪ICP备2021036517号-1</footer>
//! ```
//!
//! ## Sources
//!
//! - MII Order 33 (2005), art. 13 and 25
//! - Measured on 259 real footers, 2026-11

use super::{Causes, Element, Fault, Outcome, Page, Rule};
use crate::marks::Register;
use crate::report::{Cause, Mark, Severity};
use crate::snapshot::{Rect, Visibility};

pub(super) static RULE: Rule = Rule {
    id: "icp-not-centred",
    severity: Severity::Info,
    element: Element::IcpNumber,
    basis: &["MII Order 33, art. 13"],
    fault: Fault::Wrong,
    causes: Causes {
        cannot_tell: &[Cause::Plain],
        ..Causes::PLAIN
    },
    evaluate,
};

/// So far from the middle, in hundredths of the width, is still centred.
const TOLERANCE_PERCENT: i64 = 10;

fn evaluate(page: &Page) -> Outcome {
    let Some((index, mark)) = page.main(Register::Icp).filter(|(_, mark)| mark.footer) else {
        return Outcome::inapplicable();
    };
    let outcome = match is_centred(page, mark) {
        None => Outcome::cannot_tell(Cause::Plain),
        Some(true) => Outcome::passed(),
        Some(false) => Outcome::failed(Cause::Plain),
    };
    outcome.of(vec![index])
}

/// Is the mark, or the line of texts and pictures that it stands in, in the middle of its surface.
fn is_centred(page: &Page, mark: &Mark) -> Option<bool> {
    let snapshot = page.snapshot;
    let run = mark
        .runs
        .first()
        .and_then(|run| snapshot.runs.get(*run))
        .filter(|run| run.place.width > 0)?;
    let width = match snapshot.surfaces.get(run.surface) {
        Some(surface) if !run.pinned => surface.content.width,
        _ => snapshot.viewport.width,
    };
    let in_line = |place: &Rect| {
        place.width > 0 && (run.place.y..=run.place.bottom()).contains(&place.middle())
    };
    let runs = snapshot
        .runs
        .iter()
        .filter(|other| other.surface == run.surface && other.pinned == run.pinned);
    let runs = runs
        .filter(|other| other.visibility == Visibility::Shown)
        .map(|other| other.place);
    let images = snapshot
        .images
        .iter()
        .filter(|image| image.surface == run.surface)
        .map(|image| image.place);
    let line: Vec<Rect> = runs.chain(images).filter(in_line).collect();
    let left = line.iter().map(|place| place.x).min()?;
    let right = line.iter().map(|place| place.right()).max()?;
    let is_middle = |left: i32, right: i32| {
        let aside = i64::from(left) + i64::from(right) - i64::from(width);
        aside.abs() * 100 <= 2 * TOLERANCE_PERCENT * i64::from(width)
    };
    let own_right = run.place.right();
    Some(is_middle(left, right) || is_middle(run.place.x, own_right))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::cases;

    cases! { RULE,
        "a line on the left is not centred" => "failed": "<footer>沪ICP备2021036517号</footer>",
        "two numbers in one centred line are centred" => "passed":
            r#"<footer style="text-align:center">沪ICP备2021036517号 沪公网安备31011502400817号</footer>"#,
        "a page without a number is not judged" => "inapplicable": "<footer>©</footer>",
    }
}
