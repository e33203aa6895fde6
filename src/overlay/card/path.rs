//! Draws whether the site needs to file at all: a short path of questions, each with its answer and what decided it.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::finding::why;
use crate::overlay::draw::element::append;
use crate::overlay::painter::Painter;
use beian_lens_core::view::{OverlayView, Row, Tone};

/// Draws the path: open when its answer is that nothing needs to be filed, closed otherwise.
pub(super) fn paint(painter: &Painter<'_>, view: &OverlayView) -> Result<HtmlElement, JsValue> {
    let path = painter.details("path", "path", "card_need_to_file")?;
    if view.tone == Tone::NotNeeded {
        path.set_attribute("open", "")?;
    }
    let steps = painter.element("ol", "")?;
    for shown in &view.path {
        steps.append_child(&step(painter, shown)?.into())?;
    }
    path.append_child(&steps)?;
    Ok(path)
}

fn step(painter: &Painter<'_>, step: &Row) -> Result<HtmlElement, JsValue> {
    let item = painter.element("li", "")?;
    item.set_attribute("data-tone", step.tone.name())?;
    let line = painter.element("div", "step")?;
    let title = painter.text("span", "row-title", &painter.catalogue.text(&step.title))?;
    append(&line, &[&title, painter.tone(step)?.as_ref()])?;
    item.append_child(&line)?;
    for finding in &step.findings {
        let said = painter.text("p", "hint", &painter.catalogue.text(&finding.message))?;
        item.append_child(&said)?;
        if finding.tone != Tone::Found {
            item.append_child(&why(painter, finding)?.into())?;
        }
    }
    Ok(item)
}
