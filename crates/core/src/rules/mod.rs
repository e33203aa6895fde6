//! The rules: one file each, named as its id. A rule sees the page and its marks and nothing else.
//!
//! A rule's file starts with its web page (the module's doc comment; the Chinese page is `<rule>.zh.md` beside it), then come
//! `RULE`, its judgement and its table of cases. What several rules ask of a page is in `page`, once; which outcome follows
//! is decided in the rule's own file.

mod outcome;
mod page;
mod rule;

use crate::report::Element;

pub use outcome::{Outcome, message_key};
pub use page::Page;
use page::{indices, link_host, name, of_filing};
pub use rule::{Causes, Fault, Rule};

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
    icp_number_translated,
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
    public_security_number_translated,
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
    icp_number_on_foreign_server,
    content_needs_prior_approval,
    payment_needs_registered_domain,
    government_mark_missing,
    government_site_code_missing,
];

/// What a failed finding of this rule means; of a rule that this build does not know, that something is wrong.
#[must_use]
pub fn fault_of(rule: &str) -> Fault {
    let known = RULES.iter().find(|known| known.id == rule);
    known.map_or(Fault::Wrong, |known| known.fault)
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
