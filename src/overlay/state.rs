//! What the open overlay is made of, and how it is kept true to the page.

use std::cell::{Cell, OnceCell, RefCell};

use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Window};

use super::card::{self, Painter};
use super::dock::{self, Area};
use super::document::Document;
use super::guard::{Guard, Later};
use super::hooks::Hooks;
use super::in_hand::InHand;
use super::layout::Layer;
use super::mount::Mount;
use super::{Catalogue, focus};
use beian_lens_core::view::OverlayView;

/// How long a changing page is left alone before it is checked again, in milliseconds.
pub(super) const SETTLE: i32 = 400;
/// The checks of a page that never stops changing may take this part of its time.
const SHARE: f64 = 1.0 / 20.0;

/// What the listeners share. They hold it weakly: the overlay alone keeps it.
pub(super) struct State {
    /// First, so that nothing is called while the rest goes.
    pub(super) guards: RefCell<Vec<Box<dyn Guard>>>,
    pub(super) next_frame: OnceCell<Later>,
    pub(super) settled: OnceCell<Later>,
    pub(super) window: Window,
    pub(super) document: Document,
    pub(super) catalogue: Catalogue,
    pub(super) hooks: Hooks,
    pub(super) view: RefCell<OverlayView>,
    pub(super) card: HtmlElement,
    pub(super) body: HtmlElement,
    pub(super) live: HtmlElement,
    pub(super) layer: RefCell<Layer>,
    /// The person has moved the card: it stays where it was put.
    pub(super) moved: Cell<bool>,
    /// Where in the card the pointer holds it.
    pub(super) held: Cell<Option<(f64, f64)>>,
    pub(super) mount: Mount,
}

impl State {
    /// Asks the one who opened the overlay to drop it.
    pub(super) fn close(&self) {
        (self.hooks.closed)();
    }

    /// Says something to the eye and to screen readers.
    pub(super) fn say(&self, message: &str) {
        self.live
            .set_text_content(Some(&self.catalogue.plain(message)));
    }

    /// Puts frames, ghosts and card where they belong now.
    pub(super) fn place(&self) {
        let marks: Vec<Area> = self.layer.borrow().place(&self.window, &self.document);
        if self.moved.get() {
            // The window may have become smaller.
            self.move_by(0.0, 0.0);
        } else {
            dock::dock(&self.card, &self.body, &self.window, &self.document, &marks);
        }
    }

    /// Checks the page again and draws what has changed, and nothing when nothing has.
    pub(super) fn check_again(&self, asked: bool) {
        let start = js_sys::Date::now();
        let view = (self.hooks.check)();
        let pause = (js_sys::Date::now() - start) / SHARE;
        self.settled
            .get()
            .into_iter()
            .for_each(|settled| settled.set_delay(SETTLE.max(pause as i32)));
        let same = view == *self.view.borrow();
        let verdict = view.verdict.clone();
        *self.view.borrow_mut() = view;
        if !same && self.repaint().is_err() {
            return self.close();
        }
        self.place();
        if asked && same {
            self.say("card_checked_again");
        } else if !same {
            self.live
                .set_text_content(Some(&self.catalogue.text(&verdict)));
        }
    }

    fn repaint(&self) -> Result<(), JsValue> {
        let painter = Painter {
            document: &self.document,
            catalogue: &self.catalogue,
        };
        let view = self.view.borrow();
        let layer = Layer::paint(&painter, &view)?;
        layer.element.set_lang(&self.catalogue.language);
        self.layer
            .borrow()
            .element
            .replace_with_with_node_1(&layer.element)?;
        *self.layer.borrow_mut() = layer;

        let in_hand = InHand::of(&self.body, &self.mount.shadow);
        card::fill(&painter, &self.body, &view)?;
        if !in_hand.put_back(&self.body) {
            self.focus();
        }
        Ok(())
    }

    pub(super) fn focus(&self) {
        // A page that shows a modal dialog of its own may keep the focus; the card can still be clicked.
        drop(focus::without_scrolling(&self.card));
    }

    /// The foot of a short page is in the window, and the ghosts below it may just not be: brings them in.
    pub(super) fn show_foot_if_it_is_in_sight(&self) {
        let height = dock::inner_height(&self.window);
        let layer = self.layer.borrow();
        let ghosts: Vec<Area> = layer.ghosts.boxes().map(|ghost| Area::of(ghost)).collect();
        let top = ghosts
            .iter()
            .map(|ghost| ghost.top)
            .fold(f64::MAX, f64::min);
        let bottom = ghosts
            .iter()
            .map(|ghost| ghost.bottom)
            .fold(f64::MIN, f64::max);
        if top > 0.0 && top - 2.0 * dock::MARGIN < height && bottom > height {
            self.window
                .scroll_by_with_x_and_y(0.0, bottom - height + dock::MARGIN);
        }
        drop(layer);
        self.place();
    }
}
