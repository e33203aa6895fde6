//! Decides whether a picture is the police badge, from its pixels and its name.
//!
//! Source of the thresholds: 31 real badges from footers (rule book, section 5, 2026-11): gold 0.50 to 0.64, navy 0.06 to
//! 0.20, red 0.16 to 0.24 of the opaque, non-white pixels. The MIIT gear beside ICP numbers has no gold and 0.73 to 0.81
//! red. The bounds below leave room for scaling down to 12 pixels and for the background showing through at the edges.
//! `cargo xtask score --badges` measures how often the bounds are right for pictures as a browser draws them.
//!
//! Shares alone cannot tell a badge from a flag of the same colours, so the position of the colours counts too. A
//! picture that is neither clearly the badge nor clearly something else is unknown: a wrong guess would accuse the site
//! owner.

use crate::snapshot::{ColourShares, Image};

/// Whether a picture is the police badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emblem {
    /// It has the badge's colours, in the right shares and positions.
    Yes,
    /// It shows something else.
    No,
    /// Its pixels could not be read, are empty, or leave a doubt.
    Unknown,
}

/// Minimum and maximum share of each colour, in thousandths.
const GOLD: std::ops::RangeInclusive<u16> = 320..=780;
const NAVY: std::ops::RangeInclusive<u16> = 25..=300;
const RED: std::ops::RangeInclusive<u16> = 90..=400;
/// Minimum share of the three colours together: on white, thin edges blend with the background.
const TOGETHER: u16 = 620;
/// Minimum of [`ColourShares::in_place`] in a badge: badges have at least 750, MIIT gears 40, three-striped flags 0.
const IN_PLACE: u16 = 600;
/// Minimum share of gold, and of colours in place, in anything that could be a badge.
const HARDLY: u16 = 150;
/// Minimum share of pixels that are filled; a picture with fewer says nothing.
const FILLED: u16 = 60;

/// Judges a picture by its colour shares alone.
#[must_use]
pub fn of_colours(colours: ColourShares) -> Emblem {
    if colours.filled < FILLED {
        return Emblem::Unknown;
    }
    let together = colours
        .gold
        .saturating_add(colours.navy)
        .saturating_add(colours.red);
    let is_badge = GOLD.contains(&colours.gold)
        && NAVY.contains(&colours.navy)
        && RED.contains(&colours.red)
        && together >= TOGETHER;
    if is_badge && colours.in_place >= IN_PLACE {
        Emblem::Yes
    } else if colours.gold < HARDLY || colours.in_place < HARDLY {
        Emblem::No
    } else {
        Emblem::Unknown
    }
}

/// Judges a picture by its pixels, or by the MD5 of the old official file when its address contains it.
pub(crate) fn of_picture(image: &Image) -> Emblem {
    if image.src.contains(OFFICIAL_FILE) {
        return Emblem::Yes;
    }
    image.colours.map_or(Emblem::Unknown, of_colours)
}

/// Start of the MD5 of the old official file (20 x 20, 19,256 bytes); build tools put it into file names.
const OFFICIAL_FILE: &str = "d0289dc";

/// Name parts seen on real badges. A hint, never proof: `beian.png` is often the MIIT gear.
const BADGE_NAMES: &[&str] = &[
    "ghs",
    "gongan",
    "police",
    "beian",
    "batb",
    "guohui",
    "mps",
    "psb",
    "gawb",
    "wangan",
    "公安",
    "网安",
    "备案",
    "警徽",
    "%e5%a4%87%e6%a1%88",
    "%e5%85%ac%e5%ae%89",
];

/// Name parts of other pictures seen in footers.
const OTHER_NAMES: &[&str] = &[
    "miit", "icp", "gongxin", "weixin", "wechat", "weibo", "qq", "jubao", "12377", "logo-",
    "arrow", "phone", "tel", "mail", "qrcode", "flag", "home", "工信",
];

/// Whether the file name or the alternative text names the badge.
pub(super) fn is_named_like_a_badge(image: &Image) -> bool {
    !is_named_like_another(image) && BADGE_NAMES.iter().any(|name| names(image, name))
}

/// Whether the file name or the alternative text names something else.
pub(super) fn is_named_like_another(image: &Image) -> bool {
    OTHER_NAMES.iter().any(|name| names(image, name))
}

fn names(image: &Image, part: &str) -> bool {
    let file = image
        .src
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let file = file.split(['?', '#']).next().unwrap_or_default();
    let is_data = image
        .src
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    (!is_data && file.to_ascii_lowercase().contains(part))
        || image.alt.to_ascii_lowercase().contains(part)
}

