//! Does this host need a filing: from its name, and from its server's address when that is known.

use crate::report::{Applicability, Need, Reason};
use crate::snapshot::ServerAddress;

/// Judges the address of a page. `url` is absolute; what cannot be parsed is not live.
#[must_use]
pub fn applicability(_url: &str, _server: Option<&ServerAddress>) -> Applicability {
    Applicability { icp: Need::RequiredIfMainland, public_security: Need::RequiredIfMainland, reason: Reason::CustomDomain, server: None }
}
