//! The open overlay, as the one who opened it holds it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Window;

use super::card::{self, Painter};
use super::document::Document;
use super::hooks::Hooks;
use super::layout::Layer;
use super::mount::Mount;
use super::pose::{self, ElementInView};
use super::state::State;
use super::{Catalogue, element};
use beian_lens_core::view::OverlayView;
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
        view: OverlayView,
        hooks: Hooks,
    ) -> Result<Self, JsValue> {
        let mount = Mount::new(&document)?;
        let painter = Painter {
            document: &document,
            catalogue: &catalogue,
        };
        let layer = Layer::paint(&painter, &view)?;
        layer.element.set_lang(&catalogue.language);
        let (card, body) = card::frame(&painter)?;
        card::fill(&painter, &body, &view)?;
        let live = painter.element("p", "live")?;
        live.set_attribute("role", "status")?;
        card.append_child(&live)?;
        element::append(&mount.shadow, &[&layer.element, &card])?;

        let state = Rc::new(State {
            guards: RefCell::default(),
            next_frame: OnceCell::new(),
            settled: OnceCell::new(),
            window,
            document,
            catalogue,
            hooks,
            view: RefCell::new(view),
            card,
            body,
            live,
            layer: RefCell::new(layer),
            moved: Cell::new(false),
            held: Cell::new(None),
            mount,
        });
        state.place();
        state.show_foot_if_it_is_in_sight();
        state.listen()?;
        state.focus();
        Ok(Self { state })
    }

    /// Says something to the eye and to screen readers; `message` is a key.
    pub fn say(&self, message: &str) {
        self.state.say(message);
    }

    /// Hides all that is drawn, or shows it again.
    pub fn hide(&self, hidden: bool) {
        pose::hide(&self.state.card, hidden);
    }

    /// Checks the page again and draws what has changed: more is known of it now.
    pub fn check_again(&self) {
        self.state.check_again(false);
    }

    /// Hides the overlay and brings an element of the page into sight, for a screenshot; `None` when that cannot be.
    #[must_use]
    pub fn bring_into_view(&self, selector: &str) -> Option<ElementInView> {
        let state = &self.state;
        ElementInView::bring(&state.window, &state.document, &state.card, selector)
    }
}
