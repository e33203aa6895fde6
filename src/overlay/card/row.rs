//! Draws one row of the card: title and state; it opens to the evidence and to what the rules found.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::finding;
use crate::overlay::action::{Action, Subject};
use crate::overlay::draw::element::append;
use crate::overlay::draw::icons;
use crate::overlay::painter::{Label, Painter};
use beian_lens_core::view::{LookUp, Row};

/// Draws a row, closed.
pub(super) fn paint(painter: &Painter<'_>, row: &Row) -> Result<HtmlElement, JsValue> {
    let item = painter.element("li", "")?;
    let title = painter.text("span", "row-title", &painter.catalogue.text(&row.title))?;
    let tone = painter.tone(row)?;
    if row.evidence.is_none() && row.selectors.is_empty() && row.findings.is_empty() {
        item.set_class_name("flat");
        append(&item, &[&title, &tone])?;
        return Ok(item);
    }
    let subject = Subject {
        element: row.element.clone(),
        selector: row.selectors.first().cloned(),
    };
    // `<details>` opens even on a page that swallows every click.
    let details = painter.element("details", "row")?;
    details.set_attribute("data-element", &row.element)?;
    let summary = painter.element("summary", "")?;
    let toggle = Action::ToggleRow(subject.clone());
    painter.buttons.bind(&summary, toggle)?;
    append(&summary, &[&title, &tone])?;
    let detail = painter.element("div", "detail")?;
    evidence(painter, &detail, row, &subject)?;
    for shown in &row.findings {
        detail.append_child(&finding::paint(painter, shown, &subject)?.into())?;
    }
    append(&details, &[&summary, &detail])?;
    item.append_child(&details)?;
    Ok(item)
}

/// The displayed text, its link, where it is, and where to look it up.
fn evidence(
    painter: &Painter<'_>,
    detail: &HtmlElement,
    row: &Row,
    subject: &Subject,
) -> Result<(), JsValue> {
    for (title, content) in [("card_evidence", &row.evidence), ("card_link", &row.link)] {
        if let Some(content) = content {
            let shown = painter.titled(detail, title, "evidence", content)?;
            // A mark is Chinese whatever the overlay's language, and hostile text must not turn the card's direction.
            shown.set_lang("zh-CN");
            shown.set_dir("auto");
        }
    }
    if let Some(place) = &row.place {
        painter.titled(detail, "card_place", "", &painter.catalogue.text(place))?;
    }
    let buttons = painter.element("div", "buttons")?;
    if subject.selector.is_some() {
        let show = Action::ShowOnPage(subject.clone());
        buttons.append_child(
            &painter
                .button(show, icons::SHOW, "card_show_mark", Label::Words)?
                .into(),
        )?;
    }
    if let Some(target) = &row.look_up {
        buttons.append_child(&look_up(painter, target)?.into())?;
    }
    if buttons.has_child_nodes() {
        detail.append_child(&buttons)?;
    }
    Ok(())
}

/// A plain link: the browser opens the register, and tells it nothing about this page.
fn look_up(painter: &Painter<'_>, target: &LookUp) -> Result<HtmlElement, JsValue> {
    let name = if target.copy.is_some() {
        "card_copy_and_look_up"
    } else {
        "card_look_up"
    };
    let link = painter.element("a", "button")?;
    for (name, value) in [
        ("href", target.href.as_str()),
        ("target", "_blank"),
        ("rel", "noreferrer"),
    ] {
        link.set_attribute(name, value)?;
    }
    painter
        .buttons
        .bind(&link, Action::LookUp(target.clone()))?;
    append(
        &link,
        &[
            icons::draw(painter.document, icons::OUT)?.as_ref(),
            painter.message("span", "", name)?.as_ref(),
        ],
    )?;
    Ok(link)
}
