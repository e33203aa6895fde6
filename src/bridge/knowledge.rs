//! What is known of the page while the overlay is open, and what is still to be learnt.

use std::cell::{Cell, RefCell};

use serde::Serialize;
use wasm_bindgen::JsValue;

use super::context::{Context, OfHost};
use super::judged::judged;
use super::told::{Told, tell_background};
use super::value::json;
use crate::dom;
use crate::overlay::{Painting, Pose};
use beian_lens_core::learnt::Learnt;
use beian_lens_core::report::{Report, Verdict};
use beian_lens_core::snapshot::{ColourShares, Image, ServerAddress};
use beian_lens_core::view;

/// What would say more about the page, and only the background can learn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Asks {
    /// The server's address: [`super::learn`] is told once.
    server: bool,
    /// A picture's looks: [`super::pose`] says where it is.
    picture: bool,
}

/// What checks of the same page share.
pub(super) struct Knowledge {
    context: RefCell<Context>,
    learnt: RefCell<Learnt>,
    /// The picture to look at next.
    wanted: RefCell<Option<Image>>,
    /// The picture that is being looked at.
    posing: RefCell<Option<(Image, Pose)>>,
    asks: Cell<Asks>,
    /// What the background was told last: it need not wake up to hear the same again.
    told: Cell<(usize, Verdict, bool)>,
    /// The number of the message by which it was told: the answer to the click is 0.
    message: Cell<u32>,
    /// The number of the message that the button shows. Not a count of those to come: a background that is ended in the middle
    /// loses one.
    shown: Cell<Option<u32>>,
}

impl Knowledge {
    pub(super) fn new(context: Context) -> Self {
        Self {
            learnt: RefCell::new(context.learnt()),
            context: RefCell::new(context),
            wanted: RefCell::default(),
            posing: RefCell::default(),
            asks: Cell::default(),
            told: Cell::new((0, Verdict::NeedsReview, false)),
            message: Cell::new(0),
            shown: Cell::new(None),
        }
    }

    /// The check at the click, whose answer tells the background.
    pub(super) fn check_first(&self) -> (Report, Painting) {
        let (report, painting) = self.check();
        self.is_news(painting.view.missing, report.verdict);
        (report, painting)
    }

    fn check(&self) -> (Report, Painting) {
        let (page, report) = judged(&self.context.borrow(), &self.learnt.borrow(), dom::capture);
        let learnt = self.learnt.borrow();
        let wanted = learnt.asks_for_picture(&page, &report).cloned();
        self.asks.set(Asks {
            server: learnt.asks_for_server(&report),
            picture: wanted.is_some(),
        });
        self.wanted.replace(wanted);
        let painting = Painting {
            view: view::view(&report),
            report: json(&report),
            settled: self.is_settled(),
        };
        (report, painting)
    }

    /// Any later check: tells the background what is new.
    pub(super) fn check_again(&self) -> Painting {
        let (report, mut painting) = self.check();
        let (missing, verdict) = (painting.view.missing, report.verdict);
        if self.is_news(missing, verdict) {
            let number = self.message.get().wrapping_add(1);
            if tell_background(&Told::Checked {
                number,
                missing,
                verdict,
                asks: self.asks.get(),
            }) {
                self.message.set(number);
            }
            painting.settled = self.is_settled();
        }
        painting
    }

    fn is_news(&self, missing: usize, verdict: Verdict) -> bool {
        let now = (missing, verdict, self.asks.get().picture);
        self.told.replace(now) != now
    }

    /// Nothing is asked for that may change the report, and the button agrees with it.
    pub(super) fn is_settled(&self) -> bool {
        self.asks.get() == Asks::default()
            && self.posing.borrow().is_none()
            && self.shown.get() == Some(self.message.get())
    }

    /// What would say more about the page, and only the background can learn.
    pub(super) fn asks(&self) -> Asks {
        self.asks.get()
    }

    /// The background has told the button what a message says.
    pub(super) fn was_shown(&self, message: u32) {
        self.shown.set(Some(message));
    }

    /// What the person keeps about this host has changed.
    pub(super) fn keeps(&self, of_host: &JsValue) {
        self.context.borrow_mut().kept = OfHost::read(of_host);
    }

    /// The server's address, or that it could not be learnt.
    pub(super) fn heard_of_server(&self, server: Option<ServerAddress>) {
        let mut learnt = self.learnt.borrow_mut();
        learnt.server = server;
        learnt.server_is_settled = true;
    }

    /// The picture to look at next, which is then no more wanted.
    pub(super) fn wanted(&self) -> Option<Image> {
        self.wanted.take()
    }

    pub(super) fn is_posing(&self) -> bool {
        self.posing.borrow().is_some()
    }

    /// A picture is in sight until [`Knowledge::saw`].
    pub(super) fn poses(&self, image: Image, pose: Pose) {
        self.posing.replace(Some((image, pose)));
    }

    /// A picture could not be brought into sight.
    pub(super) fn cannot_see(&self, image: &Image) {
        self.learnt.borrow_mut().saw(image, None);
    }

    /// Ends the pose.
    pub(super) fn saw(&self, colours: Option<ColourShares>) {
        let Some((image, pose)) = self.posing.take() else {
            return;
        };
        let colours = colours.filter(|_| pose.held_still());
        drop(pose);
        self.learnt.borrow_mut().saw(&image, colours);
    }
}
