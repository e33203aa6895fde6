//! Checks any snapshot that parses from JSON: the checker always returns a report.
#![no_main]

use beian_lens_core::snapshot::PageSnapshot;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| {
    if let Ok(page) = serde_json::from_slice::<PageSnapshot>(json) {
        let report = beian_lens_core::check(&page);
        assert!(serde_json::to_string(&report).is_ok());
    }
});
