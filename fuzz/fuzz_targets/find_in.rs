//! Scans arbitrary text: nothing panics, spans are sound, and every valid number is accepted by its own type.
#![no_main]

use beian_lens_core::filing::{IcpFilingNumber, Kind, Problem, PublicSecurityNumber, find_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    for found in find_in(text) {
        assert!(found.span.start >= end && found.span.start < found.span.end);
        assert!(text.get(found.span.clone()).is_some());
        end = found.span.end;
        let number = found.number;
        let canonical = number.number.unwrap_or_default();
        match number.kind {
            Kind::IcpFiling if number.valid => {
                assert_eq!(
                    canonical
                        .parse::<IcpFilingNumber>()
                        .map(|number| number.to_string()),
                    Ok(canonical)
                );
            }
            Kind::PublicSecurity
                if number.valid && !number.problems.contains(&Problem::OldLocalForm) =>
            {
                assert_eq!(
                    canonical
                        .parse::<PublicSecurityNumber>()
                        .map(|number| number.to_string()),
                    Ok(canonical)
                );
            }
            _ => {}
        }
    }
});
