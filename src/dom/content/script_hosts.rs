//! Finds the hosts of a document's external scripts.

use crate::dom::browser::bindings::Document;
use crate::dom::browser::properties::Script;
use crate::dom::browser::reader::Reader;

/// Maximum number of scripts that are asked.
const MOST: u32 = 150;

/// Hosts of a document's external scripts, each once.
pub(crate) fn script_hosts(reader: &Reader, document: &Document) -> Vec<String> {
    let list = document.by_tag("script");
    let scripts: Vec<_> = (0..MOST).map_while(|index| list.at(index)).collect();
    let mut hosts: Vec<String> = Vec::new();
    for facts in reader.script_sources(&scripts) {
        let host = facts
            .text(Script::Src)
            .split('/')
            .nth(2)
            .unwrap_or_default()
            .rsplit('@')
            .next()
            .unwrap_or_default();
        if !host.is_empty() && !hosts.iter().any(|known| known == host) {
            hosts.push(host.to_owned());
        }
    }
    hosts
}
