//! The card: the verdict, the groups with their rows, what was not looked at.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::document::Document;
use super::element::{append, element, text};
use super::{Catalogue, icons, path, row};
use beian_lens_core::view::{Group, OverlayView, Row};

/// Draws with one catalogue in one document.
pub(super) struct Painter<'a> {
    pub(super) document: &'a Document,
    pub(super) catalogue: &'a Catalogue,
}

impl Painter<'_> {
    /// An empty element.
    pub(super) fn element(&self, tag: &str, class: &str) -> Result<HtmlElement, JsValue> {
        element(self.document, tag, class)
    }

    /// An element with a text.
    pub(super) fn text(
        &self,
        tag: &str,
        class: &str,
        content: &str,
    ) -> Result<HtmlElement, JsValue> {
        text(self.document, tag, class, content)
    }

    /// A button that [`super::actions`] knows what to do for. With a word, or with the word for screen readers and as a tip.
    pub(super) fn button(
        &self,
        action: &str,
        icon: icons::Icon,
        label: &str,
        word: bool,
    ) -> Result<HtmlElement, JsValue> {
        let button = self.element("button", if word { "button" } else { "button bare" })?;
        button.set_attribute("type", "button")?;
        button.set_attribute("data-action", action)?;
        button.append_child(&icons::draw(self.document, icon)?.into())?;
        let label = self.catalogue.plain(label);
        if word {
            button.append_child(&self.text("span", "", &label)?.into())?;
        } else {
            button.set_attribute("aria-label", &label)?;
            button.set_title(&label);
        }
        Ok(button)
    }

    /// Something that opens under a line; `name` is what it is remembered by when the card is painted again.
    pub(super) fn details(
        &self,
        class: &str,
        name: &str,
        label: &str,
    ) -> Result<HtmlElement, JsValue> {
        let details = self.element("details", class)?;
        details.set_attribute("data-element", name)?;
        details.append_child(
            &self
                .text("summary", "", &self.catalogue.plain(label))?
                .into(),
        )?;
        Ok(details)
    }

    /// A heading and what stands under it.
    pub(super) fn titled(
        &self,
        parent: &HtmlElement,
        title: &str,
        class: &str,
        content: &str,
    ) -> Result<HtmlElement, JsValue> {
        let content = self.text("p", class, content)?;
        append(
            parent,
            &[
                self.text("h4", "", &self.catalogue.plain(title))?.as_ref(),
                &content,
            ],
        )?;
        Ok(content)
    }

    /// Icon and word of a row's state.
    pub(super) fn tone(&self, row: &Row) -> Result<HtmlElement, JsValue> {
        let tone = row.tone;
        let chip = self.element("span", "tone")?;
        chip.set_attribute("data-tone", tone.name())?;
        append(
            &chip,
            &[
                icons::draw(self.document, icons::of(tone))?.as_ref(),
                self.text("span", "", &self.catalogue.plain(&row.word))?
                    .as_ref(),
            ],
        )?;
        Ok(chip)
    }
}

/// The card without its content, which [`fill`] puts into the returned body: the frame stays when the page is checked again.
pub(super) fn frame(painter: &Painter<'_>) -> Result<(HtmlElement, HtmlElement), JsValue> {
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
    let title = painter.text("h2", "title", &painter.catalogue.plain("extension_name"))?;
    title.set_id("title");
    let collapse = painter.button("collapse", icons::COLLAPSE, "card_collapse", false)?;
    collapse.set_attribute("aria-expanded", "true")?;
    collapse.set_attribute("aria-controls", "body")?;
    let close = painter.button("close", icons::CLOSE, "card_close", false)?;
    close.set_attribute("popovertarget", "closed")?;
    append(
        &bar,
        &[
            painter
                .button("move", icons::LENS, "card_move", false)?
                .as_ref(),
            &title,
            painter
                .button("again", icons::AGAIN, "card_check_again", false)?
                .as_ref(),
            collapse.as_ref(),
            close.as_ref(),
        ],
    )?;
    let body = painter.element("div", "body")?;
    body.set_id("body");
    append(&card, &[&bar, &body, exports(painter)?.as_ref()])?;
    Ok((card, body))
}

/// Fills the card's body anew.
pub(super) fn fill(
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
        let home = painter.element("div", "home")?;
        append(
            &home,
            &[
                painter
                    .text("p", "", &painter.catalogue.plain("note_inner_page"))?
                    .as_ref(),
                painter
                    .button("home", icons::HOME, "card_check_home", true)?
                    .as_ref(),
                painter
                    .text("p", "hint", &painter.catalogue.plain("card_home_hint"))?
                    .as_ref(),
            ],
        )?;
        body.append_child(&home)?;
    }
    body.append_child(&path::paint(painter, view)?.into())?;
    if !view.ghosts.is_empty() {
        body.append_child(
            &painter
                .button("foot", icons::SHOW, "card_show_foot", true)?
                .into(),
        )?;
    }
    for shown in &view.groups {
        body.append_child(&group(painter, shown)?.into())?;
    }
    if !view.notes.is_empty() {
        let notes = painter.element("ul", "notes")?;
        for note in &view.notes {
            notes.append_child(
                &painter
                    .text("li", "", &painter.catalogue.text(note))?
                    .into(),
            )?;
        }
        body.append_child(&notes)?;
    }
    Ok(())
}

/// The proof to hand over: always in sight, under the body.
fn exports(painter: &Painter<'_>) -> Result<HtmlElement, JsValue> {
    let row = painter.element("div", "actions")?;
    row.set_attribute("role", "group")?;
    row.set_attribute("aria-label", &painter.catalogue.plain("card_export"))?;
    for (format, icon, label, does) in [
        ("markdown", icons::COPY, "Markdown", "card_export_markdown"),
        ("json", icons::SHOW, "JSON", "card_export_json"),
        ("html", icons::SHOW, "HTML", "card_export_html"),
        ("print", icons::PRINT, "", "card_export_print"),
    ] {
        let button = painter.button("export", icon, does, false)?;
        button.set_attribute("data-format", format)?;
        if !label.is_empty() {
            // A format's name is the same in every language.
            button.set_class_name("button");
            button.append_child(&painter.text("span", "", label)?.into())?;
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
            list.append_child(
                &painter
                    .text("li", "", &painter.catalogue.text(term))?
                    .into(),
            )?;
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
