//! Computed CSS values, read into numbers.

use js_sys::Math;

use super::geometry::ClientRect;

/// A colour, each channel from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Colour {
    pub(crate) red: f64,
    pub(crate) green: f64,
    pub(crate) blue: f64,
    pub(crate) alpha: f64,
}

impl Colour {
    pub(crate) const WHITE: Colour = Colour {
        red: 1.0,
        green: 1.0,
        blue: 1.0,
        alpha: 1.0,
    };
    /// About what browsers paint under a page that asks for a dark colour scheme.
    pub(crate) const DARK: Colour = Colour {
        red: 0.07,
        green: 0.07,
        blue: 0.07,
        alpha: 1.0,
    };

    /// Reads a computed colour: `rgb(…)`, `rgba(…)` or `color(srgb …)`; other spaces are not read.
    pub(crate) fn parse(css: &str) -> Option<Colour> {
        let (function, arguments) = css.strip_suffix(')')?.split_once('(')?;
        let (arguments, scale) = match function {
            "rgb" | "rgba" => (arguments, 255.0),
            "color" => (arguments.strip_prefix("srgb ")?, 1.0),
            _ => return None,
        };
        let mut channels = arguments
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map(|part| match part.strip_suffix('%') {
                Some(percent) => number(percent).map(|percent| percent / 100.0),
                None => number(part),
            });
        let mut channel = || channels.next().flatten();
        Some(Colour {
            red: channel()? / scale,
            green: channel()? / scale,
            blue: channel()? / scale,
            alpha: channel().unwrap_or(1.0),
        })
    }

    /// This colour painted over an opaque ground.
    pub(crate) fn over(self, ground: Colour) -> Colour {
        let mix = |top: f64, below: f64| top * self.alpha + below * (1.0 - self.alpha);
        Colour {
            red: mix(self.red, ground.red),
            green: mix(self.green, ground.green),
            blue: mix(self.blue, ground.blue),
            alpha: 1.0,
        }
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: f64| {
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                // The browser's: one of our own would have to be brought along.
                Math::pow((channel + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio as WCAG 2 defines it, from 1 to 21.
    pub(crate) fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

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

/// What `clip: rect(…)` leaves of a box; `None` when it is `auto` or not understood.
pub(crate) fn clip(css: &str, border_box: ClientRect) -> Option<ClientRect> {
    let arguments = css.strip_prefix("rect(")?.strip_suffix(')')?;
    let mut edges = arguments.split([',', ' ']).filter(|part| !part.is_empty());
    let mut edge = |origin: f64, auto: f64| {
        let css = edges.next()?;
        Some(if css == "auto" {
            auto
        } else {
            origin + pixels(css)
        })
    };
    let top = edge(border_box.top, border_box.top)?;
    let right = edge(border_box.left, border_box.right)?;
    let bottom = edge(border_box.top, border_box.bottom)?;
    let left = edge(border_box.left, border_box.left)?;
    Some(ClientRect {
        left,
        top,
        right,
        bottom,
    })
}

/// What `clip-path` leaves of a box, as the box around it; `None` when it is `none` or not understood.
pub(crate) fn clip_path(css: &str, border_box: ClientRect) -> Option<ClientRect> {
    let (function, arguments) = css.split_once('(')?;
    let (arguments, _) = arguments.rsplit_once(')')?;
    let length = |css: &str, whole: f64| match css.strip_suffix('%') {
        Some(percent) => number(percent).map(|percent| percent / 100.0 * whole),
        None if css == "0" => Some(0.0),
        None => number(css.strip_suffix("px")?),
    };
    let (width, height) = (border_box.width(), border_box.height());
    match function {
        "inset" => {
            let sides: Vec<&str> = arguments
                .split(" round")
                .next()?
                .split_whitespace()
                .collect();
            let (top, right, bottom, left) = match *sides.as_slice() {
                [all] => (all, all, all, all),
                [block, inline] => (block, inline, block, inline),
                [top, inline, bottom] => (top, inline, bottom, inline),
                [top, right, bottom, left] => (top, right, bottom, left),
                _ => return None,
            };
            Some(ClientRect {
                left: border_box.left + length(left, width)?,
                top: border_box.top + length(top, height)?,
                right: border_box.right - length(right, width)?,
                bottom: border_box.bottom - length(bottom, height)?,
            })
        }
        "polygon" => {
            let mut around: Option<ClientRect> = None;
            for point in arguments.split(',') {
                let mut axes = point
                    .split_whitespace()
                    .filter(|word| !matches!(*word, "evenodd" | "nonzero"));
                let x = border_box.left + length(axes.next()?, width)?;
                let y = border_box.top + length(axes.next()?, height)?;
                let rect = around.unwrap_or(ClientRect {
                    left: x,
                    top: y,
                    right: x,
                    bottom: y,
                });
                around = Some(ClientRect {
                    left: rect.left.min(x),
                    top: rect.top.min(y),
                    right: rect.right.max(x),
                    bottom: rect.bottom.max(y),
                });
            }
            around
        }
        "circle" | "ellipse" => {
            let (radii, centre) = arguments
                .split_once(" at ")
                .unwrap_or((arguments, "50% 50%"));
            let mut radii = radii.split_whitespace();
            let first = radii.next()?;
            let second = radii.next().unwrap_or(first);
            let mut centre = centre.split_whitespace();
            let x = border_box.left + length(centre.next()?, width)?;
            let y = border_box.top + length(centre.next()?, height)?;
            let (rx, ry) = (length(first, width)?, length(second, height)?);
            Some(ClientRect {
                left: x - rx,
                top: y - ry,
                right: x + rx,
                bottom: y + ry,
            })
        }
        _ => None,
    }
}

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
