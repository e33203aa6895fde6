//! Says what each button of the card does. It stands in a table of ours, not in the DOM: nothing that a page does to a
//! button's attributes changes what a click on it does.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::hooks::Destination;
use beian_lens_core::view::{LookUp, Preview};

/// What a button does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    /// Moves the card: by dragging, and by arrow keys.
    Move,
    CheckAgain,
    Collapse,
    Close,
    /// Leaves for the home page and checks it.
    CheckHomePage,
    /// Scrolls to where missing elements belong.
    ShowGhosts,
    /// Opens or closes a row; opening scrolls to what it is about.
    ToggleRow(Subject),
    /// Scrolls to what a row is about.
    ShowOnPage(Subject),
    /// Copies the HTML to paste.
    CopyFix(String),
    /// Opens the register at this address, and copies what to type there.
    LookUp(LookUp),
    /// Draws the fix on the page, or what is there now.
    Preview(Preview, Subject),
    /// Opens one of the extension's own pages.
    Open(Destination),
}

/// What a row is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subject {
    /// kebab-case name of the element (`icp-number`).
    pub(super) element: String,
    /// Where it is on the page.
    pub(super) selector: Option<String>,
}

impl Action {
    /// As the style sheet and tests know it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::CheckAgain => "again",
            Self::Collapse => "collapse",
            Self::Close => "close",
            Self::CheckHomePage => "home",
            Self::ShowGhosts => "foot",
            Self::ToggleRow(_) => "row",
            Self::ShowOnPage(_) => "show",
            Self::CopyFix(_) => "copy",
            Self::LookUp(_) => "look-up",
            Self::Preview(..) => "preview",
            Self::Open(Destination::Ignore { .. }) => "ignore",
            Self::Open(Destination::Export { .. }) => "export",
            Self::Open(Destination::Kept) => "kept",
            Self::Open(Destination::Rule { .. }) => "why",
        }
    }
}

/// Buttons with what they do.
#[derive(Debug, Default)]
pub(super) struct Buttons(RefCell<Vec<(Element, Action)>>);

impl Buttons {
    /// Makes an element do something when it is clicked.
    pub(super) fn bind(&self, element: &Element, action: Action) -> Result<(), JsValue> {
        element.set_attribute("data-action", action.name())?;
        self.0.borrow_mut().push((element.clone(), action));
        Ok(())
    }

    /// What an element does.
    pub(super) fn action_of(&self, element: &Element) -> Option<Action> {
        let buttons = self.0.borrow();
        let bound = buttons.iter().find(|(button, _)| button == element);
        bound.map(|(_, action)| action.clone())
    }
}
