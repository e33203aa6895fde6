//! Stores the findings that the user ignores on a host, each with the reason.

use serde_json::Value;

use super::done::fault;
use super::stored::{Kept, Row};
use crate::export::plain::{object, optional};
use beian_lens_core::report::Message;

/// Maximum length of a reason, in characters; a longer one is cut.
const LONGEST_REASON: usize = 500;

/// A finding that is ignored on a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostWaiver {
    /// The host name, lower case.
    pub host: String,
    /// The rule's id.
    pub rule: String,
    /// Why it is ignored.
    pub reason: String,
    /// When it was ignored: RFC 3339.
    pub since: String,
}

/// All waivers, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    /// One row per host and rule.
    pub rows: Vec<HostWaiver>,
}

impl Kept for Waivers {
    const KEY: &'static str = "waivers";
    type Row = HostWaiver;

    fn rows(&self) -> &[HostWaiver] {
        &self.rows
    }

    fn rows_mut(&mut self) -> &mut Vec<HostWaiver> {
        &mut self.rows
    }
}

impl Row for HostWaiver {
    fn read(stored: &Value) -> Option<Self> {
        let text = |key| optional(stored, key).map(str::to_owned);
        Some(Self {
            host: text("host")?,
            rule: text("rule")?,
            reason: text("reason")?,
            since: text("since")?,
        })
    }

    fn write(&self) -> Value {
        object([
            ("host", self.host.as_str().into()),
            ("rule", self.rule.as_str().into()),
            ("reason", self.reason.as_str().into()),
            ("since", self.since.as_str().into()),
        ])
    }
}

impl Waivers {
    /// What is ignored on a host.
    #[must_use]
    pub fn of(&self, host: &str) -> Vec<HostWaiver> {
        let rows = self.rows.iter().filter(|row| row.host == host);
        rows.cloned().collect()
    }

    pub(super) fn waive(
        &mut self,
        host: &str,
        rule: &str,
        reason: &str,
        now: &str,
    ) -> Result<(), Message> {
        let reason: String = reason.trim().chars().take(LONGEST_REASON).collect();
        if reason.is_empty() {
            return Err(fault("desk_reason_missing"));
        }
        self.unwaive(host, rule);
        let waiver = HostWaiver {
            host: host.into(),
            rule: rule.into(),
            reason,
            since: now.into(),
        };
        self.rows.insert(0, waiver);
        Ok(())
    }

    pub(super) fn unwaive(&mut self, host: &str, rule: &str) {
        self.rows.retain(|row| row.host != host || row.rule != rule);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_has_a_reason_and_one_host() {
        let mut waivers = Waivers::default();
        assert!(waivers.waive("a.cn", "icp-not-centred", " \n", "").is_err());
        waivers
            .waive("a.cn", "icp-not-centred", "by design", "")
            .unwrap();
        waivers
            .waive("a.cn", "icp-not-centred", "as agreed", "")
            .unwrap();
        assert_eq!(waivers.of("a.cn").len(), 1);
        assert!(waivers.of("b.a.cn").is_empty());
        waivers.unwaive("a.cn", "icp-not-centred");
        assert!(waivers.rows.is_empty());
    }
}
