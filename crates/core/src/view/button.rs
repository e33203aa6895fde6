//! Summarises a check for the toolbar button: its text, its colour and its title.

use serde::{Deserialize, Serialize};

use super::messages::{plain, with};
use crate::report::{Message, Verdict};

/// What the toolbar button shows after a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// How many elements are missing, or a symbol: there is room for only a few characters.
    pub text: String,
    /// Its colour.
    pub tone: ButtonTone,
    /// The tooltip, which screen readers also read.
    pub title: Message,
}

/// The colours of the button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ButtonTone {
    /// Something is missing or wrong.
    Missing,
    /// Everything that is required is displayed.
    Complete,
    /// Nothing is certainly wrong.
    Review,
}

impl Button {
    pub(super) fn of(verdict: Verdict, missing: usize) -> Self {
        let (text, tone, title) = match verdict {
            _ if missing > 0 => {
                let count = missing.to_string();
                return Self {
                    text: count.clone(),
                    tone: ButtonTone::Missing,
                    title: with("button_missing", count),
                };
            }
            Verdict::Incomplete => ("!", ButtonTone::Missing, "button_wrong"),
            Verdict::Complete => ("✓", ButtonTone::Complete, "button_complete"),
            Verdict::NeedsReview => ("?", ButtonTone::Review, "button_review"),
            Verdict::NotRequired => ("–", ButtonTone::Review, "button_not_required"),
        };
        Self {
            text: text.into(),
            tone,
            title: plain(title),
        }
    }
}
