//! Tells what `clip` and `clip-path` leave of a box.

use crate::dom::browser::rect::ClientRect;
use crate::dom::style::number::{number, pixels};

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
