//! The beian-lens command as a library: what the tests and the command share.

pub mod browser;
pub mod server;
pub mod wait;
