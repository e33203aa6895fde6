//! Reads computed numbers and lengths.

/// A decimal number as browsers write them. Not `str::parse`, whose tables for exact rounding weigh 13 KB.
pub(crate) fn number(css: &str) -> Option<f64> {
    let (digits, exponent) = match css.split_once('e') {
        Some((digits, exponent)) => (digits, exponent.parse().ok()?),
        None => (css, 0_i32),
    };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, digits),
    };
    let mut value: Option<f64> = None;
    let mut places = 0_i32;
    let mut is_fraction = false;
    for letter in digits.chars() {
        if letter == '.' && !is_fraction {
            is_fraction = true;
            continue;
        }
        let digit = f64::from(letter.to_digit(10)?);
        value = Some(value.unwrap_or_default() * 10.0 + digit);
        places += i32::from(is_fraction);
    }
    // Divided, as a tenth has no exact value: `0.5` becomes a half.
    let power = exponent.saturating_sub(places);
    let scale = 10_f64.powi(power.saturating_abs());
    value.map(|value| {
        sign * if power < 0 {
            value / scale
        } else {
            value * scale
        }
    })
}

/// A computed length in pixels (`12px`); zero when it is none.
pub(crate) fn pixels(css: &str) -> f64 {
    css.strip_suffix("px").and_then(number).unwrap_or_default()
}
