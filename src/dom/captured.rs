//! Holds what was captured so far.

use js_sys::Set;
use wasm_bindgen::JsValue;

use beian_lens_core::snapshot::{
    Image, Link, PageSnapshot, Rect, Size, Surface, TextRun, Unread, UnreadKind, Within,
};

use crate::dom::browser::bindings::Element;
use crate::dom::browser::rect::ClientRect;
use crate::dom::place::plane::Plane;

/// Something that cannot be read, and where it stands.
pub(crate) struct Unreadable {
    pub(crate) what: UnreadKind,
    pub(crate) surface: usize,
    pub(crate) place: Rect,
    pub(crate) pinned: bool,
    /// Whether the markup says that it stands in a footer.
    pub(crate) in_footer: bool,
    /// Whether it is the ground of other things: text on it was read.
    pub(crate) is_ground: bool,
}

/// Indices of elements that were captured.
#[derive(Default)]
struct Known(Vec<(Element, usize)>);

impl Known {
    fn get(&self, element: &Element) -> Option<usize> {
        self.0
            .iter()
            .find_map(|(known, index)| (known == element).then_some(*index))
    }

    fn put(&mut self, element: &Element, index: usize) {
        self.0.push((element.clone(), index));
    }
}

/// What was captured so far.
pub(crate) struct Captured {
    pub(crate) snapshot: PageSnapshot,
    pub(crate) unreadable: Vec<Unreadable>,
    /// Whether an element was nested deeper than is looked at.
    pub(crate) is_too_deep: bool,
    scrollers: Known,
    links: Known,
    images: Set,
}

/// How much was captured at some time.
#[derive(Clone, Copy)]
pub(crate) struct Mark {
    runs: usize,
    links: usize,
    images: usize,
}

impl Captured {
    pub(crate) fn new(snapshot: PageSnapshot) -> Captured {
        Captured {
            snapshot,
            unreadable: Vec::new(),
            is_too_deep: false,
            scrollers: Known::default(),
            links: Known::default(),
            images: Set::new(&JsValue::UNDEFINED),
        }
    }

    /// The link that an element was found to be.
    pub(crate) fn known_link(&self, element: &Element) -> Option<usize> {
        self.links.get(element)
    }

    /// Adds a link. Returns its index.
    pub(crate) fn add_link(&mut self, element: &Element, link: Link) -> usize {
        self.snapshot.links.push(link);
        let index = self.snapshot.links.len() - 1;
        self.links.put(element, index);
        index
    }

    pub(crate) fn is_known_image(&self, element: &Element) -> bool {
        self.images.has(element)
    }

    /// Remembers that an element is a picture, or has one as its background.
    pub(crate) fn know_image(&self, element: &Element) {
        self.images.add(element);
    }

    pub(crate) fn add_image(&mut self, image: Image) {
        self.snapshot.images.push(image);
    }

    pub(crate) fn add_run(&mut self, run: TextRun) {
        self.snapshot.runs.push(run);
    }

    /// How many runs there are: the place in document order of what comes next.
    pub(crate) fn order(&self) -> usize {
        self.snapshot.runs.len()
    }

    /// The surface of a scroller; the same one each time.
    pub(crate) fn scroller(
        &mut self,
        element: &Element,
        outer: &Plane,
        window: ClientRect,
        content: Size,
    ) -> usize {
        if let Some(surface) = self.scrollers.get(element) {
            return surface;
        }
        let surface = self.add_surface(outer, window, content);
        self.scrollers.put(element, surface);
        surface
    }

    /// Adds what scrolls as one. Returns its index.
    pub(crate) fn add_surface(
        &mut self,
        outer: &Plane,
        window: ClientRect,
        content: Size,
    ) -> usize {
        self.snapshot.surfaces.push(Surface {
            content,
            last_ink: None,
            window: outer.place(window),
            parent: Some(outer.surface),
        });
        self.snapshot.surfaces.len() - 1
    }

    /// Notes something that cannot be read.
    pub(crate) fn note_unreadable(
        &mut self,
        what: UnreadKind,
        plane: &Plane,
        rect: ClientRect,
        within: &[Within],
        is_ground: bool,
    ) {
        self.unreadable.push(Unreadable {
            what,
            surface: plane.surface,
            place: plane.place(rect),
            pinned: plane.pinned,
            in_footer: within.contains(&Within::Footer),
            is_ground,
        });
    }

    /// Counts what was not looked at and may be anywhere, the footer included.
    pub(crate) fn count_unread(&mut self, what: UnreadKind, count: usize) {
        self.count_unread_at(what, count, count);
    }

    /// Counts what was not looked at, `near_foot` of them where the numbers usually stand.
    pub(crate) fn count_unread_at(&mut self, what: UnreadKind, count: usize, near_foot: usize) {
        if count == 0 {
            return;
        }
        let known = self.snapshot.unread.iter_mut();
        match known.into_iter().find(|unread| unread.what == what) {
            Some(unread) => {
                unread.count += count;
                unread.near_foot += near_foot;
            }
            None => self.snapshot.unread.push(Unread {
                what,
                count,
                near_foot,
            }),
        }
    }

    /// How much is captured now.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            runs: self.snapshot.runs.len(),
            links: self.snapshot.links.len(),
            images: self.snapshot.images.len(),
        }
    }

    /// Puts what was captured between two marks behind what was captured since, where it stands in the document.
    pub(crate) fn move_to_end(&mut self, from: Mark, to: Mark) {
        let PageSnapshot {
            runs,
            links,
            images,
            ..
        } = &mut self.snapshot;
        let moved = |index: &mut usize, from: usize, to: usize, end: usize| {
            if (from..to).contains(index) {
                *index += end - to;
            } else if *index >= to {
                *index -= to - from;
            }
        };
        let end = links.len();
        let links_of_both = runs
            .iter_mut()
            .map(|run| &mut run.link)
            .chain(images.iter_mut().map(|image| &mut image.link));
        for link in links_of_both.flatten() {
            moved(link, from.links, to.links, end);
        }
        let (earlier, later) = (runs.len() - to.runs, to.runs - from.runs);
        let shift = |order: &mut usize, was_first: bool| {
            if was_first {
                *order += earlier;
            } else {
                *order -= later;
            }
        };
        for (index, link) in links.iter_mut().enumerate().skip(from.links) {
            shift(&mut link.order, index < to.links);
        }
        for (index, image) in images.iter_mut().enumerate().skip(from.images) {
            shift(&mut image.order, index < to.images);
        }
        rotate(runs, from.runs, to.runs);
        rotate(links, from.links, to.links);
        rotate(images, from.images, to.images);
    }
}

/// Moves the items from `from` to `to` to the end.
fn rotate<T>(items: &mut Vec<T>, from: usize, to: usize) {
    let mut since = items.split_off(to);
    let mut moved = items.split_off(from);
    items.append(&mut since);
    items.append(&mut moved);
}
