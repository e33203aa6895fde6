//! Packs the style sheet as it is put into pages. It is part of the script that every click reads, so the compiler takes
//! out what is there for people alone.

const SOURCE: &[u8] = include_bytes!("overlay.css");
const PACKED: ([u8; SOURCE.len()], usize) = pack();

/// The style sheet, without comments and layout.
pub(super) const STYLE: &str = match str::from_utf8(PACKED.0.split_at(PACKED.1).0) {
    Ok(style) => style,
    Err(_) => "",
};

/// The packed style sheet, and how much of the room it takes. White space goes where it separates nothing: around braces,
/// after `;`, `,` and `:`; before `:` it is the descendants' sign.
#[allow(
    clippy::indexing_slicing,
    reason = "only the compiler runs it, and says what is out of bounds"
)]
const fn pack() -> ([u8; SOURCE.len()], usize) {
    let mut packed = [0; SOURCE.len()];
    let (mut from, mut to, mut spaced) = (0, 0, false);
    while from < SOURCE.len() {
        let byte = SOURCE[from];
        if byte == b'/' && SOURCE[from + 1] == b'*' {
            from += 2;
            while !(SOURCE[from] == b'*' && SOURCE[from + 1] == b'/') {
                from += 1;
            }
            from += 2;
            continue;
        }
        from += 1;
        if byte.is_ascii_whitespace() {
            spaced = to > 0 && !matches!(packed[to - 1], b'{' | b'}' | b';' | b',' | b':');
            continue;
        }
        if byte == b'}' && packed[to - 1] == b';' {
            to -= 1;
        } else if spaced && !matches!(byte, b'{' | b'}') {
            packed[to] = b' ';
            to += 1;
        }
        packed[to] = byte;
        to += 1;
        spaced = false;
    }
    (packed, to)
}
