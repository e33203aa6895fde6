//! Holds what the open overlay is made of, and keeps it true to the page.

use std::cell::{OnceCell, RefCell};

use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement, Window};

use super::action::{Action, Buttons};
use super::card::position::Position;
use super::card::view_state::ViewState;
use super::card::{dock, focus, frame};
use super::catalogue::Catalogue;
use super::guard::later::Later;
use super::guard::listener::Listener;
use super::guard::observers::{Mutations, Resizes};
use super::hooks::Hooks;
use super::layer::painted::Layer;
use super::mount::host::Mount;
use super::page::document::Document;
use super::page::geometry::{Area, inner_height};
use super::painter::Painter;
use beian_lens_core::view::OverlayView;

/// How long a changing page is left alone before it is checked again, in milliseconds.
pub(super) const SETTLE: i32 = 400;
/// Maximum part of its time that a page that never stops changing spends in checks.
const SHARE: f64 = 1.0 / 20.0;

/// What the listeners share. They hold it weakly: the overlay alone keeps it.
pub(super) struct State {
    /// First, so that nothing is called while the rest goes.
    pub(super) guards: Guards,
    pub(super) next_frame: OnceCell<Later>,
    pub(super) settled: OnceCell<Later>,
    pub(super) window: Window,
    pub(super) document: Document,
    pub(super) catalogue: Catalogue,
    pub(super) hooks: Hooks,
    pub(super) view: RefCell<OverlayView>,
    pub(super) card: HtmlElement,
    pub(super) body: HtmlElement,
    /// What a screen reader is told.
    pub(super) live: HtmlElement,
    /// The buttons of the card's frame, which is drawn once.
    pub(super) frame_buttons: Buttons,
    /// The buttons of the card's body, as it is drawn now.
    pub(super) body_buttons: RefCell<Buttons>,
    pub(super) layer: RefCell<Layer>,
    pub(super) position: Position,
    pub(super) mount: Mount,
}

/// What runs while the overlay is open.
#[derive(Default)]
pub(super) struct Guards {
    pub(super) listeners: RefCell<Vec<Listener>>,
    pub(super) mutations: RefCell<Vec<Mutations>>,
    pub(super) resizes: RefCell<Option<Resizes>>,
}

impl State {
    /// Asks whoever opened the overlay to drop it.
    pub(super) fn close(&self) {
        (self.hooks.closed)();
    }

    /// What a button does.
    pub(super) fn action_of(&self, button: &Element) -> Option<Action> {
        let in_frame = self.frame_buttons.action_of(button);
        in_frame.or_else(|| self.body_buttons.borrow().action_of(button))
    }

    /// Draws for the layer, which has no buttons.
    pub(super) fn painter(&self) -> Painter<'_> {
        self.painter_with(&self.frame_buttons)
    }

    fn painter_with<'a>(&'a self, buttons: &'a Buttons) -> Painter<'a> {
        Painter {
            document: &self.document,
            catalogue: &self.catalogue,
            buttons,
        }
    }

    /// Says something to the eye and to screen readers.
    pub(super) fn say(&self, message: &str) {
        let words = self.catalogue.plain(message);
        self.live.set_text_content(Some(&words));
    }

    /// Puts frames, ghosts and card where they belong now.
    pub(super) fn place(&self) {
        let (window, document) = (&self.window, &self.document);
        let marks: Vec<Area> = self.layer.borrow().place(window, document);
        self.position
            .place(&self.card, &self.body, window, document, &marks);
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
            let words = self.catalogue.text(&verdict);
            self.live.set_text_content(Some(&words));
        }
    }

    fn repaint(&self) -> Result<(), JsValue> {
        let buttons = Buttons::default();
        let painter = self.painter_with(&buttons);
        let view = self.view.borrow();
        let layer = Layer::paint(&painter, &self.window, &view)?;
        self.layer
            .borrow()
            .element
            .replace_with_with_node_1(&layer.element)?;
        *self.layer.borrow_mut() = layer;

        let before = ViewState::of(&self.body, &self.mount.shadow);
        frame::fill(&painter, &self.body, &view)?;
        self.body_buttons.replace(buttons);
        if !before.restore(&self.body) {
            self.focus();
        }
        Ok(())
    }

    pub(super) fn focus(&self) {
        // A page that shows a modal dialog of its own may keep the focus; the card can still be clicked.
        drop(focus::without_scrolling(&self.card));
    }

    /// Scrolls the ghosts into view when the footer of a short page is in the window and they are just below it.
    pub(super) fn show_ghosts_below_window(&self) {
        let height = inner_height(&self.window);
        let layer = self.layer.borrow();
        let ghosts: Vec<Area> = layer.ghosts().map(|ghost| Area::of(ghost)).collect();
        let top = ghosts
            .iter()
            .map(|ghost| ghost.top)
            .fold(f64::MAX, f64::min);
        let bottom = ghosts
            .iter()
            .map(|ghost| ghost.bottom)
            .fold(f64::MIN, f64::max);
        if top > 0.0 && top - 2.0 * dock::MARGIN < height && bottom > height {
            let down = bottom - height + dock::MARGIN;
            self.window.scroll_by_with_x_and_y(0.0, down);
        }
        drop(layer);
        self.place();
    }
}
