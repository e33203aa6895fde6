//! Folds white space.

/// Maximum length of the text of a run, in characters.
const LONGEST: usize = 2_000;

/// A text with its white space folded.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// Whether it begins with white space.
    pub(crate) blank_before: bool,
    /// Whether it ends with white space.
    pub(crate) blank_after: bool,
}

/// Folds white space to single spaces, and bounds the length.
pub(crate) fn fold(text: &str) -> Folded {
    let blank = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    let mut folded = String::with_capacity(text.len().min(LONGEST * 3));
    for (index, word) in text
        .split(blank)
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if index > 0 {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    if let Some((end, _)) = folded.char_indices().nth(LONGEST) {
        folded.truncate(end);
    }
    Folded {
        blank_before: text.starts_with(blank),
        blank_after: text.ends_with(blank),
        text: folded,
    }
}

/// The first characters of a text, at most `most`.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
