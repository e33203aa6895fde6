//! Imports arbitrary text as a CSV file of filings: every line is imported or handed back, and an export can be
//! imported.
#![no_main]

use beian_lens_desk::run;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

const NOW: &str = "2026-01-01T00:00:00Z";

fn ask(stored: &Map<String, Value>, order: Value) -> (Map<String, Value>, Value) {
    let done = run(stored, &order, NOW).expect("there is such an order");
    assert!(done.warnings.is_empty(), "what we wrote we can read");
    (done.write, done.answer)
}

fuzz_target!(|text: &str| {
    let (stored, _) = ask(&Map::new(), json!({ "do": "import-filings", "text": text }));
    let (_, kept) = ask(&stored, json!({ "do": "open" }));
    let (_, exported) = ask(&stored, json!({ "do": "export-filings" }));
    let (_, again) = ask(&stored, json!({ "do": "read-filings", "text": exported }));
    assert_eq!(again["faulty"], json!([]));
    assert_eq!(again["added"], 0);
    assert_eq!(again["changed"], 0);
    assert_eq!(again["same"].as_u64(), kept["filings"].as_array().map(|rows| rows.len() as u64));
});
