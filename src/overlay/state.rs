//! The open overlay: its state, and what keeps it true while it is open.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MutationObserverInit, PointerEvent, Window};

use super::card::{self, Painter};
use super::dock::{self, Area};
use super::document::Document;
use super::element;
use super::ghosts::{pixels, set};
use super::guard::{Guard, Later, LaterKind, Mutations, Resizes, listen_first, listen_last};
use super::in_hand::InHand;
use super::layout::Layer;
use super::mount::Mount;
use super::pose::{self, Pose};
use super::{Catalogue, actions, focus, keyboard};
use crate::overlay_view::OverlayView;

/// What happens in the card is none of the page's business.
const KEPT_INSIDE: &[&str] = &[
    "click",
    "dblclick",
    "auxclick",
    "contextmenu",
    "mousedown",
    "mouseup",
    "pointerdown",
    "pointerup",
    "touchstart",
    "touchend",
    "copy",
    "input",
    "change",
    "wheel",
    "dragstart",
    "selectstart",
];
/// Keys and focus are kept from the page before they reach the card, because pages trap them on the way down.
const KEPT_FIRST: &[&str] = &[
    "keyup",
    "keypress",
    "focusin",
    "focusout",
    "beforeinput",
    "compositionstart",
    "compositionupdate",
    "compositionend",
];
/// How long a changing page is left alone before it is checked again, in milliseconds.
const SETTLE: i32 = 400;
/// The checks of a page that never stops changing may take this part of its time.
const SHARE: f64 = 1.0 / 20.0;

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

/// What the listeners share. They hold it weakly: the overlay alone keeps it.
pub(super) struct State {
    /// First, so that nothing is called while the rest goes.
    guards: RefCell<Vec<Box<dyn Guard>>>,
    next_frame: OnceCell<Later>,
    settled: OnceCell<Later>,
    pub(super) window: Window,
    pub(super) document: Document,
    pub(super) catalogue: Catalogue,
    pub(super) hooks: Hooks,
    painting: RefCell<Painting>,
    pub(super) card: HtmlElement,
    body: HtmlElement,
    live: HtmlElement,
    report: HtmlElement,
    pub(super) layer: RefCell<Layer>,
    /// The person has moved the card: it stays where it was put.
    moved: Cell<bool>,
    /// Where in the card the pointer holds it.
    held: Cell<Option<(f64, f64)>>,
    /// An input method is at work in the card: a field that is painted anew would end it.
    composing: Cell<bool>,
    pub(super) mount: Mount,
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
        if super::copy::copy(&state.window, &state.document, text.to_owned()) {
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

/// For WebDriver, which waits for the last word.
fn state_name(settled: bool) -> &'static str {
    if settled { "settled" } else { "pending" }
}

impl State {
    /// Asks the one who opened the overlay to drop it.
    pub(super) fn close(&self) {
        (self.hooks.closed)();
    }

    /// Hands the report to the one who opened the overlay, to be made into an export.
    pub(super) fn export(&self, format: &str) {
        self.say("card_export_working");
        (self.hooks.export)(format, &self.painting.borrow());
    }

