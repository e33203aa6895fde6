//! Reads the headings that are shown.

use crate::dom::browser::bindings::Document;
use crate::dom::browser::reader::Reader;
use crate::dom::text::fold::{bounded, fold};

/// Maximum number of headings, and of those of one rank that are asked.
const MOST: u32 = 20;

/// The headings that are shown, bounded in number and length.
pub(crate) fn headings(reader: &Reader, document: &Document) -> Vec<String> {
    let mut headings = Vec::new();
    for name in ["h1", "h2", "h3"] {
        let list = document.by_tag(name);
        for heading in (0..MOST).map_while(|index| list.at(index)) {
            let text = reader
                .text(&heading)
                .map(|text| String::from(text.substring(0, 1_000)))
                .unwrap_or_default();
            let text = fold(&text).text;
            if headings.len() < MOST as usize && !text.is_empty() && heading.is_rendered() {
                headings.push(bounded(&text, 200));
            }
        }
    }
    headings
}
