//! Opens the overlay, and is the handle by which it is held.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Window;

use super::action::Buttons;
use super::card::frame;
use super::card::position::Position;
use super::catalogue::Catalogue;
use super::draw::element::append;
use super::element_in_view::{self, ElementInView};
use super::hooks::Hooks;
use super::input::listen::listen;
use super::layer::painted::Layer;
use super::mount::host::Mount;
use super::page::document::Document;
use super::painter::Painter;
use super::state::{Guards, State};
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
        let (frame_buttons, body_buttons) = (Buttons::default(), Buttons::default());
        let painter = |buttons| Painter {
            document: &document,
            catalogue: &catalogue,
            buttons,
        };
        let layer = Layer::paint(&painter(&body_buttons), &window, &view)?;
        let (card, body) = frame::frame(&painter(&frame_buttons))?;
        frame::fill(&painter(&body_buttons), &body, &view)?;
        let live = painter(&frame_buttons).element("p", "live")?;
        live.set_attribute("role", "status")?;
        card.append_child(&live)?;
        append(&mount.shadow, &[&layer.element, &card])?;

        let state = Rc::new(State {
            guards: Guards::default(),
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
            frame_buttons,
            body_buttons: RefCell::new(body_buttons),
            layer: RefCell::new(layer),
            position: Position::default(),
            mount,
        });
        state.place();
        state.show_ghosts_below_window();
        listen(&state)?;
        state.focus();
        Ok(Self { state })
    }

    /// Says something to the eye and to screen readers; `message` is a key.
    pub fn say(&self, message: &str) {
        self.state.say(message);
    }

    /// Hides all that is drawn, or shows it again.
    pub fn hide(&self, hidden: bool) {
        element_in_view::hide(&self.state.card, hidden);
    }

    /// Checks the page again and draws what has changed: more is known about it now.
    pub fn check_again(&self) {
        self.state.check_again(false);
    }

    /// Hides the overlay and scrolls an element of the page into view, for a screenshot; `None` when that cannot be done.
    #[must_use]
    pub fn bring_into_view(&self, selector: &str) -> Option<ElementInView> {
        let state = &self.state;
        ElementInView::bring(&state.window, &state.document, &state.card, selector)
    }
}
