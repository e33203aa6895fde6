//! Reads computed colours, and tells their contrast.

use js_sys::Math;

use crate::dom::style::number::number;

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
