//! The page, read once.

use wasm_bindgen::JsCast;

use super::candidates::Finder;
use super::facts::{Facts, Keys};
use super::geometry::size;
use super::level::{self, Level};
use super::links::{self, bounded};
use super::scan::Scope;
use super::tree::Tree;
use super::unreadable::Unreadable;
use super::web::{self, Document, Element};
use super::{css, hints, images, payments, surfaces};
use beian_lens_core::snapshot::{ImageKind, PageSnapshot, Surface, Unread, UnreadKind, Visibility};

/// The lists of properties that are read at once.
pub(crate) struct AllKeys {
    style: Keys,
    pseudo: Keys,
    pub(crate) scroll: Keys,
    pub(crate) direction: Keys,
    pub(crate) pointer: Keys,
    pub(crate) identity: Keys,
    pub(crate) link: Keys,
    pub(crate) image: Keys,
}

/// So much empty ground may follow what is drawn last, in pixels.
const FARTHEST_INK: i32 = 600;

/// A snapshot in the making.
pub(crate) struct Capture {
    pub(crate) snapshot: PageSnapshot,
    pub(crate) keys: AllKeys,
    pub(crate) tree: Tree,
    pub(crate) finder: Finder,
    pub(crate) scrollers: Vec<(Element, usize)>,
    pub(crate) known_links: Vec<(Element, usize)>,
    pub(crate) known_images: js_sys::Set,
    pub(crate) unreadable: Vec<Unreadable>,
    /// An element was nested deeper than is looked at.
    pub(crate) too_deep: bool,
    /// Frames that the current document is in.
    pub(crate) depth: usize,
}

/// Reads the page that the script runs in. Never fails: what cannot be read is missing, and said so in `unread`.
#[must_use]
pub fn capture() -> PageSnapshot {
    read(web::document())
}

/// Reads a document in a frame of this page's origin as if it stood alone in a window as large as the frame, and was
/// let fetch nothing: of a picture that would have to be fetched nothing is known, not even that it is missing.
#[must_use]
pub fn capture_framed(document: web_sys::Document) -> PageSnapshot {
    let mut snapshot = read(document.unchecked_into());
    for image in &mut snapshot.images {
        if image.kind == ImageKind::Element && !image.src.starts_with("data:") {
            image.loaded = None;
            // What has not come has no size; the page may have kept room for it.
            (image.place.width, image.place.height) = (0, 0);
            if image.visibility == Visibility::NoSize {
                image.visibility = Visibility::Shown;
            }
        }
    }
    snapshot
}

fn read(document: Document) -> PageSnapshot {
    let mut snapshot = PageSnapshot {
        url: document.url(),
        content_type: document.content_type(),
        title: bounded(&document.title(), 300),
        ..PageSnapshot::default()
    };
    if let Some(window) = document.window() {
        let side = |side: Result<wasm_bindgen::JsValue, _>| {
            side.ok().and_then(|side| side.as_f64()).unwrap_or(0.0)
        };
        snapshot.viewport = size(side(window.inner_width()), side(window.inner_height()));
    }
    let Some(root) = document.root() else {
        return snapshot;
    };
    let mut capture = Capture {
        snapshot,
        keys: AllKeys {
            style: Keys::new(&level::STYLE),
            pseudo: Keys::new(
                &[&level::STYLE[..], &["content", "left", "width", "height"]].concat(),
            ),
            scroll: Keys::new(&surfaces::SCROLL),
            direction: Keys::new(&["direction", "writingMode"]),
            pointer: Keys::new(&["pointerEvents"]),
            identity: Keys::new(&hints::IDENTITY),
            link: Keys::new(&links::LINK),
            image: Keys::new(&images::IMAGE),
        },
        tree: Tree::new(&root),
        finder: Finder::new(),
        scrollers: Vec::new(),
        known_links: Vec::new(),
        known_images: js_sys::Set::new(&wasm_bindgen::JsValue::UNDEFINED),
        unreadable: Vec::new(),
        too_deep: false,
        depth: 0,
    };
    capture.page(document, &root);
    capture.snapshot
}

