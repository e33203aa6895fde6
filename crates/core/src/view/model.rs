//! Names all that the card and the page's drawings are made of. Plain data.

use serde::{Deserialize, Serialize};

use super::button::Button;
use crate::report::{Footer, Message};
use crate::snippet::Snippet;

/// All that the overlay draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverlayView {
    /// The verdict in one sentence.
    pub verdict: Message,
    /// Its colour and icon.
    pub tone: Tone,
    /// How many elements are missing.
    pub missing: usize,
    /// What the toolbar button says.
    pub button: Button,
    /// Is this another page than the site's home page, of which the law speaks?
    pub is_inner_page: bool,
    /// Does the site need to file at all: the judgements in order, each with what decided it.
    pub path: Vec<Row>,
    /// The groups, ICP first.
    pub groups: Vec<Group>,
    /// What to draw around what was found.
    pub outlines: Vec<Outline>,
    /// What to draw where something is missing, in the order it stands on the page.
    pub ghosts: Vec<Ghost>,
    /// Below which line the ghosts belong that stand beside no mark; `None` on a page that shows nothing.
    pub footer: Option<Footer>,
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
    /// In order, and there is advice all the same.
    Advice,
    /// Not needed here.
    NotNeeded,
    /// Missing, wrong or doubtful, and ignored by the person.
    Waived,
}

impl Tone {
    /// As style sheets know it.
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

    /// The key of its word.
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
    /// A line for each term that a newcomer does not know.
    pub terms: Vec<Message>,
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
    /// The key of the word for its state: an element is found, a question of the path is answered.
    pub word: String,
    /// The text on the page; hostile.
    pub evidence: Option<String>,
    /// The address that it links to, as written; hostile.
    pub link: Option<String>,
    /// Where on the page it stands.
    pub place: Option<Message>,
    /// Where the register answers for the number.
    pub look_up: Option<LookUp>,
    /// What the rules say, worst first.
    pub findings: Vec<RowFinding>,
    /// Selectors of what it speaks of.
    pub selectors: Vec<String>,
}

/// The register's page for one number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookUp {
    /// Its address, with the number's code where the register takes one.
    pub href: String,
    /// What to type there, where it takes none.
    pub copy: Option<String>,
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
    /// Why the person ignores it on this host; `None` when they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
    /// What the page shows once it was pasted.
    pub preview: Option<Preview>,
}

/// A remedy, as a person sees it on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The text, which is a link.
    pub text: String,
    /// The police badge stands in front of it.
    pub with_badge: bool,
}

impl Preview {
    pub(super) fn of(snippet: &Snippet) -> Self {
        Self {
            text: snippet.text().into(),
            with_badge: snippet.has_badge(),
        }
    }
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

/// The rows of all groups.
pub(super) fn rows(groups: &[Group]) -> impl Iterator<Item = &Row> {
    groups.iter().flat_map(|group| &group.rows)
}