/// The share of each colour in a picture. `rgba` holds red, green, blue and alpha bytes, row by row.
///
/// A picture drawn on a background (a screenshot) has that background at its four corners. The background is left out,
/// like white and transparent pixels. `width` is in pixels; an incomplete last row is left out.
#[must_use]
pub fn colour_shares(rgba: &[u8], width: usize) -> ColourShares {
    let ground = ground(rgba, width);
    let mut ink = Vec::new();
    let mut total = 0;
    for (at, pixel) in rgba.chunks_exact(4).enumerate() {
        let &[r, g, b, a] = pixel else { continue };
        total += 1;
        let is_white = r > 235 && g > 235 && b > 235;
        if a < 128 || is_white || ground.is_some_and(|ground| is_like(ground, [r, g, b])) {
            continue;
        }
        // There is a pixel, so the width is not zero.
        let (x, y) = (at % width.max(1), at / width.max(1));
        ink.push((x, y, colour([r, g, b])));
    }
    let of = |colour| count(&ink, |(_, _, other)| *other == colour);
    let (gold, navy, red) = (of(Colour::Gold), of(Colour::Navy), of(Colour::Red));
    ColourShares {
        gold: share(gold, ink.len()),
        navy: share(navy, ink.len()),
        red: share(red, ink.len()),
        filled: share(ink.len(), total),
        in_place: in_place(&ink, navy, red),
    }
}

/// See [`ColourShares::in_place`]. The badge has a gold wreath below, a red emblem in the upper middle and a navy
/// shield around it, symmetric left and right.
fn in_place(ink: &[Ink], navy: usize, red: usize) -> u16 {
    let edge = |key: fn(&Ink) -> usize| {
        let first = ink.iter().map(key).min().unwrap_or_default();
        let last = ink.iter().map(key).max().unwrap_or_default();
        (first, last + 1 - first)
    };
    let ((left, width), (top, height)) = (edge(|ink| ink.0), edge(|ink| ink.1));
    let is_low = |ink: &Ink| (ink.1 - top) * 3 >= height * 2;
    let is_left = |ink: &Ink| (ink.0 - left) * 2 < width;
    let is_middle = |ink: &Ink| (width..=width * 4).contains(&((ink.0 - left) * 5 + 2));
    let gold_below = share(
        count(ink, |ink| is_low(ink) && ink.2 == Colour::Gold),
        count(ink, is_low),
    );
    let red_above = share(
        count(ink, |ink| {
            ink.2 == Colour::Red && !is_low(ink) && is_middle(ink)
        }),
        red,
    );
    let navy_left = count(ink, |ink| ink.2 == Colour::Navy && is_left(ink));
    let navy_both = share(2 * navy_left.min(navy - navy_left), navy);
    gold_below.min(red_above).min(navy_both)
}

/// A pixel that is part of the picture: x, y and colour.
type Ink = (usize, usize, Colour);

fn count(ink: &[Ink], is_meant: impl Fn(&Ink) -> bool) -> usize {
    ink.iter().filter(|ink| is_meant(ink)).count()
}

