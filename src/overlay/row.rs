//! One row of the card: icon, word and title; it opens to the evidence, the reason and the fix.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::card::{Painter, name};
use super::element::append;
use super::icons;
use crate::overlay_view::{Row, RowFinding, Tone};

/// Draws a row, closed.
pub(super) fn paint(painter: &Painter<'_>, row: &Row) -> Result<HtmlElement, JsValue> {
    let item = painter.element("li", "")?;
    let title = painter.text("span", "row-title", &painter.catalogue.text(&row.title))?;
    let tone = painter.tone(row.tone)?;
    if row.evidence.is_none() && row.selectors.is_empty() && row.findings.is_empty() {
        item.set_class_name("flat");
        append(&item, &[&title, &tone])?;
        return Ok(item);
    }
    // `<details>` opens even on a page that swallows every click.
    let details = painter.element("details", "row")?;
    details.set_attribute("data-element", &row.element)?;
    let summary = painter.element("summary", "")?;
    append(&summary, &[&title, &tone])?;
    let detail = painter.element("div", "detail")?;
    if let Some(evidence) = &row.evidence {
        let shown = painter.text("p", "evidence", evidence)?;
        // A mark is Chinese whatever the overlay's language, and hostile text must not turn the card's direction.
        shown.set_lang("zh-CN");
        shown.set_dir("auto");
        append(
            &detail,
            &[
                painter
                    .text("h4", "", &painter.catalogue.plain("card_evidence"))?
                    .as_ref(),
                &shown,
            ],
        )?;
    }
    if let Some(selector) = row.selectors.first() {
        let show = painter.button("show", icons::SHOW, "card_show_mark", true)?;
        show.set_attribute("data-selector", selector)?;
        detail.append_child(&show)?;
    }
    for shown in &row.findings {
        detail.append_child(&finding(painter, shown)?.into())?;
    }
    append(&details, &[&summary, &detail])?;
    item.append_child(&details)?;
    Ok(item)
}

fn finding(painter: &Painter<'_>, finding: &RowFinding) -> Result<HtmlElement, JsValue> {
    let block = painter.element("div", "finding")?;
    block.set_attribute("data-tone", name(finding.tone))?;
    block.set_attribute("data-rule", &finding.rule)?;

    let message = painter.element("p", "message")?;
    append(
        &message,
        &[
            icons::draw(painter.document, icons::of(finding.tone))?.as_ref(),
            painter
                .text("span", "", &painter.catalogue.text(&finding.message))?
                .as_ref(),
        ],
    )?;
    block.append_child(&message)?;

    if finding.tone != Tone::Found && !finding.basis.is_empty() {
        let basis = painter.text("h4", "", &painter.catalogue.plain("card_why"))?;
        let law = painter.text("p", "basis", &finding.basis.join("; "))?;
        append(&block, &[&basis, &law])?;
    }
    if let Some(remedy) = &finding.remedy {
        let head = painter.element("div", "fix-head")?;
        append(
            &head,
            &[
                painter
                    .text("h4", "", &painter.catalogue.plain("card_fix"))?
                    .as_ref(),
                painter
                    .button("copy", icons::COPY, "card_copy", true)?
                    .as_ref(),
            ],
        )?;
        let code = painter.text("pre", "", remedy)?;
        // A box that scrolls sideways must be reachable by keyboard.
        code.set_tab_index(0);
        code.set_attribute("role", "group")?;
        code.set_attribute("aria-label", &painter.catalogue.plain("card_fix"))?;
        let fix = painter.element("div", "fix")?;
        append(&fix, &[&head, &code])?;
        block.append_child(&fix)?;
    }
    Ok(block)
}
