//! Shows the details of a mark in a row. The text is hostile.

use super::model::LookUp;
use crate::filing::Kind;
use crate::report::{Element, Mark};

/// Maximum number of characters of page text or address in a row; data URLs are long.
const EVIDENCE_CHARACTERS: usize = 160;

pub(super) fn evidence(mark: &Mark, element: Element) -> Option<String> {
    let text = match element {
        Element::IcpLink | Element::PublicSecurityLink => mark.link.href.as_deref(),
        Element::PublicSecurityBadge => mark.badge.as_ref().and_then(|badge| badge.src.as_deref()),
        _ => Some(mark.number.raw.as_str()),
    };
    text.and_then(cut)
}

/// The part of a page's text that is shown; `None` when it is empty.
pub(super) fn cut(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.chars().take(EVIDENCE_CHARACTERS).collect())
}

pub(super) fn place(mark: &Mark) -> &'static str {
    match mark {
        Mark { shown: false, .. } => "card_place_hidden",
        Mark { frame: Some(_), .. } => "card_place_frame",
        Mark { footer: true, .. } => "card_place_foot",
        _ => "card_place_elsewhere",
    }
}

/// Where a number can be looked up; `None` when there is no canonical number or no register for its kind.
pub(super) fn look_up(mark: &Mark) -> Option<LookUp> {
    let number = mark.number.number.as_deref()?;
    Some(match mark.number.kind {
        Kind::PublicSecurity => LookUp {
            href: crate::snippet::MPS_QUERY.to_owned() + &mark.number.digits,
            copy: None,
        },
        Kind::IcpFiling => LookUp {
            href: crate::snippet::MIIT.into(),
            copy: Some(number.into()),
        },
        _ => return None,
    })
}

pub(super) fn selector(mark: &Mark, element: Element) -> Option<String> {
    let badge = mark
        .badge
        .as_ref()
        .filter(|_| element == Element::PublicSecurityBadge);
    badge
        .and_then(|badge| badge.selector.clone())
        .or_else(|| mark.selector.clone())
}
