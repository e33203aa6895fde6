//! Decides what the toolbar button shows.

use serde::Serialize;

use beian_lens_core::report::{Message, Verdict};
use beian_lens_core::view::OverlayView;

/// What the toolbar button shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Button {
    /// At most four characters.
    text: String,
    tone: ButtonTone,
    title: Message,
}

/// The colour of the button's badge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum ButtonTone {
    Missing,
    Complete,
    Review,
}

impl Button {
    /// What the button shows for a verdict.
    pub(super) fn new(verdict: Verdict, view: &OverlayView) -> Self {
        let (text, tone, title) = match verdict {
            _ if view.missing > 0 => {
                let missing = view.missing.to_string();
                return Self {
                    text: missing.clone(),
                    tone: ButtonTone::Missing,
                    title: Message {
                        name: "button_missing".into(),
                        args: vec![missing],
                    },
                };
            }
            Verdict::Incomplete => ("!", ButtonTone::Missing, "button_wrong"),
            Verdict::Complete => ("✓", ButtonTone::Complete, "button_complete"),
            Verdict::NotRequired => ("–", ButtonTone::Review, "button_not_required"),
            Verdict::NeedsReview => ("?", ButtonTone::Review, "button_review"),
        };
        Self {
            text: text.into(),
            tone,
            title: Message {
                name: title.into(),
                args: Vec::new(),
            },
        }
    }
}
