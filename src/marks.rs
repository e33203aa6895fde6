//! Snapshot to marks: every number with its own link, its badge, its place; the site's own or a mention.

use crate::report::Mark;
use crate::snapshot::PageSnapshot;

/// Every filing mark on the page, in document order.
#[must_use]
pub fn find(_page: &PageSnapshot) -> Vec<Mark> {
    Vec::new()
}
