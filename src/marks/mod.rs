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

/// Every filing mark on the page, in document order.
#[must_use]
pub fn find(page: &PageSnapshot) -> Vec<Mark> {
    let sightings = passages::numbers(page);
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
    marks
}
