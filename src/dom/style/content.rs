//! Reads the text and the address in `content`, `background-image` and `mask-image`.

/// The first address in a computed `background-image`, `mask-image` or `content`.
pub(crate) fn first_url(css: &str) -> Option<&str> {
    let rest = css.split("url(").nth(1)?;
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    rest.split(['"', '\'', ')']).next()
}

/// Skips to after the closing parenthesis, quoted ones aside.
fn skip_arguments(letters: &mut std::str::Chars<'_>) {
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            '\\' => {
                letters.next();
            }
            ')' if !quoted => return,
            _ => {}
        }
    }
}

/// The text of a computed `content`; `None` when it draws no text. Counters and attributes are already resolved to
/// strings only by some browsers: what is no string is skipped.
pub(crate) fn content_text(css: &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = css.chars();
    while let Some(letter) = letters.next() {
        if letter == '/' {
            break; // what follows is the alternative text for readers that do not see
        }
        if letter == '(' {
            // A picture or a counter: its quotes hold an address or a separator.
            skip_arguments(&mut letters);
            continue;
        }
        if letter != '"' {
            continue;
        }
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => text.extend(letters.next()),
                _ => text.push(letter),
            }
        }
    }
    (!text.is_empty()).then_some(text)
}
