//! Draws the parts that card and layer are made of.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::action::{Action, Buttons};
use super::catalogue::Catalogue;
use super::draw::element::{append, element, text};
use super::draw::icons::{self, Icon};
use super::page::document::Document;
use beian_lens_core::view::{Row, Tone};

/// Draws with one catalogue in one document.
pub(super) struct Painter<'a> {
    pub(super) document: &'a Document,
    pub(super) catalogue: &'a Catalogue,
    /// Takes what the drawn buttons do.
    pub(super) buttons: &'a Buttons,
}

/// How a button is labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// In words beside the icon.
    Words,
    /// For screen readers and as a tooltip.
    Tooltip,
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

    /// An element with a message that takes no arguments.
    pub(super) fn message(
        &self,
        tag: &str,
        class: &str,
        name: &str,
    ) -> Result<HtmlElement, JsValue> {
        self.text(tag, class, &self.catalogue.plain(name))
    }

    /// A button with an icon.
    pub(super) fn button(
        &self,
        action: Action,
        icon: Icon,
        name: &str,
        label: Label,
    ) -> Result<HtmlElement, JsValue> {
        let class = match label {
            Label::Words => "button",
            Label::Tooltip => "button bare",
        };
        let button = self.element("button", class)?;
        button.set_attribute("type", "button")?;
        self.buttons.bind(&button, action)?;
        button.append_child(&icons::draw(self.document, icon)?.into())?;
        match label {
            Label::Words => append(&button, &[self.message("span", "", name)?.as_ref()])?,
            Label::Tooltip => {
                let words = self.catalogue.plain(name);
                button.set_attribute("aria-label", &words)?;
                button.set_title(&words);
            }
        }
        Ok(button)
    }

    /// A button that looks like a link.
    pub(super) fn link(&self, action: Action, name: &str) -> Result<HtmlElement, JsValue> {
        let link = self.message("button", "link", name)?;
        link.set_attribute("type", "button")?;
        self.buttons.bind(&link, action)?;
        Ok(link)
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
        details.append_child(&self.message("summary", "", label)?.into())?;
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
        append(parent, &[self.message("h4", "", title)?.as_ref(), &content])?;
        Ok(content)
    }

    /// The icon of a tone and words beside it.
    pub(super) fn chip(
        &self,
        class: &str,
        tone: Tone,
        words: &str,
    ) -> Result<HtmlElement, JsValue> {
        let chip = self.element("span", class)?;
        chip.set_attribute("data-tone", tone.name())?;
        append(
            &chip,
            &[
                icons::draw(self.document, icons::of(tone))?.as_ref(),
                self.text("span", "", words)?.as_ref(),
            ],
        )?;
        Ok(chip)
    }

    /// Icon and word of a row's state.
    pub(super) fn tone(&self, row: &Row) -> Result<HtmlElement, JsValue> {
        self.chip("tone", row.tone, &self.catalogue.plain(&row.word))
    }
}
