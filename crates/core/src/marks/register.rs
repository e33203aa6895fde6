//! Names the two registers, and the numbers that each keeps.

use crate::filing::Kind;

/// The two registers that a site shows numbers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    /// MIIT's: filings, and the licences that stand for one.
    Icp,
    /// The police's.
    PublicSecurity,
}

impl Register {
    /// The register that keeps numbers of this kind; `None` for permits that are not judged.
    #[must_use]
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::IcpFiling | Kind::IcpLicence | Kind::TelecomLicence => Some(Self::Icp),
            Kind::PublicSecurity => Some(Self::PublicSecurity),
            Kind::OtherPermit => None,
        }
    }
}
