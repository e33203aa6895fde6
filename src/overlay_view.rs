//! Report to view: what is shown, in what order. Holds no sentence: messages are keys into `_locales`.

use serde::{Deserialize, Serialize};

use crate::report::{Message, Report};

/// All that the overlay draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlayView {
    /// The verdict in one sentence.
    pub verdict: Message,
    /// Its colour and icon.
    pub tone: Tone,
    /// How many elements are missing: the number on the toolbar button.
    pub missing: usize,
    /// The groups, ICP first.
    pub groups: Vec<Group>,
    /// What to draw around what was found.
    pub outlines: Vec<Outline>,
    /// What to draw where something is missing, in the order it stands on the page.
    pub ghosts: Vec<Ghost>,
    /// What was not looked at, the viewport, and that the register was not asked.
    pub notes: Vec<Message>,
}

/// How a thing is, told by icon and word and only then by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// There, and right.
    Found,
    /// Not there.
    Missing,
    /// There, and wrong.
    Wrong,
    /// Could not be told.
    CannotTell,
    /// Not needed here.
    NotNeeded,
}

/// A group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its heading.
    pub title: Message,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One element of the filing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// kebab-case name of the element (`icp-number`).
    pub element: String,
    /// Its heading.
    pub title: Message,
    /// Its state.
    pub tone: Tone,
    /// The text on the page; hostile.
    pub evidence: Option<String>,
    /// What the rules say, worst first.
    pub findings: Vec<RowFinding>,
    /// Selectors of what it speaks of.
    pub selectors: Vec<String>,
}

/// What one rule says, as the row shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFinding {
    /// The rule's id.
    pub rule: String,
    /// Its state.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
    /// The law or practice behind it.
    pub basis: Vec<String>,
    /// The HTML to paste.
    pub remedy: Option<String>,
}

/// A frame around something that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// What to frame.
    pub selector: String,
    /// Its state.
    pub tone: Tone,
    /// Its label.
    pub label: Message,
}

/// Something missing, drawn where it belongs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ghost {
    /// kebab-case name of the element.
    pub element: String,
    /// What would stand there (`京ICP备××××××××号-1`): statutory Chinese, the same in every language.
    pub sample: String,
    /// What goes there.
    pub hint: Message,
    /// Stands beside this mark (a badge left of its number); `None`: below the last footer line.
    pub beside: Option<String>,
    /// Drawn with a badge-sized box in front.
    pub with_badge: bool,
}

/// The view of a report.
#[must_use]
pub fn view(_report: &Report) -> OverlayView {
    OverlayView {
        verdict: Message {
            name: "verdict_needs_review".into(),
            args: Vec::new(),
        },
        tone: Tone::CannotTell,
        missing: 0,
        groups: Vec::new(),
        outlines: Vec::new(),
        ghosts: Vec::new(),
        notes: Vec::new(),
    }
}
