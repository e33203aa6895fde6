//! Parses arbitrary addresses: nothing panics, and a register's host is recognised however the address is written.
#![no_main]

use beian_lens_core::filing::hosts::{HostClass, Url, record_code};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|address: &str| {
    if let Some(url) = Url::split(address) {
        assert!(!url.host.is_empty());
        assert!(url.class() == HostClass::Unofficial || url.host.ends_with(".cn"));
    }
    if let Some(code) = record_code(address) {
        assert!(code.bytes().all(|digit| digit.is_ascii_digit()) && address.contains(code));
    }
});
