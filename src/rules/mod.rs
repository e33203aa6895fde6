//! The rules: one file each, named as its id. A rule sees the page and its marks and nothing else.

use crate::report::{Applicability, Mark, OutcomeKind, Severity};
use crate::snapshot::PageSnapshot;

/// All rules, in the order in which a person reads their findings.
pub static RULES: &[&Rule] = &[];

/// One thing that can be wrong with a page.
pub struct Rule {
    /// kebab-case; names the fault. File name, fixture folder, message keys and web page derive from it.
    pub id: &'static str,
    /// How much it matters when it fails.
    pub severity: Severity,
    /// The element of the card it speaks of.
    pub element: Element,
    /// The law or practice behind it, as cited.
    pub basis: &'static [&'static str],
    /// The judgement.
    pub evaluate: fn(&Page) -> Outcome,
}

/// What a rule is given.
pub struct Page<'a> {
    /// The page as captured.
    pub snapshot: &'a PageSnapshot,
    /// Its marks.
    pub marks: &'a [Mark],
    /// What its host needs.
    pub applicability: &'a Applicability,
}

/// The elements of the card, one row each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Does the host need a filing.
    Host,
    /// The ICP number.
    IcpNumber,
    /// Its link to MIIT's filing system.
    IcpLink,
    /// The public security number.
    PublicSecurityNumber,
    /// Its link.
    PublicSecurityLink,
    /// Its badge.
    PublicSecurityBadge,
    /// The page's content: clearance, payment, government marks.
    Content,
}

/// What a rule concludes. `reason` is the last part of a message key: `<rule id>_<reason>`, hyphens as underscores.
pub struct Outcome {
    /// Passed, failed, cannot tell, inapplicable.
    pub kind: OutcomeKind,
    /// Message key suffix: `passed`, `failed`, `cannot_tell` or `inapplicable`, or one of these with a variant appended
    /// (`failed_look_alike`).
    pub reason: &'static str,
    /// The message's arguments.
    pub args: Vec<String>,
    /// Indices of the marks it speaks of.
    pub marks: Vec<usize>,
    /// The HTML to paste.
    pub remedy: Option<String>,
}