impl Capture {
    fn page(&mut self, document: Document, root: &Element) {
        let viewport = self.viewport(&document, 0);
        self.snapshot.surfaces.push(Surface {
            content: viewport.content,
            window: viewport.rect.to_box((0.0, 0.0)),
            last_ink: None,
            parent: None,
        });
        let Ok(range) = document.create_range() else {
            return;
        };
        let ground = if self.is_dark(root) {
            css::Colour::DARK
        } else {
            css::Colour::WHITE
        };
        self.snapshot.headings = self.headings(&document);
        self.snapshot.script_hosts = payments::script_hosts(&document);
        let scope = Scope {
            only_footer: document.by_tag("footer").at(1).is_none(),
            document,
            frame: None,
            level: Level::root(viewport.page, viewport.fixed, ground),
            viewport: viewport.rect,
            scroll: viewport.scroll,
            top: true,
            range,
            last_parent: Default::default(),
            canvas: ground,
        };
        self.payments(&scope);
        self.document(scope);
        self.last_ink();
        self.count_unreadable();
        self.count_unread(UnreadKind::DeepNesting, usize::from(self.too_deep));
    }

    /// The lowest text or picture that is seen on each surface. The foot of the document is always captured, and with
    /// it, in all but odd layouts, what is drawn lowest.
    fn last_ink(&mut self) {
        let PageSnapshot {
            surfaces,
            runs,
            images,
            ..
        } = &mut self.snapshot;
        let texts = runs
            .iter()
            .filter(|run| !run.pinned)
            .map(|run| (run.surface, run.visibility, run.place));
        let pictures = images
            .iter()
            .map(|image| (image.surface, image.visibility, image.place));
        let others = self
            .unreadable
            .iter()
            .map(|other| (other.surface, Visibility::Shown, other.place));
        for (surface, visibility, place) in texts.chain(pictures).chain(others) {
            if let Some(surface) = surfaces.get_mut(surface)
                && visibility == Visibility::Shown
            {
                let bottom = place.bottom();
                surface.last_ink = Some(surface.last_ink.map_or(bottom, |ink| ink.max(bottom)));
            }
        }
        // Far above the end of what scrolls it is not the last: what is drawn lowest stands elsewhere in the document.
        let viewport = self.snapshot.viewport.height;
        for surface in &mut self.snapshot.surfaces {
            let window = match surface.parent {
                Some(_) => surface.window.height,
                None => viewport,
            };
            let height = surface.content.height;
            if height > window
                && surface
                    .last_ink
                    .is_some_and(|ink| height - ink > FARTHEST_INK)
            {
                surface.last_ink = None;
            }
        }
    }

    fn is_dark(&self, root: &Element) -> bool {
        let style = web::computed_style(root).unwrap_or_default();
        Keys::new(&["colorScheme"])
            .read(&style)
            .text("colorScheme")
            .trim()
            == "dark"
    }

    /// The computed style of an element.
    pub(crate) fn style(&self, element: &Element) -> Facts {
        web::computed_style(element)
            .map(|style| self.keys.style.read(&style))
            .unwrap_or_default()
    }

    /// The computed style of `::before` or `::after`; `None` when it draws nothing.
    pub(crate) fn pseudo_style(&self, element: &Element, pseudo: &str) -> Option<Facts> {
        let style = web::computed_style_of_pseudo(element, pseudo).ok()?;
        // Asked for alone first: most elements have none, and the whole style takes ten times as long.
        let content = style.get_property_value("content").ok()?;
        (!matches!(content.as_str(), "none" | "normal" | "")).then(|| self.keys.pseudo.read(&style))
    }

    /// Counts what was not looked at and may be anywhere, the foot included.
    pub(crate) fn count_unread(&mut self, what: UnreadKind, count: usize) {
        self.count_unread_at(what, count, count);
    }

    /// Counts what was not looked at, `near_foot` of them where the numbers usually stand.
    pub(crate) fn count_unread_at(&mut self, what: UnreadKind, count: usize, near_foot: usize) {
        if count == 0 {
            return;
        }
        match self
            .snapshot
            .unread
            .iter_mut()
            .find(|unread| unread.what == what)
        {
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

    /// The shown headings, bounded in number and length.
    fn headings(&self, document: &Document) -> Vec<String> {
        let mut headings = Vec::new();
        for name in ["h1", "h2", "h3"] {
            let list = document.by_tag(name);
            for index in 0..20 {
                let Some(heading) = list.at(index) else { break };
                let text = heading
                    .text_content()
                    .map(|text| String::from(text.substring(0, 1_000)))
                    .unwrap_or_default();
                let text = self.fold(&text).folded;
                if headings.len() < 20 && !text.is_empty() && heading.is_rendered() {
                    headings.push(bounded(&text, 200));
                }
            }
        }
        headings
    }
}
