//! Shadow roots and frames: the parts of a page that its document does not show.

use wasm_bindgen::{JsCast, JsValue};

use super::candidates;
use super::capture::Capture;
use super::css;
use super::geometry::Rect;
use super::level::{Ground, Level};
use super::scan::{Anchor, Scan, Scope};
use super::selector;
use super::tree::element;
use super::web::{
    Document, DocumentFragment, Element, HTMLFrameElement, HTMLIFrameElement, Node, ShadowRoot,
};
use crate::snapshot::{Frame, UnreadKind, Visibility};

/// Possible shadow hosts of one document that are asked.
const MOST_HOSTS: u32 = 3_000;
/// Shadow roots and frames that are looked into, in all.
const MOST_ROOTS: usize = 400;
/// Frames inside frames.
const DEEPEST: usize = 8;
/// A frame smaller than this shows nothing that a person could read, in pixels.
const SMALLEST_FRAME: f64 = 20.0;
/// Elements of one shadow tree that are asked whether they are hosts themselves.
const MOST_INSIDE: u32 = 2_000;

/// Elements that are shadow hosts or frames, where a browser can find them without help: custom elements, parents of
/// slotted nodes, and elements of the other host names that hold nothing of their own. A built-in host with children
/// and an unnamed slot is found only when a window or the way to one leads through it.
const POSSIBLE_HOSTS: &str = "div:empty,span:empty,section:empty,footer:empty,p:empty,article:empty,aside:empty,\
    main:empty,header:empty,nav:empty,[slot]";

impl Capture {
    /// Shadow roots below a document, with the outermost host of each, in document order of those hosts.
    pub(crate) fn shadow_roots(&mut self, document: &Document) -> Vec<(Element, ShadowRoot)> {
        let mut roots: Vec<(Element, ShadowRoot)> = Vec::new();
        const ORDERED_SNAPSHOT: u16 = 7;
        if let Some(root) = document.root()
            && let Ok(custom) = document.evaluate(
                "descendant-or-self::*[contains(local-name(),'-')]",
                &root,
                &JsValue::NULL,
                ORDERED_SNAPSHOT,
            )
        {
            let length = custom.snapshot_length().unwrap_or(0);
            self.count_unread(UnreadKind::Candidate, length.saturating_sub(MOST_HOSTS) as usize);
            for index in 0..length.min(MOST_HOSTS) {
                if let Ok(Some(node)) = custom.snapshot_item(index) {
                    self.add_root(&mut roots, node.unchecked_into());
                }
            }
        }
        if let Ok(possible) = document.query_all(POSSIBLE_HOSTS) {
            for index in 0..possible.length().min(MOST_HOSTS) {
                let Some(found) = possible.item(index) else { break };
                if found.attribute("slot").is_some() {
                    if let Some(parent) = found.parent().as_ref().and_then(element) {
                        self.add_root(&mut roots, parent.clone());
                    }
                } else {
                    self.add_root(&mut roots, found);
                }
            }
        }
        self.nested_roots(&mut roots);
        roots
    }

    fn add_root(&self, roots: &mut Vec<(Element, ShadowRoot)>, host: Element) {
        if roots.len() < MOST_ROOTS
            && let Some(root) = self.tree.shadow_of(&host, &host.local_name())
            && !roots.iter().any(|(_, known)| *known == root)
        {
            roots.push((host, root));
        }
    }

    /// Roots inside roots; each keeps its outermost host.
    fn nested_roots(&self, roots: &mut Vec<(Element, ShadowRoot)>) {
        let mut index = 0;
        while let Some((host, root)) = roots.get(index).cloned() {
            index += 1;
            let Ok(inside) = root.unchecked_ref::<DocumentFragment>().query_all("*") else { continue };
            for index in 0..inside.length().min(MOST_INSIDE) {
                let Some(inner) = inside.item(index) else { break };
                if roots.len() < MOST_ROOTS
                    && let Some(root) = self.tree.shadow_of(&inner, &inner.local_name())
                {
                    roots.push((host.clone(), root));
                }
            }
        }
    }

