//! Holds what is known about the page while the overlay is open, and what is still asked for.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsValue;

use super::asks::Asks;
use super::check::check_page;
use super::context::{Context, OfHost};
use super::messages::{Outgoing, send};
use crate::dom;
use crate::overlay::ElementInView;
use beian_lens_core::answers::Answers;
use beian_lens_core::report::Report;
use beian_lens_core::snapshot::{ColourShares, Image, ServerAddress};
use beian_lens_core::view::{self, Button, OverlayView};

/// The checks of one page while its overlay is open.
pub(super) struct Session {
    context: RefCell<Context>,
    answers: RefCell<Answers>,
    /// Of the last check.
    report: RefCell<Option<Report>>,
    /// The picture to look at next.
    next_picture: RefCell<Option<Image>>,
    /// The picture that is being looked at.
    shown_picture: RefCell<Option<(Image, ElementInView)>>,
    asks: Cell<Asks>,
    /// What the background was last told. It need not wake up to hear the same again.
    sent: RefCell<Option<(Button, bool)>>,
    /// The number of the last message; the answer to the click is 0.
    message: Cell<u32>,
    /// The number of the message that the button shows. Not a count of those to come: a background that is stopped halfway
    /// loses one.
    shown: Cell<Option<u32>>,
}

impl Session {
    pub(super) fn new(context: Context) -> Self {
        Self {
            answers: RefCell::new(context.answers()),
            context: RefCell::new(context),
            report: RefCell::default(),
            next_picture: RefCell::default(),
            shown_picture: RefCell::default(),
            asks: Cell::default(),
            sent: RefCell::default(),
            message: Cell::new(0),
            shown: Cell::new(None),
        }
    }

    /// The check at the click. The answer to the click tells the background.
    pub(super) fn check_first(&self) -> OverlayView {
        let view = self.check();
        self.is_news(&view.button);
        view
    }

    /// Any later check. Tells the background what is new.
    pub(super) fn check_again(&self) -> OverlayView {
        let view = self.check();
        if self.is_news(&view.button) {
            let number = self.message.get().wrapping_add(1);
            if send(&Outgoing::Checked {
                number,
                button: &view.button,
                asks: self.asks.get(),
            }) {
                self.message.set(number);
            }
        }
        view
    }

    fn check(&self) -> OverlayView {
        let (page, report) =
            check_page(&self.context.borrow(), &self.answers.borrow(), dom::capture);
        let answers = self.answers.borrow();
        let picture = answers.asks_for_picture(&page, &report).cloned();
        self.asks.set(Asks {
            server: answers.asks_for_server(&report),
            picture: picture.is_some(),
        });
        self.next_picture.replace(picture);
        let view = view::view(&report);
        self.report.replace(Some(report));
        view
    }

    fn is_news(&self, button: &Button) -> bool {
        let now = Some((button.clone(), self.asks.get().picture));
        self.sent.replace(now.clone()) != now
    }

    /// The report of the last check.
    pub(super) fn report(&self) -> Option<Report> {
        self.report.borrow().clone()
    }

    /// How long the overlay took to draw.
    pub(super) fn set_overlay_ms(&self, milliseconds: f64) {
        let mut report = self.report.borrow_mut();
        if let Some(timings) = report.as_mut().and_then(|report| report.timings.as_mut()) {
            timings.overlay_ms = milliseconds;
        }
    }

    /// Whether nothing is asked for that may change the report, and the button agrees with it.
    pub(super) fn is_settled(&self) -> bool {
        self.asks.get() == Asks::default()
            && !self.is_showing_picture()
            && self.shown.get() == Some(self.message.get())
    }

    /// What is still asked for.
    pub(super) fn asks(&self) -> Asks {
        self.asks.get()
    }

    /// The button shows what a message said.
    pub(super) fn set_shown(&self, message: u32) {
        self.shown.set(Some(message));
    }

    /// What the person keeps about this host has changed.
    pub(super) fn set_kept(&self, of_host: &JsValue) {
        self.context.borrow_mut().kept = OfHost::read(of_host);
    }

    /// The server's address, or that it could not be found out.
    pub(super) fn set_server(&self, server: Option<ServerAddress>) {
        let mut answers = self.answers.borrow_mut();
        answers.server = server;
        answers.server_is_settled = true;
    }

    /// Takes the picture to look at next.
    pub(super) fn next_picture(&self) -> Option<Image> {
        self.next_picture.take()
    }

    /// Whether a picture is in view and the overlay is hidden.
    pub(super) fn is_showing_picture(&self) -> bool {
        self.shown_picture.borrow().is_some()
    }

    /// A picture is in view until [`Session::set_picture`].
    pub(super) fn shows_picture(&self, image: Image, shown: ElementInView) {
        self.shown_picture.replace(Some((image, shown)));
    }

    /// A picture could not be brought into view.
    pub(super) fn cannot_show_picture(&self, image: &Image) {
        self.answers.borrow_mut().saw(image, None);
    }

    /// What the picture in view looks like. Shows the overlay again.
    pub(super) fn set_picture(&self, colours: Option<ColourShares>) {
        let Some((image, shown)) = self.shown_picture.take() else {
            return;
        };
        let colours = colours.filter(|_| shown.held_still());
        drop(shown);
        self.answers.borrow_mut().saw(&image, colours);
    }
}
