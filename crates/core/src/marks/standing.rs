//! Decides whether a number is the site's own or only mentioned.

use super::foot::{self, Foot, Hint};
use super::passages::Sighting;
use crate::filing::{Kind, Problem, Standing};
use crate::snapshot::{PageSnapshot, Within};

/// Minimum number of different numbers of one kind outside the footer that makes a page a directory of other sites.
const DIRECTORY: usize = 3;

/// Words in a title or heading that show that the page is about filing. 备案 alone would also match a shop's own
/// "备案信息" page, which shows its own number.
const ABOUT_FILING: &[&str] = &[
    "备案号",
    "网站备案",
    "ICP备案",
    "公安备案",
    "域名备案",
    "备案查询",
    "备案指南",
    "icp filing",
    "icp licen",
];

/// Words right before a number that mark it as an example.
const EXAMPLE: &[&str] = &[
    "例如",
    "比如",
    "譬如",
    "例：",
    "例:",
    "如：",
    "如:",
    "样例",
    "假设",
    "e.g.",
    "for example",
    "类似",
    "形如",
    "格式为",
];

/// The standing of each sighting, in the same order.
pub(super) fn of_all(page: &PageSnapshot, sightings: &[Sighting], feet: &[Foot]) -> Vec<Standing> {
    let about_filing = is_about_filing(page);
    let places: Vec<Foot> = feet.to_vec();
    sightings
        .iter()
        .zip(&places)
        .map(|(sighting, place)| {
            if is_mention(page, sighting, *place, about_filing)
                || (sighting.number.standing == Standing::Own
                    && yields(page, sighting, *place, sightings, &places))
            {
                Standing::Mention
            } else {
                sighting.number.standing
            }
        })
        .collect()
}

/// Whether a number is a mention, whatever else the page shows.
fn is_mention(page: &PageSnapshot, sighting: &Sighting, place: Foot, about_filing: bool) -> bool {
    let runs = || sighting.runs.iter().filter_map(|run| page.runs.get(*run));
    if runs().any(|run| run.within.contains(&Within::Code)) {
        return true;
    }
    let lead = sighting.lead.to_ascii_lowercase();
    if EXAMPLE.iter().any(|example| lead.contains(example)) {
        return true;
    }
    let is_plain = || runs().all(|run| foot::hint(run) == Hint::Nothing);
    match place {
        Foot::Marked => false,
        // The last words of a text about filing are drawn where a footer would be.
        Foot::Drawn => about_filing && is_plain() && runs().any(|run| run.text.contains('。')),
        // Words in place of a number are about the site only where its number belongs.
        Foot::No if sighting.number.problems.contains(&Problem::DigitsMissing) => true,
        Foot::No => {
            runs().any(|run| foot::hint(run) == Hint::Writing) || about_filing && is_plain()
        }
    }
}

fn is_about_filing(page: &PageSnapshot) -> bool {
    page.headings.iter().chain([&page.title]).any(|text| {
        let text = text.to_ascii_lowercase();
        ABOUT_FILING
            .iter()
            .any(|word| text.contains(&word.to_ascii_lowercase()))
    })
}

/// Whether another number is more likely to be the site's own: one of the same kind closer to the footer, or any of the
/// same kind when this one is a row of a directory.
fn yields(
    page: &PageSnapshot,
    sighting: &Sighting,
    place: Foot,
    all: &[Sighting],
    places: &[Foot],
) -> bool {
    let kind = sighting.number.kind;
    if kind == Kind::OtherPermit {
        return false;
    }
    let rivals = || {
        all.iter().zip(places).filter(move |(other, _)| {
            other.number.kind == kind
                && other.number.standing == Standing::Own
                && other.shown
                && other.number.digits != sighting.number.digits
        })
    };
    if rivals().any(|(_, other_place)| *other_place > place) {
        return true;
    }
    let mut subjects: Vec<&str> = Vec::new();
    for (rival, _) in rivals() {
        let digits = rival.number.digits.as_str();
        if subjects.len() < DIRECTORY && !subjects.contains(&digits) {
            subjects.push(digits);
        }
    }
    let is_directory = subjects.len() + 1 >= DIRECTORY;
    let in_rows = |sighting: &Sighting| {
        sighting
            .runs
            .iter()
            .filter_map(|run| page.runs.get(*run))
            .any(|run| {
                run.within
                    .iter()
                    .any(|within| matches!(within, Within::Table | Within::List))
            })
    };
    is_directory
        && (place == Foot::No || in_rows(sighting) && rivals().any(|(other, _)| !in_rows(other)))
}
