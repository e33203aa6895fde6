//! Stores "My filings": the numbers that the user expects on each domain.

use serde_json::Value;

use super::done::{fault, fault_with};
use super::punycode;
use super::stored::{Kept, Row};
use crate::export::plain::{object, optional};
use beian_lens_core::filing::{self, Kind};
use beian_lens_core::host::{Host, registrable_domain};
use beian_lens_core::marks::Register;
use beian_lens_core::report::Message;
use beian_lens_core::snapshot::Expected;

/// A domain and the numbers expected on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    /// Lower case and in ASCII (`xn--…`), without `www.`.
    pub domain: String,
    /// The canonical ICP number; empty when there is none.
    pub icp: String,
    /// The canonical public security number; empty when there is none.
    pub public_security: String,
}

/// The table, sorted by domain.
#[derive(Clone, Debug, Default)]
pub struct Filings {
    /// One row per domain.
    pub rows: Vec<Filing>,
}

impl Kept for Filings {
    const KEY: &'static str = "filings";
    type Row = Filing;

    fn rows(&self) -> &[Filing] {
        &self.rows
    }

    fn rows_mut(&mut self) -> &mut Vec<Filing> {
        &mut self.rows
    }
}

impl Row for Filing {
    fn read(stored: &Value) -> Option<Self> {
        let text = |key| optional(stored, key).map(str::to_owned);
        Some(Self {
            domain: text("domain")?,
            icp: text("icp")?,
            public_security: text("publicSecurity")?,
        })
    }

    fn write(&self) -> Value {
        object([
            ("domain", self.domain.as_str().into()),
            ("icp", self.icp.as_str().into()),
            ("publicSecurity", self.public_security.as_str().into()),
        ])
    }
}

impl Filings {
    /// The numbers expected on a host: those of the domain itself, or of the nearest parent domain.
    #[must_use]
    pub fn expected(&self, host: &str) -> Option<Expected> {
        let is_within = |domain: &str| {
            host.strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let rows = self.rows.iter().filter(|row| is_within(&row.domain));
        let nearest = rows.max_by_key(|row| row.domain.len())?;
        let number = |number: &str| (!number.is_empty()).then(|| number.to_owned());
        Some(Expected {
            icp: number(&nearest.icp),
            public_security: number(&nearest.public_security),
        })
    }

    /// Adds or replaces a filing; `instead_of` is the domain whose row it replaces. The error is a message for the
    /// user.
    pub(super) fn put(&mut self, filing: &Filing, instead_of: Option<&str>) -> Result<(), Message> {
        let filing = checked(filing)?;
        if let Some(old) = instead_of {
            self.remove(old);
        }
        self.insert(filing);
        Ok(())
    }

    pub(super) fn remove(&mut self, domain: &str) {
        self.rows.retain(|row| row.domain != domain);
    }

    pub(super) fn insert(&mut self, filing: Filing) {
        let at = self
            .rows
            .binary_search_by(|row| row.domain.cmp(&filing.domain));
        match at {
            Ok(at) => {
                if let Some(row) = self.rows.get_mut(at) {
                    *row = filing;
                }
            }
            Err(at) => self.rows.insert(at, filing),
        }
    }
}

/// Converts a filing as typed to the form that is stored.
pub(super) fn checked(typed: &Filing) -> Result<Filing, Message> {
    let domain = domain(&typed.domain).ok_or_else(|| {
        fault_with(
            "options_fault_domain",
            vec![typed.domain.trim().chars().take(80).collect()],
        )
    })?;
    let icp = number(&typed.icp, Register::Icp, "options_fault_icp")?;
    let public_security = number(
        &typed.public_security,
        Register::PublicSecurity,
        "options_fault_public_security",
    )?;
    if icp.is_empty() && public_security.is_empty() {
        return Err(fault("options_fault_nothing"));
    }
    Ok(Filing {
        domain,
        icp,
        public_security,
    })
}

/// The domain in what the user typed: a name, or the address of a page.
fn domain(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let address = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("http://{typed}/")
    };
    let host = filing::hosts::Url::split(&address)?.host;
    let host = punycode::host(&host)?;
    let mut bare = &*host;
    // Repeated, so that an exported domain is imported unchanged.
    while let Some(rest) = bare.strip_prefix("www.")
        && registrable_domain(rest).is_some()
    {
        bare = rest;
    }
    matches!(Host::parse(bare), Host::Name(_))
        .then(|| registrable_domain(bare))
        .flatten()
        .map(|_| bare.to_owned())
}