    /// Text nodes in a shadow tree that may hold a mark. XPath takes no shadow root as its context, but their children.
    pub(crate) fn candidates_in(&mut self, document: &Document, root: &ShadowRoot) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut child = root.first_child();
        while let Some(node) = child {
            let found = candidates::find(document, &node);
            self.count_unread(UnreadKind::Candidate, found.left_out);
            nodes.extend(found.nodes);
            child = node.next_sibling();
        }
        nodes
    }

    /// Frames of a document that can be looked into; the others are counted.
    pub(crate) fn frames_of(&mut self, document: &Document) -> Vec<Element> {
        let mut frames = Vec::new();
        for name in ["iframe", "frame"] {
            let list = document.by_tag(name);
            let mut index = 0;
            while let Some(frame) = list.at(index) {
                index += 1;
                if frames.len() >= MOST_ROOTS {
                    self.count_unread(UnreadKind::Candidate, 1);
                } else if content_document(&frame, name).is_some() {
                    frames.push(frame);
                } else if self.is_worth_reading(&frame) {
                    self.count_unread(UnreadKind::CrossOriginFrame, 1);
                }
            }
        }
        frames
    }

    /// Trackers are not: they are tiny or not drawn.
    fn is_worth_reading(&self, frame: &Element) -> bool {
        let rect = Rect::from(&frame.bounding_rect());
        rect.width() >= SMALLEST_FRAME && rect.height() >= SMALLEST_FRAME && frame.is_rendered()
            && self.style(frame).text("visibility") == "visible"
    }

    /// Looks into a frame.
    pub(crate) fn frame(&mut self, outer: &Scope, frame: &Element, name: &str, level: &Level) {
        let Some(document) = content_document(frame, name) else { return };
        if self.depth >= DEEPEST {
            self.count_unread(UnreadKind::CrossOriginFrame, 1);
            return;
        }
        let rect = Rect::from(&frame.bounding_rect());
        let surface = self.add_surface(&level.own, rect, Default::default());
        let viewport = self.viewport(&document, surface);
        if let Some(surface) = self.snapshot.surfaces.get_mut(surface) {
            surface.content = viewport.content;
        }
        let Ok(range) = document.create_range() else { return };
        let index = self.snapshot.frames.len();
        self.snapshot.frames.push(Frame {
            url: document.url(),
            selector: selector::of(outer, level, frame),
        });
        let ground = match level.ground {
            Ground::Colour(colour) => colour,
            Ground::Unknown => css::Colour::WHITE,
        };
        let mut inside = Level::root(viewport.page, viewport.fixed, ground);
        let seen = level.judge(&level.own, rect, 8.0);
        inside.hidden = level.hidden.or((seen != Visibility::Shown).then_some(seen));
        inside.opacity = level.opacity;
        inside.ground = level.ground;
        let scope = Scope {
            only_footer: document.by_tag("footer").at(1).is_none(),
            document,
            frame: Some(index),
            level: inside,
            viewport: viewport.rect,
            scroll: viewport.scroll,
            top: false,
            range,
        };
        self.depth += 1;
        self.document(scope);
        self.depth -= 1;
    }

    /// Looks at one document: the page, or that of a frame.
    pub(crate) fn document(&mut self, scope: Scope) {
        let anchors = self.anchors(&scope);
        Scan::new(self, scope).run(anchors);
    }

    /// What windows are made around, in document order.
    fn anchors(&mut self, scope: &Scope) -> Vec<Anchor> {
        let document = &scope.document;
        let Some(root) = document.root() else { return Vec::new() };
        let found = candidates::find(document, &root);
        self.count_unread(UnreadKind::Candidate, found.left_out);
        // Each anchor with the node of the document itself that says where it stands.
        let mut anchors: Vec<(Node, Anchor)> =
            found.nodes.into_iter().map(|node| (node.clone(), Anchor::Node(node))).collect();
        for link in candidates::links(document) {
            anchors.push((link.clone().into(), Anchor::Node(link.into())));
        }
        for (host, root) in self.shadow_roots(document) {
            for node in self.candidates_in(document, &root) {
                anchors.push((host.clone().into(), Anchor::Node(node)));
            }
        }
        for frame in self.frames_of(document) {
            anchors.push((frame.clone().into(), Anchor::Frame(frame)));
        }
        // A stable sort of a few sorted runs; `compareDocumentPosition` answers FOLLOWING (4) or PRECEDING (2).
        anchors.sort_by(|(a, _), (b, _)| match a.compare_document_position(b) {
            position if position & 4 != 0 => std::cmp::Ordering::Less,
            position if position & 2 != 0 => std::cmp::Ordering::Greater,
            _ => std::cmp::Ordering::Equal,
        });
        anchors.into_iter().map(|(_, anchor)| anchor).collect()
    }
}

/// The document in a frame, when this origin may look into it.
fn content_document(frame: &Element, name: &str) -> Option<Document> {
    match name {
        "iframe" => frame.unchecked_ref::<HTMLIFrameElement>().document().ok().flatten(),
        "frame" => frame.unchecked_ref::<HTMLFrameElement>().document().ok().flatten(),
        _ => None,
    }
}
