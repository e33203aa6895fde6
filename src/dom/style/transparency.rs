//! Tells what makes a box transparent or turns it away.

use crate::dom::style::number::number;

/// Whether a computed `transform` shows a box from behind: the z axis, the third column's third number, points away.
pub(crate) fn is_turned_away(transform: &str) -> bool {
    transform
        .strip_prefix("matrix3d(")
        .and_then(|numbers| numbers.split(',').nth(10))
        .and_then(|depth| number(depth.trim()))
        .is_some_and(|depth| depth < 0.0)
}

/// The product of the `opacity(…)` functions in a computed `filter`.
pub(crate) fn filter_opacity(css: &str) -> f64 {
    css.split("opacity(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter_map(|argument| match argument.strip_suffix('%') {
            Some(percent) => number(percent).map(|percent| percent / 100.0),
            None => number(argument),
        })
        .product()
}

/// Whether a computed `mask-image` leaves nothing to be seen: every layer is a gradient between transparent colours.
/// Browsers write such a colour as `rgba(0, 0, 0, 0)`.
pub(crate) fn masks_all(css: &str) -> bool {
    let mut in_colour = false;
    let mut any = false;
    for part in css.split('(') {
        if in_colour {
            let channels = part.split(')').next().unwrap_or_default();
            if !channels.ends_with(", 0") {
                return false;
            }
            any = true;
        }
        in_colour = part.ends_with("rgba");
        if !in_colour && !part.ends_with("gradient") && !part.ends_with(')') {
            return false;
        }
    }
    any
}
