//! Reads the pixels of a picture that the page's origin may read.

use wasm_bindgen::JsCast;

use beian_lens_core::marks::emblem;
use beian_lens_core::snapshot::{ColourShares, Size};

use crate::dom::browser::bindings::Element;

/// The side to which pictures are scaled for reading: enough for colour shares, and bounded.
const SIDE: u32 = 48;

/// The colour shares of a loaded `<img>` or a `<canvas>`; `None` when a canvas may not read it. A background or an
/// inline SVG would have to be loaded anew for it, which is neither quick nor without a request.
pub(crate) fn of_image(element: &Element, natural: Size) -> Option<ColourShares> {
    let width = u32::try_from(natural.width).ok()?.clamp(1, SIDE);
    let height = u32::try_from(natural.height).ok()?.clamp(1, SIDE);
    let canvas = web_sys::OffscreenCanvas::new(width, height).ok()?;
    let context: web_sys::OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d").ok().flatten()?.unchecked_into();
    let (across, down) = (f64::from(width), f64::from(height));
    match element.local_name().as_str() {
        "img" => context.draw_image_with_html_image_element_and_dw_and_dh(
            element.unchecked_ref(),
            0.0,
            0.0,
            across,
            down,
        ),
        "canvas" => context.draw_image_with_html_canvas_element_and_dw_and_dh(
            element.unchecked_ref(),
            0.0,
            0.0,
            across,
            down,
        ),
        _ => return None,
    }
    .ok()?;
    // A picture of another origin has tainted the canvas: reading throws, and that is the answer.
    let data = context.get_image_data(0.0, 0.0, across, down).ok()?;
    Some(emblem::colour_shares(&data.data(), width as usize))
}
