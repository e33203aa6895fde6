//! Recognises a site's home page, which is what the law is about.

use crate::filing::hosts::Url;

/// Whether an address is a site's home page: the root, the root of a language, or an index file.
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

/// Whether a path segment is a language such as `en`, `zh-cn`, `zh_hans`.
fn is_language(part: &str) -> bool {
    let is_word = |word: &str, most: usize| {
        (2..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    match part.split_once(['-', '_']) {
        Some((language, place)) => is_word(language, 2) && is_word(place, 4),
        None => is_word(part, 2),
    }
}
