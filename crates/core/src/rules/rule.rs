//! Says what a rule is: what it is called, how much it matters, how it can end, and how it judges.

use super::outcome::Outcome;
use super::page::Page;
use crate::report::{Cause, Element, Need, OutcomeKind, Severity};

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
    /// What it is when it fails.
    pub fault: Fault,
    /// Every way in which it can end.
    pub causes: Causes,
    /// The judgement.
    pub evaluate: fn(&Page) -> Outcome,
}

/// What a failure means for the element that a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It is there, and wrong.
    Wrong,
}

/// Why a rule can pass, fail, or be unable to tell. Where there is nothing to judge it is inapplicable, which has no cause.
pub struct Causes {
    /// Of [`OutcomeKind::Passed`].
    pub passed: &'static [Cause],
    /// Of [`OutcomeKind::Failed`].
    pub failed: &'static [Cause],
    /// Of [`OutcomeKind::CannotTell`]; none: the rule can always tell.
    pub cannot_tell: &'static [Cause],
}

impl Causes {
    /// Passes or fails, and can always tell.
    pub const PLAIN: Self = Self {
        passed: &[Cause::Plain],
        failed: &[Cause::Plain],
        cannot_tell: &[],
    };

    /// Those of an outcome.
    #[must_use]
    pub fn of(&self, outcome: OutcomeKind) -> &'static [Cause] {
        match outcome {
            OutcomeKind::Passed => self.passed,
            OutcomeKind::Failed => self.failed,
            OutcomeKind::CannotTell => self.cannot_tell,
            OutcomeKind::Inapplicable => &[Cause::Plain],
        }
    }
}

impl Rule {
    /// The rule's outcome on a page. The elements of a register that the host need not file with are not judged.
    #[must_use]
    pub fn judge(&self, page: &Page) -> Outcome {
        let need = match self.element {
            Element::IcpNumber | Element::IcpLink => page.applicability.icp,
            Element::PublicSecurityNumber
            | Element::PublicSecurityLink
            | Element::PublicSecurityBadge => page.applicability.public_security,
            Element::Host | Element::Content => Need::Required,
        };
        if need == Need::NotRequired {
            return Outcome::inapplicable();
        }
        let outcome = (self.evaluate)(page);
        debug_assert!(
            self.causes.of(outcome.kind).contains(&outcome.cause),
            "{} ends in a way that it does not declare",
            self.id
        );
        outcome
    }
}
