//! Reads the words that replace a number while the filing is pending: 备案中, ICP备案申请中, 网站正在备案中.

use crate::filing::number::{Kind, Problem, Service};

use super::reading::Reading;
use super::slot::is_boundary;
use super::spelling::Folded;

/// Maximum number of characters before these words on their line; a longer text only mentions filing.
const LONGEST_LEAD: usize = 8;

/// Reads these words when they begin at `place` and are all that the line says.
pub(super) fn read(text: &Folded, place: usize, floor: usize) -> Option<Reading> {
    let filed = text.any_word(place, "备案|备")?;
    let end = text.any_word(filed, "中|申请中|审核中|办理中|处理中")?;
    if !is_boundary(text.at(end)) {
        return None;
    }
    let mut start = place;
    while start > floor && !is_boundary(text.before(start)) {
        start -= 1;
        if place - start > LONGEST_LEAD {
            return None;
        }
    }
    Some(Reading {
        range: start..end,
        kind: Kind::IcpFiling,
        sign: None,
        digits: String::new(),
        ordinal: None,
        service: Some(Service::Subject),
        number: None,
        problems: vec![Problem::SignMissing, Problem::DigitsMissing],
        valid: false,
        parody: false,
        copied: false,
    })
}
