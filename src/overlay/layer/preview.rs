//! Draws how the page looks once a remedy was pasted, over the place, in the page's own type and colours.

use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Window};

use super::footer::FooterLine;
use crate::overlay::draw::css::{pixels, set, set_class};
use crate::overlay::draw::element::append;
use crate::overlay::page::content::{computed, find, generic_family};
use crate::overlay::page::document::{Document, PageElement};
use crate::overlay::page::geometry::Area;
use crate::overlay::painter::Painter;
use beian_lens_core::view;

/// Maximum number of ancestors whose background is read.
const MOST_ANCESTORS: usize = 32;
/// What the preview covers beside its place, in CSS pixels.
const PADDING: f64 = 4.0;

/// A drawn preview.
pub(super) struct Preview {
    pub(super) element: HtmlElement,
    /// The mark that it stands for; `None` for what goes below the last line of the footer.
    mark: Option<String>,
    /// What of ours it stands instead of.
    hidden: Vec<HtmlElement>,
}

impl Preview {
    /// Draws it into the layer instead of the ghosts in `hidden`.
    pub(super) fn paint(
        painter: &Painter<'_>,
        layer: &HtmlElement,
        fixed: &view::Preview,
        mark: Option<String>,
        hidden: Vec<HtmlElement>,
    ) -> Result<Self, JsValue> {
        let element = painter.element("div", "preview")?;
        let label = painter.message("span", "label", "card_preview_label")?;
        let shown = painter.element("span", "result")?;
        shown.set_lang("zh-CN");
        if fixed.with_badge {
            shown.append_child(&painter.element("span", "badge")?.into())?;
        }
        shown.append_child(&painter.text("span", "as-link", &fixed.text)?.into())?;
        append(&element, &[&label, &shown])?;
        layer.append_child(&element)?;
        for ghost in &hidden {
            set(&ghost.style(), "visibility", "hidden");
        }
        Ok(Self {
            element,
            mark,
            hidden,
        })
    }

    /// Puts it over its mark, or where the ghosts stand.
    pub(super) fn place(
        &self,
        window: &Window,
        document: &Document,
        footer: &FooterLine,
        origin: (f64, f64),
    ) {
        let style = self.element.style();
        let mark = self.mark.as_deref();
        let model = match mark {
            Some(mark) => document.query_selector(mark).ok().flatten(),
            None => footer.line().cloned(),
        };
        if let Some(model) = model {
            imitate(window, &model, &self.element);
        }
        let drawn = self.element.get_bounding_client_rect();
        let (left, top) = match (
            mark.and_then(|mark| find(document, mark)),
            self.hidden.first(),
        ) {
            (Some(mark), _) => {
                set(&style, "min-width", &pixels(mark.width() + 2.0 * PADDING));
                set(&style, "min-height", &pixels(mark.height() + 2.0 * PADDING));
                (mark.left() - PADDING, mark.top() - PADDING)
            }
            (None, Some(ghost)) => {
                let ghost = Area::of(ghost);
                let centre = f64::midpoint(ghost.left, ghost.right);
                (centre - drawn.width() / 2.0, ghost.top)
            }
            (None, None) => return,
        };
        set(&style, "left", &pixels(left - origin.0));
        set(&style, "top", &pixels(top - origin.1));
        // Whose drawing it is stands before it, where the card is not; above it where there is no room.
        set_class(&self.element, "preview before");
        if let Some(label) = self.element.first_element_child()
            && Area::of(&label).left < 0.0
        {
            set_class(&self.element, "preview");
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.element.remove();
        for ghost in &self.hidden {
            set(&ghost.style(), "visibility", "visible");
        }
    }
}

/// Type, colour and background as the page has them at an element.
fn imitate(window: &Window, model: &PageElement, element: &HtmlElement) {
    let style = element.style();
    set(&style, "font-family", generic_family(window, model));
    for property in ["color", "font-size", "font-weight"] {
        if let Some(value) = computed(window, model, property) {
            set(&style, property, &value);
        }
    }
    let mut next = Some(model.clone());
    for _ in 0..MOST_ANCESTORS {
        let Some(ancestor) = next else { break };
        match computed(window, &ancestor, "background-color") {
            Some(colour) if !colour.starts_with("rgba") && colour != "transparent" => {
                return set(&style, "background-color", &colour);
            }
            _ => next = ancestor.parent(),
        }
    }
}
