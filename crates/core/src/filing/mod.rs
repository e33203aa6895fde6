//! Defines filing numbers: what they are, how they are written, and whose they can be. Imports no other room.

mod digits;
pub mod hosts;
mod icp;
mod licence;
mod number;
mod parse;
pub mod province;
mod public_security;
mod scan;

pub use icp::IcpFilingNumber;
pub use licence::{Issuer, LicenceNumber};
pub use number::{Found, Kind, Number, NumberError, Problem, Service, Standing};
pub use public_security::PublicSecurityNumber;
pub use scan::find_in;
