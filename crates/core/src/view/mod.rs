//! Turns a report into a view: what is shown, in what order. Contains no sentences: messages are keys into `_locales`.

mod button;
mod content;
mod evidence;
mod findings;
mod messages;
mod model;
mod notes;
mod path;
mod register;

use crate::host::PageAddress;
use crate::report::{Element, Message, Report, Verdict};

pub use button::{Button, ButtonTone};
pub use findings::basis_key;
pub use model::{Ghost, Group, LookUp, Outline, OverlayView, Preview, Row, RowFinding, Tone};

use findings::waived;
use messages::{plain, with};
use model::rows;
use register::Register;

/// The view of a report.
#[must_use]
pub fn view(report: &Report) -> OverlayView {
    let icp = Register {
        report,
        need: report.applicability.icp,
        number: Element::IcpNumber,
    };
    let public_security = Register {
        report,
        need: report.applicability.public_security,
        number: Element::PublicSecurityNumber,
    };
    let mut groups = vec![
        Group {
            title: plain("card_group_icp"),
            terms: [
                "card_term_icp",
                "card_term_miit",
                "card_term_filing_subject",
                "card_term_service_number",
            ]
            .map(plain)
            .into(),
            rows: icp.rows(),
        },
        Group {
            title: plain("card_group_public_security"),
            terms: vec![plain("card_term_public_security")],
            rows: public_security.rows(),
        },
    ];
    let count = |tones: &[Tone]| {
        rows(&groups)
            .filter(|row| tones.contains(&row.tone))
            .count()
    };
    let (missing, faulty) = (
        count(&[Tone::Missing]),
        count(&[Tone::Missing, Tone::Wrong]),
    );
    let mut ghosts = icp.ghosts(&groups);
    ghosts.extend(public_security.ghosts(&groups));
    let mut outlines = icp.outlines(&groups, "card_label_icp");
    outlines.extend(public_security.outlines(&groups, "card_label_public_security"));
    if let Some(row) = content::row(report) {
        groups.push(Group {
            title: plain("card_group_content"),
            terms: Vec::new(),
            rows: vec![row],
        });
    }
    let (verdict, tone) = verdict(report.verdict, faulty, waived(report));
    OverlayView {
        verdict,
        tone,
        missing,
        button: Button::of(report.verdict, missing),
        is_inner_page: !PageAddress::of(&report.url).is_home_page(),
        path: path::rows(report),
        groups,
        outlines,
        ghosts,
        footer: report.footer.clone(),
        notes: notes::of(report),
    }
}

fn verdict(verdict: Verdict, faulty: usize, waived: usize) -> (Message, Tone) {
    match verdict {
        Verdict::Complete if waived > 0 => (
            with("verdict_complete_waived", waived.to_string()),
            Tone::Found,
        ),
        Verdict::Complete => (plain("verdict_complete"), Tone::Found),
        // A fault outside the five elements counts as one.
        Verdict::Incomplete if faulty <= 1 => (plain("verdict_incomplete_one"), Tone::Missing),
        Verdict::Incomplete => (
            with("verdict_incomplete", faulty.to_string()),
            Tone::Missing,
        ),
        Verdict::NeedsReview => (plain("verdict_needs_review"), Tone::CannotTell),
        Verdict::NotRequired => (plain("verdict_not_required"), Tone::NotNeeded),
    }
}

#[cfg(test)]
mod tests;
