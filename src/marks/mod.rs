//! Snapshot to marks: every number with its own link, its badge, its place; the site's own or a mention.

mod badges;
pub mod emblem;
mod foot;
mod links;
mod passages;
mod standing;

use crate::filing::Kind;
use crate::report::Mark;
use crate::snapshot::PageSnapshot;
use foot::Foot;

/// The two registers that a site shows numbers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// MIIT's: filings, and the licences that stand for one.
    Icp,
    /// The police's.
    PublicSecurity,
}

impl Register {
    /// The register that keeps numbers of this kind; `None` for permits that are not judged.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::IcpFiling | Kind::IcpLicence | Kind::TelecomLicence => Some(Self::Icp),
            Kind::PublicSecurity => Some(Self::PublicSecurity),
            Kind::OtherPermit => None,
        }
    }
}

/// The marks of a page.
pub struct Found {
    /// In document order.
    pub marks: Vec<Mark>,
    /// Numbers that were seen and not looked into: the time must not grow with what a hostile page repeats.
    pub left_out: usize,
}

/// So many numbers are looked into from the start of the page, and from its end, where a site's own stand.
const FROM_START: usize = 100;
const FROM_END: usize = 400;

/// Every filing mark on the page.
#[must_use]
pub fn find(page: &PageSnapshot) -> Found {
    let mut sightings = passages::numbers(page);
    let left_out = sightings.len().saturating_sub(FROM_START + FROM_END);
    sightings.drain(FROM_START.min(sightings.len())..(FROM_START.min(sightings.len()) + left_out));
    let feet: Vec<Foot> = sightings
        .iter()
        .map(|sighting| foot::of_run(page, sighting.first_run()))
        .collect();
    let standings = standing::of_all(page, &sightings, &feet);
    let links = links::pair(page, &sightings);
    let badges: Vec<_> = sightings
        .iter()
        .zip(&links)
        .map(|(sighting, link)| {
            (sighting.number.kind == Kind::PublicSecurity)
                .then(|| badges::find(page, sighting, link.index, &sightings))
        })
        .collect();
    let mut marks = Vec::with_capacity(sightings.len());
    for ((((sighting, foot), standing), link), badge) in sightings
        .into_iter()
        .zip(feet)
        .zip(standings)
        .zip(links)
        .zip(badges)
    {
        let run = sighting
            .digit_runs
            .first()
            .and_then(|run| page.runs.get(*run));
        marks.push(Mark {
            shown: sighting.shown,
            footer: foot != Foot::No,
            link,
            badge,
            selector: run.and_then(|run| run.selector.clone()),
            frame: run
                .and_then(|run| run.frame)
                .and_then(|frame| page.frames.get(frame))
                .and_then(|frame| frame.selector.clone()),
            runs: sighting.runs,
            number: crate::filing::Number {
                standing,
                ..sighting.number
            },
        });
    }
    Found { marks, left_out }
}
