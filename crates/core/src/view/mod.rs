//! Turns a report into a view: what is shown, in what order. Contains no sentences: messages are keys into `_locales`.

mod button;
mod content;
mod evidence;
mod findings;
mod messages;
mod notes;
mod path;
mod register;

use serde::{Deserialize, Serialize};

use crate::host::PageAddress;
use crate::report::{Element, Message, Report, Severity, Verdict};
use crate::snippet::Snippet;

pub use button::{Button, ButtonTone};
pub use findings::basis_key;
use messages::{plain, with};
use register::Register;

/// Everything that the overlay draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlayView {
    /// The verdict, in one sentence.
    pub verdict: Message,
    /// The colour and icon of the verdict.
    pub tone: Tone,
    /// How many elements are missing.
    pub missing: usize,
    /// What the toolbar button shows.
    pub button: Button,
    /// Whether this is not the home page of the site. The law is about home pages.
    pub is_inner_page: bool,
    /// The steps that decide whether the site needs to file, in order, each with its findings.
    pub path: Vec<Row>,
    /// The groups, ICP first.
    pub groups: Vec<Group>,
    /// Frames around what was found.
    pub outlines: Vec<Outline>,
    /// Drawings of what is missing, in page order.
    pub ghosts: Vec<Ghost>,
    /// What was not examined, the viewport, and that the register was not queried.
    pub notes: Vec<Message>,
}

/// The state of something, shown by icon and word as well as by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Present and correct.
    Found,
    /// Not present.
    Missing,
    /// Present but wrong.
    Wrong,
    /// Could not be decided.
    CannotTell,
    /// Correct, with advice.
    Advice,
    /// Not needed here.
    NotNeeded,
    /// Missing, wrong or doubtful, but ignored by the user.
    Waived,
}

impl Tone {
    /// The name of the tone in style sheets.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
            Self::CannotTell => "cannot-tell",
            Self::Advice => "advice",
            Self::NotNeeded => "not-needed",
            Self::Waived => "waived",
        }
    }

    /// The message key of the word for the tone.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "row_tone_found",
            Self::Missing => "row_tone_missing",
            Self::Wrong => "row_tone_wrong",
            Self::CannotTell => "row_tone_cannot_tell",
            Self::Advice => "row_tone_advice",
            Self::NotNeeded => "row_tone_not_needed",
            Self::Waived => "row_tone_waived",
        }
    }
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its heading.
    pub title: Message,
    /// One line for each term that a newcomer may not know.
    pub terms: Vec<Message>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One element of the filing, or one step of the path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Name of the element in kebab-case (`icp-number`).
    pub element: String,
    /// Its heading.
    pub title: Message,
    /// Its state.
    pub tone: Tone,
    /// The message key of the word for its state: "found" for an element, an answer for a question.
    pub word: String,
    /// The text on the page; hostile.
    pub evidence: Option<String>,
    /// The address that it links to, as written; hostile.
    pub link: Option<String>,
    /// Where on the page it is.
    pub place: Option<Message>,
    /// Where the number can be looked up in the register.
    pub look_up: Option<LookUp>,
    /// The findings, worst first.
    pub findings: Vec<RowFinding>,
    /// Selectors of the elements concerned.
    pub selectors: Vec<String>,
}

/// The register's lookup page for a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUp {
    /// Its address, with the number's code if the register accepts one.
    pub href: String,
    /// What to enter there, if the address cannot carry it.
    pub copy: Option<String>,
}

/// One finding, as the row shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFinding {
    /// The rule's id.
    pub rule: String,
    /// Its state.
    pub tone: Tone,
    /// What the finding says.
    pub message: Message,
    /// The law or practice behind it.
    pub basis: Vec<String>,
    /// The HTML to paste; `None` when there is nothing to paste.
    pub remedy: Option<String>,
    /// Why the user ignores it on this host; `None` when it is not ignored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
    /// What the page shows once the remedy is pasted.
    pub preview: Option<Preview>,
}

/// A remedy as users see it on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The text, which is a link.
    pub text: String,
    /// Whether the police badge is in front of it.
    pub with_badge: bool,
}

impl Preview {
    fn of(snippet: &Snippet) -> Self {
        Self {
            text: snippet.text().into(),
            with_badge: snippet.has_badge(),
        }
    }
}

/// A frame around something that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Selector of the framed element.
    pub selector: String,
    /// Its state.
    pub tone: Tone,
    /// Its label.
    pub label: Message,
}

/// A drawing of something missing, where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ghost {
    /// Name of the element in kebab-case.
    pub element: String,
    /// What would be there (`京ICP备××××××××号-1`): statutory Chinese, the same in every language.
    pub sample: String,
    /// What belongs there.
    pub hint: Message,
    /// Selector of the mark to draw it beside (a badge left of its number); `None`: below the last line of the footer.
    pub beside: Option<String>,
    /// Whether a box the size of a badge is drawn in front.
    pub with_badge: bool,
}

/// Builds the view of a report.
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
        notes: notes::of(report),
    }
}

/// How many findings of severity warn or fail the user ignores on this host.
fn waived(report: &Report) -> usize {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.waived.is_some() && finding.severity >= Severity::Warn)
        .count()
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

fn rows(groups: &[Group]) -> impl Iterator<Item = &Row> {
    groups.iter().flat_map(|group| &group.rows)
}

#[cfg(test)]
mod tests;
