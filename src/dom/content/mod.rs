//! Reads links, headings, and hints of payment.

pub(crate) mod headings;
pub(crate) mod links;
pub(crate) mod payments;
pub(crate) mod script_hosts;