/// The share of `count` in `of`, in thousandths.
fn share(count: usize, of: usize) -> u16 {
    let share = (count * 1000).checked_div(of).unwrap_or_default();
    u16::try_from(share).unwrap_or(1000)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Colour {
    Gold,
    Navy,
    Red,
    Other,
}

/// Classifies a colour by hue (degrees), saturation and brightness, in integers.
fn colour([r, g, b]: [u8; 3]) -> Colour {
    let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let spread = high - low;
    // Grey, or a black outline.
    if spread * 100 < high * 22 || high < 40 {
        return Colour::Other;
    }
    let hue = if high == r {
        (60 * (g - b) / spread + 360) % 360
    } else if high == g {
        60 * (b - r) / spread + 120
    } else {
        60 * (r - g) / spread + 240
    };
    match hue {
        0..22 | 338..360 => Colour::Red,
        22..75 => Colour::Gold,
        195..275 => Colour::Navy,
        _ => Colour::Other,
    }
}

/// The background that a picture was drawn on: the colour of all four corners, if they are opaque and alike.
fn ground(rgba: &[u8], width: usize) -> Option<[u8; 3]> {
    let pixels = rgba.len() / 4;
    let rows = pixels.checked_div(width)?;
    let last_row = rows.checked_sub(1)? * width;
    let corner = |at: usize| match rgba.get(at * 4..at * 4 + 4) {
        Some(&[r, g, b, a]) if a >= 128 => Some([r, g, b]),
        _ => None,
    };
    let first = corner(0)?;
    let all = [width - 1, last_row, last_row + width - 1];
    all.into_iter()
        .all(|at| corner(at).is_some_and(|other| is_like(first, other)))
        .then_some(first)
}

fn is_like(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD_PIXEL: [u8; 4] = [0xe6, 0xb4, 0x22, 255];
    const RED_PIXEL: [u8; 4] = [0xc8, 0x20, 0x1f, 255];
    const NAVY_PIXEL: [u8; 4] = [0x1b, 0x2a, 0x6b, 255];
    const CLEAR: [u8; 4] = [0; 4];
    const WHITE: [u8; 4] = [255; 4];
    const DARK: [u8; 4] = [20, 20, 24, 255];

    /// A square picture of this size: one colour on a background, an emblem in it, and a band on both sides.
    fn picture(
        size: usize,
        ground: [u8; 4],
        field: [u8; 4],
        emblem: [u8; 4],
        band: [u8; 4],
    ) -> Vec<u8> {
        let unit = |at: usize| at * 20 / size;
        let pixel = |at: usize| {
            let (x, y) = (unit(at % size), unit(at / size));
            match (x, y) {
                (0 | 19, _) | (_, 0 | 19) => ground,
                (6..=13, 3..=10) => emblem,
                (4..=5 | 14..=15, 3..=10) => band,
                _ => field,
            }
        };
        (0..size * size).flat_map(pixel).collect()
    }

    fn judge(size: usize, pixels: &[u8]) -> Emblem {
        of_colours(colour_shares(pixels, size))
    }

    #[test]
    fn a_badge_is_recognised_at_every_size_and_on_every_background() {
        for size in [12, 16, 20, 40] {
            for ground in [CLEAR, WHITE, DARK] {
                let badge = picture(size, ground, GOLD_PIXEL, RED_PIXEL, NAVY_PIXEL);
                assert_eq!(judge(size, &badge), Emblem::Yes, "{size} on {ground:?}");
            }
        }
    }

    #[test]
    fn a_look_alike_is_never_accepted_as_the_badge() {
        let cases = [
            (
                "a red gear",
                picture(20, CLEAR, RED_PIXEL, RED_PIXEL, RED_PIXEL),
            ),
            (
                "a national emblem: red and gold, no navy",
                picture(20, CLEAR, GOLD_PIXEL, RED_PIXEL, RED_PIXEL),
            ),
            (
                "a flag",
                picture(20, CLEAR, RED_PIXEL, GOLD_PIXEL, RED_PIXEL),
            ),
            (
                "a navy shield",
                picture(20, CLEAR, NAVY_PIXEL, NAVY_PIXEL, GOLD_PIXEL),
            ),
            (
                "a flag in the badge's colours: gold above, navy and red below",
                [GOLD_PIXEL, GOLD_PIXEL, NAVY_PIXEL, RED_PIXEL]
                    .iter()
                    .flat_map(|stripe| stripe.repeat(20 * 5))
                    .collect(),
            ),
            (
                "a ball with a red half, a gold one, and navy on one side",
                (0..400)
                    .flat_map(|at| match (at % 20, at / 20) {
                        (0..=13, 0..=9) => RED_PIXEL,
                        (14.., 0..=9) => NAVY_PIXEL,
                        _ => GOLD_PIXEL,
                    })
                    .collect(),
            ),
            (
                "a gold medal",
                picture(20, CLEAR, GOLD_PIXEL, GOLD_PIXEL, GOLD_PIXEL),
            ),
            (
                "a grey square with a dark one in it",
                picture(20, [150, 150, 150, 255], [150, 150, 150, 255], DARK, DARK),
            ),
        ];
        for (name, pixels) in cases {
            assert_eq!(judge(20, &pixels), Emblem::No, "{name}");
        }
    }

    #[test]
    fn a_near_match_is_unknown() {
        let badge = picture(20, CLEAR, GOLD_PIXEL, RED_PIXEL, NAVY_PIXEL);
        let mut shares = colour_shares(&badge, 20);
        shares.in_place = IN_PLACE - 1;
        assert_eq!(of_colours(shares), Emblem::Unknown);
    }

    #[test]
    fn an_empty_picture_is_unknown() {
        assert_eq!(
            judge(20, &picture(20, CLEAR, CLEAR, CLEAR, CLEAR)),
            Emblem::Unknown
        );
        let grey = [150, 150, 150, 255].repeat(400);
        assert_eq!(judge(20, &grey), Emblem::Unknown);
        assert_eq!(colour_shares(&[], 0), ColourShares::default());
        assert_eq!(colour_shares(&[1, 2, 3], 7), ColourShares::default());
    }

    #[test]
    fn the_official_files_hash_in_the_address_is_accepted() {
        let image = Image {
            src: "https://cdn.example.com/img/beian.d0289dc.png".into(),
            ..Default::default()
        };
        assert_eq!(of_picture(&image), Emblem::Yes);
    }

    #[test]
    fn only_the_file_name_is_read_from_the_address() {
        let named = |src: &str| {
            is_named_like_a_badge(&Image {
                src: src.into(),
                ..Default::default()
            })
        };
        assert!(named("/img/ghs.png?v=2"));
        assert!(!named("/police/arrow.png"));
        assert!(!named("data:image/png;base64,ghs"));
    }
}
