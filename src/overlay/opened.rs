//! The open overlay, as the one who opened it holds it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Window;

use super::card::{self, Painter};
use super::document::Document;
use super::layout::Layer;
use super::mount::Mount;
use super::pose::{self, Pose};
use super::state::{State, state_name};
use super::{Catalogue, copy, element};
use beian_lens_core::view::OverlayView;
/// What the overlay shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Painting {
    /// What is drawn.
    pub view: OverlayView,
    /// The report as JSON, for WebDriver.
    pub report: String,
    /// Nothing is still being learnt that may change the report, and the button agrees with it.
    pub settled: bool,
}

/// Takes a format and what is shown.
pub type Export = dyn Fn(&str, &Painting);
/// Takes a rule's id and the reason.
pub type Waive = dyn Fn(&str, Option<&str>);

/// What the overlay asks of the one who opened it.
pub struct Hooks {
    /// Checks the page again.
    pub check: Box<dyn Fn() -> Painting>,
    /// The overlay wants to be closed, by the person or because the page does not let it stay: drop it.
    pub closed: Box<dyn Fn()>,
    /// The person wants what is shown in a format: `markdown`, `html`, `json` or `print`.
    pub export: Box<Export>,
    /// The person ignores a rule on this host and says why; `None`: does so no more.
    pub waive: Box<Waive>,
    /// The person asks for the page of a rule.
    pub why: Box<dyn Fn(String)>,
    /// The person asks for the home page to be checked; the page is left for it right after this.
    pub home: Box<dyn Fn()>,
}

/// An open overlay. Dropping it removes every trace of it from the page.
pub struct Overlay {
    state: Rc<State>,
}

impl Overlay {
    /// Draws the overlay over the page.
    ///
    /// # Errors
    /// When the document takes no elements, such as one that was taken down meanwhile.
    pub fn open(
        window: Window,
        document: Document,
        catalogue: Catalogue,
        painting: Painting,
        hooks: Hooks,
    ) -> Result<Self, JsValue> {
        let mount = Mount::new(&document)?;
        let painter = Painter {
            document: &document,
            catalogue: &catalogue,
        };
        let layer = Layer::paint(&painter, &painting.view)?;
        layer.element.set_lang(&catalogue.language);
        let (card, body) = card::frame(&painter)?;
        card::fill(&painter, &body, &painting)?;
        let live = painter.element("p", "live")?;
        live.set_attribute("role", "status")?;
        card.append_child(&live)?;
        let report = painter.text("script", "", &painting.report)?;
        report.set_attribute("type", "application/json")?;
        report.set_id("report");
        report.set_attribute("data-state", state_name(painting.settled))?;
        element::append(&mount.shadow, &[&layer.element, &card, &report])?;

        let state = Rc::new(State {
            guards: RefCell::default(),
            next_frame: OnceCell::new(),
            settled: OnceCell::new(),
            window,
            document,
            catalogue,
            hooks,
            painting: RefCell::new(painting),
            card,
            body,
            live,
            report,
            layer: RefCell::new(layer),
            moved: Cell::new(false),
            held: Cell::new(None),
            composing: Cell::new(false),
            mount,
        });
        state.place();
        state.show_foot_if_it_is_in_sight();
        state.listen()?;
        state.focus();
        Ok(Self { state })
    }

    /// Puts another report into the shadow root, for WebDriver.
    pub fn set_report(&self, report: &str) {
        self.state.report.set_text_content(Some(report));
    }

    /// Says something to the eye and to screen readers; `message` is a key.
    pub fn say(&self, message: &str) {
        self.state.say(message);
    }

    /// Copies a text. Where the browser refuses, it stands in the card, selected.
    pub fn offer(&self, text: &str) {
        let state = &self.state;
        if copy::copy(&state.window, &state.document, text.to_owned()) {
            return state.say("card_copied");
        }
        if let Ok(shown) = element::text(&state.document, "pre", "offered", text) {
            let selection = state.window.get_selection().ok().flatten();
            // A card that takes no more elements, or a text that is not selected: the message is still true.
            drop(state.body.append_child(&shown));
            drop(selection.map(|selection| selection.select_all_children(&shown)));
        }
        state.say("card_copy_refused");
    }

    /// Hides all that is drawn, or shows it again.
    pub fn hide(&self, hidden: bool) {
        pose::hide(&self.state.card, hidden);
    }

    /// Says whether the report is its last word, for WebDriver.
    pub fn set_settled(&self, settled: bool) {
        self.state.set_settled(settled);
    }

    /// Checks the page again and draws what has changed: more is known of it now.
    pub fn check_again(&self) {
        self.state.check_again(false);
    }

    /// Hides the overlay and brings an element of the page into sight, for a screenshot; `None` when that cannot be.
    #[must_use]
    pub fn pose(&self, selector: &str) -> Option<Pose> {
        let state = &self.state;
        Pose::strike(&state.window, &state.document, &state.card, selector)
    }
}
