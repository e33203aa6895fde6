//! Opens and holds the one overlay of this page.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;

use super::asks::Asks;
use super::clock::{now, since};
use super::context::Context;
use super::convert::failed;
use super::messages::{Outgoing, extension_is_there, send};
use super::session::Session;
use crate::overlay::{Catalogue, Destination, ElementInView, Hooks, Overlay, Place};
use beian_lens_core::report::Message;
use beian_lens_core::view::Button;

thread_local! {
    static OPEN: RefCell<Option<Rc<Open>>> = const { RefCell::new(None) };
}

/// The open overlay and the checks of its page.
pub(super) struct Open {
    pub(super) overlay: Overlay,
    pub(super) session: Rc<Session>,
}

/// The open overlay, not borrowed: one that can no longer be drawn closes itself.
pub(super) fn current() -> Option<Rc<Open>> {
    OPEN.with_borrow(Clone::clone)
}

/// Removes the overlay. Whether there was one.
pub(super) fn close() -> bool {
    OPEN.take().is_some()
}

/// Checks the page and draws the overlay over it.
pub(super) fn open(context: &JsValue) -> Result<(Button, Asks), Message> {
    let messages = Reflect::get(context, &"messages".into()).unwrap_or_default();
    let context = Context::read(context)?;
    let (Some(window), Some(document)) = (
        web_sys::window(),
        web_sys::window().and_then(|window| window.document()),
    ) else {
        return Err(failed(&"no document".into()));
    };
    let catalogue = Catalogue::new(messages, context.language.clone());
    let session = Rc::new(Session::new(context));
    let view = session.check_first();
    let button = view.button.clone();
    let start = now();
    let overlay = Overlay::open(
        window,
        document.unchecked_into(),
        catalogue,
        view,
        hooks(&session),
    )
    .map_err(|error| failed(&error))?;
    session.set_overlay_ms(since(start));
    let asks = session.asks();
    OPEN.set(Some(Rc::new(Open { overlay, session })));
    Ok((button, asks))
}

fn hooks(session: &Rc<Session>) -> Hooks {
    let had_extension = extension_is_there();
    Hooks {
        check: Box::new({
            let session = Rc::clone(session);
            move || session.check_again()
        }),
        closed: Box::new(|| {
            close();
            send(&Outgoing::Closed);
        }),
        left: Box::new(|| {
            close();
        }),
        open: Box::new(open_beside),
        home: Box::new(|| {
            send(&Outgoing::Home);
        }),
        is_orphaned: Box::new(move || had_extension && !extension_is_there()),
        trusts: web_sys::Event::is_trusted,
    }
}

/// Asks the background for one of the extension's own pages. Without a background the card says so.
fn open_beside(destination: &Destination) {
    if !send(&Outgoing::Open(destination))
        && let Some(open) = current()
    {
        open.overlay.say("card_gone");
    }
}

impl Open {
    /// Hides the overlay and shows the next picture in question that can be shown.
    pub(super) fn show_next_picture(&self) -> Option<Place> {
        while !self.session.is_showing_picture() {
            let image = self.session.next_picture()?;
            let selector = image.selector.as_deref().unwrap_or_default();
            if let Some(shown) = self.overlay.bring_into_view(selector) {
                let place = ElementInView::place(&shown);
                self.session.shows_picture(image, shown);
                return Some(place);
            }
            self.session.cannot_show_picture(&image);
            self.overlay.check_again();
        }
        None
    }
}