/// The one number of a register in a cell, in canonical form; empty for an empty cell.
fn number(typed: &str, register: Register, fault_name: &str) -> Result<String, Message> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    canonical(typed, register)
        .ok_or_else(|| fault_with(fault_name, vec![typed.chars().take(80).collect()]))
}

/// The canonical form of a text that is exactly one number of the register.
fn canonical(text: &str, register: Register) -> Option<String> {
    let found = filing::find_in(text);
    let [only] = found.as_slice() else {
        return None;
    };
    let is_it = only.number.valid
        && only.span.len() == text.len()
        && only.number.kind != Kind::OtherPermit
        && Register::of(only.number.kind) == Some(register);
    only.number.number.clone().filter(|_| is_it)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn filing(domain: &str, icp: &str, public_security: &str) -> Filing {
        Filing {
            domain: domain.into(),
            icp: icp.into(),
            public_security: public_security.into(),
        }
    }

    #[test]
    fn input_is_stored_in_one_form() {
        for (typed, kept) in [
            ("example-shop.cn", Some("example-shop.cn")),
            (" WWW.Example-Shop.cn. ", Some("example-shop.cn")),
            ("www.www.example-shop.cn", Some("example-shop.cn")),
            ("www.www.cn", Some("www.cn")),
            (
                "https://m.example-shop.com.cn/a?b",
                Some("m.example-shop.com.cn"),
            ),
            ("例子.中国", Some("xn--fsqu00a.xn--fiqs8s")),
            ("com.cn", None),
            ("localhost", None),
            ("10.0.0.1", None),
            ("", None),
            ("a b.cn", None),
        ] {
            assert_eq!(domain(typed).as_deref(), kept, "{typed}");
        }
        let kept = checked(&filing(
            "a-shop.cn",
            "京 ICP备 18032457号 - 1",
            "京公网安备 11010502400817",
        ))
        .unwrap();
        assert_eq!(
            kept,
            filing(
                "a-shop.cn",
                "京ICP备18032457号-1",
                "京公网安备11010502400817号"
            )
        );
    }

    #[test]
    fn faults_are_reported_as_messages() {
        for (typed, name) in [
            (
                filing("nonsense", "京ICP备18032457号", ""),
                "options_fault_domain",
            ),
            (filing("a-shop.cn", "18032457", ""), "options_fault_icp"),
            (
                filing("a-shop.cn", "京公网安备11010502400817号", ""),
                "options_fault_icp",
            ),
            (
                filing("a-shop.cn", "", "京ICP备18032457号"),
                "options_fault_public_security",
            ),
            (filing("a-shop.cn", " ", ""), "options_fault_nothing"),
        ] {
            assert_eq!(checked(&typed).unwrap_err().name, name, "{typed:?}");
        }
    }

    #[test]
    fn the_nearest_domain_applies_to_a_host() {
        let mut filings = Filings::default();
        for (domain, icp) in [
            ("a-shop.cn", "京ICP备18032457号"),
            ("m.a-shop.cn", "京ICP备18032457号-2"),
        ] {
            filings.put(&filing(domain, icp, ""), None).unwrap();
        }
        for (host, icp) in [
            ("a-shop.cn", Some("京ICP备18032457号")),
            ("www.a-shop.cn", Some("京ICP备18032457号")),
            ("x.m.a-shop.cn", Some("京ICP备18032457号-2")),
            ("not-a-shop.cn", None),
            ("a-shop.cn.evil.com", None),
        ] {
            let expected = filings.expected(host).and_then(|expected| expected.icp);
            assert_eq!(expected.as_deref(), icp, "{host}");
        }
    }

    #[test]
    fn editing_replaces_the_row() {
        let mut filings = Filings::default();
        filings
            .put(&filing("a-shop.cn", "京ICP备18032457号", ""), None)
            .unwrap();
        filings
            .put(
                &filing("b-shop.cn", "京ICP备18032457号", ""),
                Some("a-shop.cn"),
            )
            .unwrap();
        assert_eq!(filings.rows.len(), 1);
        assert!(
            filings
                .put(&filing("b-shop.cn", "?", ""), Some("b-shop.cn"))
                .is_err()
        );
        assert_eq!(filings.rows.len(), 1);
    }
}
