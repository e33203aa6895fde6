//! Draws the card: the verdict, the groups with their rows, what was not looked at.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::{path, row};
use crate::overlay::action::Action;
use crate::overlay::draw::element::append;
use crate::overlay::draw::icons;
use crate::overlay::hooks::{Destination, Format};
use crate::overlay::painter::{Label, Painter};
use beian_lens_core::view::{Group, OverlayView};

/// Draws the card without its content, which [`fill`] puts into the returned body: the frame stays when the page is
/// checked again.
pub(in crate::overlay) fn frame(
    painter: &Painter<'_>,
) -> Result<(HtmlElement, HtmlElement), JsValue> {
    let card = painter.element("section", "card")?;
    for (name, value) in [
        ("role", "dialog"),
        ("aria-labelledby", "title"),
        ("tabindex", "-1"),
        ("id", "card"),
    ] {
        card.set_attribute(name, value)?;
    }
    card.set_lang(&painter.catalogue.language);

    let bar = painter.element("div", "bar")?;
    let title = painter.message("h2", "title", "extension_name")?;
    title.set_id("title");
    let button = |action, icon, name| painter.button(action, icon, name, Label::Tooltip);
    let collapse = button(Action::Collapse, icons::COLLAPSE, "card_collapse")?;
    collapse.set_attribute("aria-expanded", "true")?;
    collapse.set_attribute("aria-controls", "body")?;
    let close = button(Action::Close, icons::CLOSE, "card_close")?;
    close.set_attribute("popovertarget", "closed")?;
    append(
        &bar,
        &[
            button(Action::Move, icons::LENS, "card_move")?.as_ref(),
            &title,
            button(Action::CheckAgain, icons::AGAIN, "card_check_again")?.as_ref(),
            collapse.as_ref(),
            close.as_ref(),
        ],
    )?;
    let body = painter.element("div", "body")?;
    body.set_id("body");
    append(&card, &[&bar, &body, exports(painter)?.as_ref()])?;
    Ok((card, body))
}

/// Draws the card's body.
pub(in crate::overlay) fn fill(
    painter: &Painter<'_>,
    body: &HtmlElement,
    view: &OverlayView,
) -> Result<(), JsValue> {
    body.set_text_content(None);
    let verdict = painter.element("div", "verdict")?;
    verdict.set_attribute("data-tone", view.tone.name())?;
    append(
        &verdict,
        &[
            icons::draw(painter.document, icons::of(view.tone))?.as_ref(),
            painter
                .text("p", "", &painter.catalogue.text(&view.verdict))?
                .as_ref(),
        ],
    )?;
    body.append_child(&verdict)?;
    if view.is_inner_page {
        body.append_child(&home_page(painter)?.into())?;
    }
    body.append_child(&path::paint(painter, view)?.into())?;
    if !view.ghosts.is_empty() {
        let show = painter.button(
            Action::ShowGhosts,
            icons::SHOW,
            "card_show_foot",
            Label::Words,
        )?;
        body.append_child(&show)?;
    }
    for shown in &view.groups {
        body.append_child(&group(painter, shown)?.into())?;
    }
    if !view.notes.is_empty() {
        let notes = painter.element("ul", "notes")?;
        for note in &view.notes {
            let note = painter.text("li", "", &painter.catalogue.text(note))?;
            notes.append_child(&note)?;
        }
        body.append_child(&notes)?;
    }
    Ok(())
}

/// The way from an inner page to the home page.
fn home_page(painter: &Painter<'_>) -> Result<HtmlElement, JsValue> {
    let home = painter.element("div", "home")?;
    let button = painter.button(
        Action::CheckHomePage,
        icons::HOME,
        "card_check_home",
        Label::Words,
    )?;
    append(
        &home,
        &[
            painter.message("p", "", "note_inner_page")?.as_ref(),
            button.as_ref(),
            painter.message("p", "hint", "card_home_hint")?.as_ref(),
        ],
    )?;
    Ok(home)
}

/// The exports, always in sight under the body. They are made in a page of the extension's own.
fn exports(painter: &Painter<'_>) -> Result<HtmlElement, JsValue> {
    let row = painter.element("div", "actions")?;
    row.set_attribute("role", "group")?;
    row.set_attribute("aria-label", &painter.catalogue.plain("card_export"))?;
    for (format, icon, name) in [
        (Format::Markdown, icons::COPY, "card_export_markdown"),
        (Format::Json, icons::SHOW, "card_export_json"),
        (Format::Html, icons::SHOW, "card_export_html"),
        (Format::Print, icons::PRINT, "card_export_print"),
    ] {
        let action = Action::Open(Destination::Export { format });
        let button = painter.button(action, icon, name, Label::Tooltip)?;
        let (word, id) = match format {
            // A format's name is the same in every language.
            Format::Markdown => (Some("Markdown"), "markdown"),
            Format::Json => (Some("JSON"), "json"),
            Format::Html => (Some("HTML"), "html"),
            Format::Print => (None, "print"),
        };
        button.set_attribute("data-format", id)?;
        if let Some(word) = word {
            button.set_class_name("button");
            button.append_child(&painter.text("span", "", word)?.into())?;
        }
        row.append_child(&button)?;
    }
    Ok(row)
}

fn group(painter: &Painter<'_>, group: &Group) -> Result<HtmlElement, JsValue> {
    let section = painter.element("div", "group")?;
    let title = painter.text("h3", "", &painter.catalogue.text(&group.title))?;
    section.append_child(&title)?;
    if !group.terms.is_empty() {
        let terms = painter.details("terms", &group.title.name, "card_terms")?;
        let list = painter.element("ul", "")?;
        for term in &group.terms {
            let term = painter.text("li", "", &painter.catalogue.text(term))?;
            list.append_child(&term)?;
        }
        terms.append_child(&list)?;
        section.append_child(&terms)?;
    }
    let list = painter.element("ul", "rows")?;
    for shown in &group.rows {
        list.append_child(&row::paint(painter, shown)?.into())?;
    }
    section.append_child(&list)?;
    Ok(section)
}