    /// Tells the one who opened the overlay what the person ignores.
    pub(super) fn waive(&self, rule: &str, reason: Option<&str>) {
        (self.hooks.waive)(rule, reason);
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
        if self.composing.get() {
            // Later, until the input method is done.
            return self.settled.get().into_iter().for_each(Later::ask);
        }
        let start = js_sys::Date::now();
        let painting = (self.hooks.check)();
        let pause = (js_sys::Date::now() - start) / SHARE;
        self.settled
            .get()
            .into_iter()
            .for_each(|settled| settled.set_delay(SETTLE.max(pause as i32)));
        self.report.set_text_content(Some(&painting.report));
        self.set_settled(painting.settled);
        let same = painting.view == self.painting.borrow().view;
        let verdict = painting.view.verdict.clone();
        *self.painting.borrow_mut() = painting;
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

    fn set_settled(&self, settled: bool) {
        // It cannot fail for a plain name.
        drop(self.report.set_attribute("data-state", state_name(settled)));
    }

    fn repaint(&self) -> Result<(), JsValue> {
        let painter = Painter {
            document: &self.document,
            catalogue: &self.catalogue,
        };
        let painting = self.painting.borrow();
        let layer = Layer::paint(&painter, &painting.view)?;
        layer.element.set_lang(&self.catalogue.language);
        self.layer
            .borrow()
            .element
            .replace_with_with_node_1(&layer.element)?;
        *self.layer.borrow_mut() = layer;

        let in_hand = InHand::of(&self.body, &self.mount.shadow);
        card::fill(&painter, &self.body, &painting)?;
        if !in_hand.put_back(&self.body) {
            self.focus();
        }
        Ok(())
    }

    fn focus(&self) {
        // A page that shows a modal dialog of its own may keep the focus; the card can still be clicked.
        drop(focus::without_scrolling(&self.card));
    }

    /// The foot of a short page is in the window, and the ghosts below it may just not be: brings them in.
    fn show_foot_if_it_is_in_sight(&self) {
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

    /// Moves the card, and keeps its bar in the window.
    pub(super) fn move_by(&self, right: f64, down: f64) {
        let place = self.card.get_bounding_client_rect();
        self.move_to(place.left() + right, place.top() + down);
    }

    fn move_to(&self, left: f64, top: f64) {
        let size = |value: Result<JsValue, JsValue>| {
            value
                .ok()
                .and_then(|value| value.as_f64())
                .unwrap_or_default()
        };
        let (width, height) = (
            size(self.window.inner_width()),
            size(self.window.inner_height()),
        );
        let card = self.card.get_bounding_client_rect();
        let style = self.card.style();
        self.moved.set(true);
        set(
            &style,
            "left",
            &pixels(left.min(width - card.width()).max(0.0)),
        );
        set(&style, "top", &pixels(top.min(height - dock::BAR).max(0.0)));
    }

    fn hold(&self, event: &PointerEvent) {
        let on = |selector| {
            event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok()?.closest(selector).ok()?)
        };
        let Some(bar) = on(".bar") else { return };
        if on("button").is_some_and(|button| !actions::is(&button, "move")) {
            return;
        }
        let card = self.card.get_bounding_client_rect();
        self.held.set(Some((
            f64::from(event.client_x()) - card.left(),
            f64::from(event.client_y()) - card.top(),
        )));
        drop(bar.set_pointer_capture(event.pointer_id()));
    }

    fn drag(&self, event: &PointerEvent) {
        if let Some((x, y)) = self.held.get() {
            self.move_to(
                f64::from(event.client_x()) - x,
                f64::from(event.client_y()) - y,
            );
        }
    }

    /// Starts everything that runs while the overlay is open.
    fn listen(self: &Rc<Self>) -> Result<(), JsValue> {
        let shadow = &self.mount.shadow;
        let frame = Later::new(
            &self.window,
            LaterKind::Frame,
            self.weakly(|state| {
                state.next_frame.get().into_iter().for_each(Later::called);
                state.place();
            }),
        );
        let settled = Later::new(
            &self.window,
            LaterKind::Milliseconds(Cell::new(SETTLE)),
            self.weakly(|state| {
                state.settled.get().into_iter().for_each(Later::called);
                state.check_again(false);
            }),
        );
        let (_, _) = (self.next_frame.set(frame), self.settled.set(settled));
        let place_soon = |state: &Rc<Self>| state.next_frame.get().into_iter().for_each(Later::ask);

        let mut guards: Vec<Box<dyn Guard>> = vec![
            listen_first(&self.window, "keydown", self.weakly_with(keyboard::pressed)),
            listen_first(
                &self.window,
                "scroll",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            listen_first(
                &self.window,
                "resize",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            Box::new(Resizes::observe(
                &self.document,
                self.weakly(move |state| place_soon(state)),
            )?),
            listen_last(shadow, "click", self.weakly_with(actions::clicked)),
            listen_last(
                shadow,
                "toggle",
                self.weakly_with(move |state, _| place_soon(state)),
            ),
            listen_last(
                shadow,
                "pointerdown",
                self.weakly_with(|state, event| state.hold(event.unchecked_ref())),
            ),
            listen_last(
                shadow,
                "pointermove",
                self.weakly_with(|state, event| state.drag(event.unchecked_ref())),
            ),
            listen_last(
                shadow,
                "pointerup",
                self.weakly_with(|state, _| state.held.set(None)),
            ),
            listen_last(
                shadow,
                "pointercancel",
                self.weakly_with(|state, _| state.held.set(None)),
            ),
        ];
        guards.extend(
            KEPT_INSIDE
                .iter()
                .map(|event| listen_last(shadow, event, |event| event.stop_propagation())),
        );
        guards.extend(KEPT_FIRST.iter().map(|event| {
            listen_first(
                &self.window,
                event,
                self.weakly_with(|state, event| {
                    if state.mount.is_target_of(event) {
                        event.stop_immediate_propagation();
                        match event.type_().as_str() {
                            "compositionstart" => state.composing.set(true),
                            "compositionend" => state.composing.set(false),
                            _ => {}
                        }
                    }
                }),
            )
        }));
        guards.push(self.mount.watch(self.weakly(|state| {
            if !state.mount.put_back() {
                state.close();
            }
        }))?);
        guards.push(self.follow_the_page()?);
        self.guards.borrow_mut().extend(guards);
        Ok(())
    }

    /// A page that changes is checked again: a late footer, another route, an endless list.
    fn follow_the_page(self: &Rc<Self>) -> Result<Box<dyn Guard>, JsValue> {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        what.set_character_data(true);
        what.set_attributes(true);
        let handler = self.weakly(|state| state.settled.get().into_iter().for_each(Later::ask));
        Ok(Box::new(Mutations::observe(
            &self.document,
            &what,
            handler,
        )?))
    }

    /// A callback that does nothing once the overlay is closed.
    fn weakly(self: &Rc<Self>, handler: impl Fn(&Rc<Self>) + 'static) -> impl Fn() + 'static {
        let state: Weak<Self> = Rc::downgrade(self);
        move || state.upgrade().iter().for_each(&handler)
    }

    /// The same for an event.
    fn weakly_with(
        self: &Rc<Self>,
        handler: impl Fn(&Rc<Self>, &web_sys::Event) + 'static,
    ) -> impl Fn(&web_sys::Event) + 'static {
        let state: Weak<Self> = Rc::downgrade(self);
        move |event| {
            state
                .upgrade()
                .iter()
                .for_each(|state| handler(state, event))
        }
    }
}
