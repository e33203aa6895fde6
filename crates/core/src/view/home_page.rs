//! The law speaks of a site's home page.

use crate::filing::hosts::Url;

/// Is this address a site's home page: the root or that of a language, or the file that servers answer it with.
pub(super) fn is(url: &str) -> bool {
    let Some(path) = Url::split(url).map(|url| url.path) else {
        return true;
    };
    let path = path.to_ascii_lowercase();
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_index = |part: &&str| {
        let stem = part.split_once('.').map_or(*part, |(stem, _)| stem);
        matches!(stem, "index" | "default" | "home" | "main")
    };
    parts.pop_if(|part| is_index(&&**part));
    parts.pop_if(|part| is_language(part));
    parts.is_empty()
}

/// Such as `en`, `zh-cn`, `zh_hans`.
fn is_language(part: &str) -> bool {
    let is_word = |word: &str, most: usize| {
        (2..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    match part.split_once(['-', '_']) {
        Some((language, place)) => is_word(language, 2) && is_word(place, 4),
        None => is_word(part, 2),
    }
}
