//! The rules: one file each, named as its id. A rule sees the page and its marks and nothing else.
//!
//! A rule's file starts with its web page (the module's doc comment), then the `RULE`, then the judgement, then its tests.
//! What several rules ask of a page stands in `page`, once; which outcome follows is decided in the rule's own file.

mod outcome;
mod page;

use crate::report::{Cause, Element, Need, OutcomeKind, Severity};

pub use outcome::{Outcome, message_key};
pub use page::Page;
use page::{indices, link_host, name};

/// Declares each rule's module and registers it, in the order in which a person reads the findings.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*
        /// All rules, in the order in which a person reads their findings.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules![
    icp_number_missing,
    icp_number_malformed,
    icp_number_placeholder,
    icp_number_parody,
    icp_sign_not_issued,
    icp_not_in_footer,
    icp_hidden,
    icp_not_centred,
    icp_numbers_conflict,
    icp_number_not_expected,
    icp_link_missing,
    icp_link_retired,
    icp_link_not_miit,
    icp_link_wrong_register,
    icp_link_plain_http,
    icp_link_same_tab,
    icp_number_form,
    public_security_number_missing,
    public_security_number_malformed,
    public_security_number_placeholder,
    public_security_number_not_expected,
    public_security_sign_and_division_disagree,
    public_security_not_in_footer,
    public_security_hidden,
    public_security_link_missing,
    public_security_link_disagrees,
    public_security_link_old_platform,
    public_security_link_wrong_register,
    public_security_link_not_official,
    public_security_badge_missing,
    public_security_badge_broken,
    public_security_badge_not_the_emblem,
    public_security_badge_not_beside_number,
    host_not_live,
    host_without_custom_domain,
    host_bare_address,
    host_tld_not_approved,
    host_outside_mainland,
    content_needs_prior_approval,
    payment_needs_registered_domain,
    government_mark_missing,
    government_site_code_missing,
];

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

/// What a failed finding of this rule means; of a rule that this build does not know, that something is wrong.
#[must_use]
pub fn fault_of(rule: &str) -> Fault {
    let known = RULES.iter().find(|known| known.id == rule);
    known.map_or(Fault::Wrong, |known| known.fault)
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

#[cfg(test)]
mod hard_pages;
#[cfg(test)]
#[allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
pub(crate) mod testing;
#[cfg(test)]
#[allow(clippy::expect_used, clippy::panic, reason = "tests")]
mod tests;
