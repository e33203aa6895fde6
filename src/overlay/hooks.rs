//! Says what the overlay asks of whoever opened it.

use serde::Serialize;

use beian_lens_core::view::OverlayView;

/// Opens one of the extension's own pages.
pub type Open = dyn Fn(&Destination);

/// What the overlay asks of whoever opened it.
pub struct Hooks {
    /// Checks the page again.
    pub check: Box<dyn Fn() -> OverlayView>,
    /// The overlay is to be closed, by the person or because the page does not let it stay: drop it.
    pub closed: Box<dyn Fn()>,
    /// The page is being left: drop the overlay. The browser resets the button by itself.
    pub left: Box<dyn Fn()>,
    /// The person wants one of the extension's own pages.
    pub open: Box<Open>,
    /// The person wants the home page checked; the page is left for it right after this.
    pub home: Box<dyn Fn()>,
    /// Whether the extension was reloaded or removed since the overlay was opened.
    pub is_orphaned: Box<dyn Fn() -> bool>,
    /// Whether an event comes from the person and not from a script. [`web_sys::Event::is_trusted`] everywhere but in tests,
    /// which have no person.
    pub trusts: fn(&web_sys::Event) -> bool,
}

/// A page of the extension's own. Opening it changes nothing: the person confirms there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "view", rename_all = "lowercase")]
pub enum Destination {
    /// Ignore a finding on this site, with a reason, or no longer ignore it.
    Ignore {
        /// The rule's id.
        rule: String,
    },
    /// Export the report.
    Export {
        /// Which format to start with.
        format: Format,
    },
    /// What the person keeps for this site.
    Kept,
    /// The page that explains a rule.
    Rule {
        /// The rule's id.
        rule: String,
    },
}

/// A format that a report is exported in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// To be pasted into an issue.
    Markdown,
    /// The report itself.
    Json,
    /// A page of its own.
    Html,
    /// On paper.
    Print,
}
