//! Recognises digits that were never issued: what templates use in place of a number.

/// Whether all digits are equal, ascend or descend by one, or repeat a short pattern.
pub(super) fn is_pattern(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() > 3 && (is_run(bytes) || repeats(bytes, 2) || bytes.len() >= 8 && repeats(bytes, 4))
}

/// Whether all digits are equal, or ascend or descend by one.
pub(super) fn is_uniform(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() > 3 && (is_run(bytes) || repeats(bytes, 1))
}

/// Whether the digits ascend or descend by one: `123456`, `7890123`, `87654321`.
fn is_run(bytes: &[u8]) -> bool {
    let steps = |step: u8| {
        bytes
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if (a - b'0' + step) % 10 == (b - b'0') % 10))
    };
    steps(1) || steps(9)
}

/// Whether the same `period` digits repeat throughout.
fn repeats(bytes: &[u8], period: usize) -> bool {
    bytes
        .iter()
        .zip(bytes.iter().skip(period))
        .all(|(a, b)| a == b)
}

/// Whether all digits are zero.
pub(super) fn is_zero(digits: &str) -> bool {
    digits.bytes().all(|digit| digit == b'0')
}
