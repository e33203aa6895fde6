//! Draws the overlay's icons, on a 16 by 16 grid, in the colour of the text beside them.

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::overlay::page::document::Document;

use beian_lens_core::view::Tone;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Strokes of one icon, as SVG path data.
pub(in crate::overlay) type Icon = &'static str;

pub(in crate::overlay) const CLOSE: Icon = "M4 4l8 8M12 4l-8 8";
pub(in crate::overlay) const COLLAPSE: Icon = "M3.5 6l4.5 4.5L12.5 6";
pub(in crate::overlay) const AGAIN: Icon = "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3";
pub(in crate::overlay) const LENS: Icon = "M11 7A4 4 0 1 1 3 7a4 4 0 0 1 8 0zM10 10l4 4M2 14h5";
pub(in crate::overlay) const COPY: Icon = "M6 6h7v7H6zM10 6V3H3v7h3";
pub(in crate::overlay) const SHOW: Icon = "M8 2v9M4 7.5 8 11.5l4-4M3 14h10";
pub(in crate::overlay) const PRINT: Icon = "M5 6V2h6v4M5 11H3V6h10v5h-2M5 9h6v5H5z";

pub(in crate::overlay) const EYE: Icon = "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z";
pub(in crate::overlay) const OUT: Icon = "M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5";
pub(in crate::overlay) const HOME: Icon = "M2.5 7.5L8 3l5.5 4.5M4 7v6h8V7";

/// The icon of a tone: each has a shape of its own, so that it does not need its colour.
pub(in crate::overlay) fn of(tone: Tone) -> Icon {
    match tone {
        Tone::Found => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.3 8.2l2 2 3.5-4",
        Tone::Missing => "M5 2.2h6L13.8 5v6L11 13.8H5L2.2 11V5zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8",
        Tone::Wrong => "M8 2.2l6.2 11.3H1.8zM8 6.4v3.2M8 11.6v.1",
        Tone::CannotTell => {
            "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6.2 6.6a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.5-.8 1.1M8 11.6v.1"
        }
        Tone::Advice => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.4v3.6M8 5v.1",
        Tone::NotNeeded | Tone::Waived => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.3 8h5.4",
    }
}

/// Draws an icon. It says nothing to a screen reader: the word beside it does.
pub(in crate::overlay) fn draw(document: &Document, icon: Icon) -> Result<Element, JsValue> {
    let svg = document.create_element_ns(Some(SVG), "svg")?;
    svg.set_attribute("viewBox", "0 0 16 16")?;
    svg.set_attribute("aria-hidden", "true")?;
    svg.set_attribute("class", "icon")?;
    let path = document.create_element_ns(Some(SVG), "path")?;
    path.set_attribute("d", icon)?;
    svg.append_child(&path)?;
    Ok(svg)
}
