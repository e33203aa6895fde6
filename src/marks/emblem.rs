//! Is a picture the police badge, as far as its pixels and its name can tell.
//!
//! Source of the thresholds: 31 real badges from footers (rule book, section 5, 2026-11): gold 0.50 to 0.64, navy 0.06 to
//! 0.20, red 0.16 to 0.24 of the opaque, non-white pixels. The MIIT gear beside ICP numbers has no gold and 0.73 to 0.81
//! red. The bounds below leave room for scaling down to 12 pixels and for the ground showing through at the edges.

use crate::snapshot::{ColourShares, Image};

/// What a picture was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emblem {
    /// Has the badge's colours in the badge's shares.
    Yes,
    /// Has not.
    No,
    /// Its pixels could not be read.
    Unknown,
}

/// Bounds on each colour's share, in thousandths.
const GOLD: std::ops::RangeInclusive<u16> = 320..=760;
const NAVY: std::ops::RangeInclusive<u16> = 30..=300;
const RED: std::ops::RangeInclusive<u16> = 90..=400;
/// The three colours make up nearly all of it.
const TOGETHER: u16 = 720;
/// A picture with less than this in it says nothing.
const FILLED: u16 = 60;

/// Judges colour shares alone.
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
    if is_badge { Emblem::Yes } else { Emblem::No }
}

/// Judges a picture by its pixels, and by the old official file's MD5 where its address carries it.
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

/// Name parts of other pictures that stand in footers.
const OTHER_NAMES: &[&str] = &[
    "miit", "icp", "gongxin", "weixin", "wechat", "weibo", "qq", "jubao", "12377", "logo-",
    "arrow", "phone", "tel", "mail", "qrcode", "flag", "home", "工信",
];

/// Does the file name, or the text for people who cannot see it, call it the badge.
pub(super) fn is_named_like_a_badge(image: &Image) -> bool {
    !is_named_like_another(image) && BADGE_NAMES.iter().any(|name| names(image, name))
}

/// Is it named as something else.
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

/// The share of each colour in a picture, from its pixels as red, green, blue, alpha bytes, row by row.
///
/// A picture drawn on a ground (a screenshot) has that ground at its four corners: it is left out, as white and
/// transparent pixels are. `width` is in pixels; a last row that is not full is left out.
#[must_use]
pub fn colour_shares(rgba: &[u8], width: usize) -> ColourShares {
    let ground = ground(rgba, width);
    let (mut total, mut filled, mut gold, mut navy, mut red) = (0_u64, 0_u64, 0_u64, 0_u64, 0_u64);
    for pixel in rgba.chunks_exact(4) {
        let &[r, g, b, a] = pixel else { continue };
        total += 1;
        let is_white = r > 235 && g > 235 && b > 235;
        if a < 128 || is_white || ground.is_some_and(|ground| is_like(ground, [r, g, b])) {
            continue;
        }
        filled += 1;
        match colour([r, g, b]) {
            Colour::Gold => gold += 1,
            Colour::Navy => navy += 1,
            Colour::Red => red += 1,
            Colour::Other => {}
        }
    }
    let share = |count: u64, of: u64| {
        let share = (count * 1000).checked_div(of).unwrap_or_default();
        u16::try_from(share).unwrap_or(1000)
    };
    ColourShares {
        gold: share(gold, filled),
        navy: share(navy, filled),
        red: share(red, filled),
        filled: share(filled, total),
    }
}

enum Colour {
    Gold,
    Navy,
    Red,
    Other,
}

/// Sorts a colour by hue (degrees), saturation and brightness, in whole numbers.
fn colour([r, g, b]: [u8; 3]) -> Colour {
    let (r, g, b) = (i32::from(r), i32::from(g), i32::from(b));
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let spread = high - low;
    // Grey, and black outlines.
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

/// The ground that a picture was drawn on: the colour of all four corners, when they are opaque and alike.
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

    /// A square picture of this size: a field of one colour on a ground, with two bands over it.
    fn picture(
        size: usize,
        ground: [u8; 4],
        field: [u8; 4],
        upper: [u8; 4],
        lower: [u8; 4],
    ) -> Vec<u8> {
        let unit = |at: usize| at * 20 / size;
        let pixel = |at: usize| {
            let (x, y) = (unit(at % size), unit(at / size));
            match (x, y) {
                (0 | 19, _) | (_, 0 | 19) => ground,
                (5..=14, 3..=10) => upper,
                (5..=14, 14..=16) => lower,
                _ => field,
            }
        };
        (0..size * size).flat_map(pixel).collect()
    }

    fn judge(size: usize, pixels: &[u8]) -> Emblem {
        of_colours(colour_shares(pixels, size))
    }

    #[test]
    fn the_badges_colours_are_known_at_every_size_and_on_every_ground() {
        for size in [12, 16, 20, 40] {
            for ground in [CLEAR, WHITE, DARK] {
                let badge = picture(size, ground, GOLD_PIXEL, RED_PIXEL, NAVY_PIXEL);
                assert_eq!(judge(size, &badge), Emblem::Yes, "{size} on {ground:?}");
            }
        }
    }

    #[test]
    fn a_look_alike_is_never_taken_for_the_badge() {
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
                "a gold medal",
                picture(20, CLEAR, GOLD_PIXEL, GOLD_PIXEL, GOLD_PIXEL),
            ),
            (
                "a grey square",
                picture(20, [150, 150, 150, 255], [150, 150, 150, 255], DARK, DARK),
            ),
        ];
        for (name, pixels) in cases {
            assert_eq!(judge(20, &pixels), Emblem::No, "{name}");
        }
    }

    #[test]
    fn an_empty_picture_says_nothing() {
        assert_eq!(
            judge(20, &picture(20, CLEAR, CLEAR, CLEAR, CLEAR)),
            Emblem::Unknown
        );
        assert_eq!(colour_shares(&[], 0), ColourShares::default());
        assert_eq!(colour_shares(&[1, 2, 3], 7), ColourShares::default());
    }

    #[test]
    fn the_official_files_hash_in_the_address_is_certain() {
        let image = Image {
            src: "https://cdn.example.com/img/beian.d0289dc.png".into(),
            ..Default::default()
        };
        assert_eq!(of_picture(&image), Emblem::Yes);
    }

    #[test]
    fn a_file_name_is_read_and_its_folders_are_not() {
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
