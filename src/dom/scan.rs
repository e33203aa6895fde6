//! One document: windows around what may be a mark, walked in flat document order, and the foot.

use std::collections::VecDeque;

use wasm_bindgen::{JsCast, JsValue};

use super::capture::Capture;
use super::css::Colour;
use super::facts::Facts;
use super::geometry::ClientRect;
use super::level::{Level, Plane};
use super::runs::Excerpt;
use super::selector::LastParent;
use super::tree::{self, Children, Parent};
use super::web::{self, Document, Element, Node, Range};
use beian_lens_core::snapshot::{Gap, UnreadKind};

/// Nodes before and after a candidate that its window takes in: a badge, a link and the other number stand that near.
const BEFORE: usize = 40;
const AFTER: usize = 60;
/// The nodes at the end of a document that are always looked at: the foot.
const FOOT: usize = 150;
/// Ancestors that are looked at. Beyond it the outermost ones count as plain.
const DEEPEST: usize = 1_000;
/// Nodes of one document that are looked at in all: keeps the time bounded when every text may be a mark.
const MOST_NODES: usize = 6_000;

/// The document that is being looked at.
pub(crate) struct Scope {
    pub(crate) document: Document,
    /// Index into the snapshot's frames.
    pub(crate) frame: Option<usize>,
    /// The level above the root element.
    pub(crate) level: Level,
    /// The viewport of this document.
    pub(crate) viewport: ClientRect,
    /// How far it can be scrolled from here: left, up, right, down.
    pub(crate) scroll: ClientRect,
    /// The document has at most one `<footer>`.
    pub(crate) only_footer: bool,
    /// The top document: hit tests can be made and selectors lead somewhere.
    pub(crate) top: bool,
    pub(crate) range: Range,
    pub(crate) last_parent: LastParent,
    /// What the browser paints under the document.
    pub(crate) canvas: Colour,
}

/// What a window is made around.
pub(crate) enum Anchor {
    /// A text, or an element such as a link.
    Node(Node),
    /// A frame of this origin.
    Frame(Element),
}

/// An element that the walk is in.
struct Step {
    element: Element,
    name: String,
    level: Level,
    children: Children,
}

/// Walks windows and hands each node to the capture.
pub(crate) struct Scan<'a> {
    pub(crate) capture: &'a mut Capture,
    pub(crate) scope: Scope,
    anchors: js_sys::Set,
    /// The anchors that were not reached yet, in order; some at the front may have been.
    pending: VecDeque<Node>,
    seen: js_sys::Set,
    steps: Vec<Step>,
    nodes: usize,
    /// What stands between the last run and the next.
    pub(crate) gap: Gap,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(capture: &'a mut Capture, scope: Scope) -> Scan<'a> {
        let anchors = js_sys::Set::new(&JsValue::UNDEFINED);
        let seen = js_sys::Set::new(&JsValue::UNDEFINED);
        Scan {
            capture,
            scope,
            anchors,
            pending: VecDeque::new(),
            seen,
            steps: Vec::new(),
            nodes: 0,
            gap: Gap::Break,
        }
    }

    /// Looks at the windows around the anchors, in order, and at the foot.
    pub(crate) fn run(&mut self, anchors: Vec<Anchor>) {
        for anchor in &anchors {
            if let Anchor::Node(node) = anchor {
                self.anchors.add(node);
                self.pending.push_back(node.clone());
            }
        }
        for anchor in anchors {
            match anchor {
                Anchor::Node(node) if self.nodes < MOST_NODES => self.window(node, BEFORE),
                Anchor::Node(node) => {
                    let left_out = usize::from(!self.seen.has(&node));
                    self.capture.count_unread(UnreadKind::Candidate, left_out);
                }
                Anchor::Frame(frame) => self.frame(&frame),
            }
        }
        if let Some(root) = self.scope.document.root() {
            let last = self
                .capture
                .tree
                .last_inside(root.unchecked_into(), &|element, _| is_drawn(element));
            self.window(last, FOOT);
        }
    }

    /// Walks from `before` nodes ahead of `anchor` until nothing more is near.
    fn window(&mut self, anchor: Node, before: usize) {
        if self.seen.has(&anchor) {
            return;
        }
        let start = self.go_back(anchor.clone(), before);
        self.walk_from(start, before);
        if !self.seen.has(&anchor) {
            // The walk does not lead to it: it is in no slot, or among siblings that are not drawn.
            self.gap = Gap::Break;
            self.walk_from(anchor, 0);
        }
    }

    fn walk_from(&mut self, start: Node, before: usize) {
        self.enter_at(&start);
        let mut left = before + AFTER;
        let mut next = Some(start);
        while let Some(node) = next {
            if self.seen.has(&node) {
                break;
            }
            if self.nodes < MOST_NODES && self.anchors.has(&node) {
                left = AFTER;
            }
            if !self.visit(node) {
                left = left.saturating_sub(1);
            }
            if left == 0 {
                break;
            }
            next = self.advance();
        }
        self.leave_all();
    }

    /// The node up to `count` nodes before, but after what was already looked at. Sets the gap accordingly.
    fn go_back(&mut self, anchor: Node, count: usize) -> Node {
        let mut start = anchor;
        let root = self.scope.document.root();
        for _ in 0..count {
            // Before the root element stand the doctype and comments, from which no walk leads on.
            if root
                .as_ref()
                .is_some_and(|root| root.unchecked_ref::<Node>() == &start)
            {
                break;
            }
            let before = self
                .capture
                .tree
                .before(&start, &|element, _| is_drawn(element));
            let Some(before) = before else { break };
            if self.seen.has(&before) {
                // Whatever was looked at last stands right before: no break, but an element's edge at least.
                self.widen(Gap::Line);
                return start;
            }
            start = before;
        }
        self.gap = Gap::Break;
        start
    }

    /// Enters the ancestors of the node at which a window starts.
    fn enter_at(&mut self, start: &Node) {
        let mut ancestors: Vec<(Parent, Children)> = Vec::new();
        let mut node = start.clone();
        while let Some(parent) = self.capture.tree.parent(&node) {
            if ancestors.len() >= DEEPEST {
                self.capture.too_deep = true;
                break;
            }
            let children = self.capture.tree.after(&node);
            node = parent.element().clone().unchecked_into();
            ancestors.push((parent, children));
        }
        for (parent, children) in ancestors.into_iter().rev() {
            let unslotted = matches!(parent, Parent::Unslotted(_));
            let element = parent.element().clone();
            self.seen.add(&element);
            let name = element.local_name();
            let mut level = self.open(&element, &name);
            if unslotted {
                level.hidden = Some(beian_lens_core::snapshot::Visibility::NotRendered);
            }
            self.steps.push(Step {
                element,
                name,
                level,
                children,
            });
        }
    }

    /// The next node: the next child of the innermost element that has one left.
    fn advance(&mut self) -> Option<Node> {
        loop {
            let step = self.steps.last_mut()?;
            if let Some(node) = step.children.next() {
                return Some(node);
            }
            self.leave();
        }
    }

    /// Looks at one node. Returns whether it does not count: it is not drawn or blank.
    fn visit(&mut self, node: Node) -> bool {
        self.seen.add(&node);
        match node.node_type() {
            web::ELEMENT => {
                let element: Element = node.unchecked_into();
                let name = element.local_name();
                if tree::is_undrawn(&name) {
                    self.frame_in_window(&element, &name);
                    return true;
                }
                self.nodes += 1;
                if name == "br" {
                    self.widen(Gap::Line);
                    return true;
                }
                let level = self.open(&element, &name);
                if level.hidden.is_some() && level.block && !self.holds_anchor(&element) {
                    return true; // not drawn and nothing in it: menus, dialogs, templates
                }
                let children = self.capture.tree.children(&element, &name);
                self.steps.push(Step {
                    element,
                    name,
                    level,
                    children,
                });
                self.generated("::before");
                false
            }
            web::TEXT | web::CDATA => {
                self.nodes += 1;
                self.text(&node)
            }
            _ => true,
        }
    }

    fn frame_in_window(&mut self, _element: &Element, name: &str) {
        if matches!(name, "iframe" | "frame") {
            self.widen(Gap::Space);
        }
    }

    /// Whether the next anchor is inside: then a hidden subtree is looked into all the same.
    fn holds_anchor(&mut self, element: &Element) -> bool {
        while let Some(next) = self.pending.front() {
            if !self.seen.has(next) {
                return element.contains(next);
            }
            self.pending.pop_front();
        }
        false
    }

    /// Enters an element: its level, and the link or picture that it is.
    fn open(&mut self, element: &Element, name: &str) -> Level {
        let outer = self.level().clone();
        let (level, style) = self.capture.level_of(&self.scope, &outer, element, name);
        if level.block {
            self.widen(Gap::Line);
        } else if level.boxed {
            self.widen(Gap::Space);
        }
        self.element(element, name, level, &style)
    }

    fn element(&mut self, element: &Element, name: &str, mut level: Level, style: &Facts) -> Level {
        let order = self.capture.snapshot.runs.len();
        if let Some(link) = self.capture.link(&self.scope, element, name, &level, order) {
            level.link = Some(link);
        }
        if self
            .capture
            .image(&self.scope, element, name, &level, style, order)
        {
            self.widen(Gap::Space);
        }
        level
    }

    fn leave(&mut self) {
        self.generated("::after");
        if let Some(step) = self.steps.pop() {
            if step.level.block {
                self.widen(Gap::Line);
            } else if step.level.boxed {
                self.widen(Gap::Space);
            }
        }
    }

    /// Drops the steps of a window that ended in the middle.
    fn leave_all(&mut self) {
        self.steps.clear();
    }

    fn level(&self) -> &Level {
        self.steps
            .last()
            .map_or(&self.scope.level, |step| &step.level)
    }

    /// Makes the gap before the next run at least this wide.
    pub(crate) fn widen(&mut self, gap: Gap) {
        if (gap as u8) > (self.gap as u8) {
            self.gap = gap;
        }
    }

    /// A text node. Returns whether it is blank.
    fn text(&mut self, node: &Node) -> bool {
        let Some(step) = self.steps.last() else {
            return true;
        };
        let (level, element) = (step.level.clone(), step.element.clone());
        let mut blank = true;
        for excerpt in self.capture.excerpts(node) {
            let text = &excerpt.text;
            if excerpt.torn {
                self.gap = Gap::Break;
            }
            if text.blank_before {
                self.widen(Gap::Space);
            }
            if text.folded.is_empty() {
                continue;
            }
            blank = false;
            self.capture.run(
                &self.scope,
                &level,
                &element,
                Some(node),
                &excerpt,
                self.gap,
            );
            self.gap = if text.blank_after {
                Gap::Space
            } else {
                Gap::None
            };
        }
        blank
    }

    /// What `::before` or `::after` of the innermost element draws.
    fn generated(&mut self, pseudo: &str) {
        let Some(step) = self.steps.last() else {
            return;
        };
        if step.level.hidden.is_some() || !tree::may_generate(&step.name) {
            return;
        }
        let (level, element) = (step.level.clone(), step.element.clone());
        let Some(style) = self.capture.pseudo_style(&element, pseudo) else {
            return;
        };
        let inner = level.inside(&style, &mut || ClientRect::from(&element.bounding_rect()));
        if let Some(text) = super::css::content_text(style.text("content")) {
            let text = Excerpt::whole(self.capture.fold(&text));
            if !text.text.folded.is_empty() {
                if inner.block {
                    self.widen(Gap::Line);
                }
                self.capture
                    .run(&self.scope, &inner, &element, None, &text, self.gap);
                self.gap = if inner.block { Gap::Line } else { Gap::None };
            }
        }
        let order = self.capture.snapshot.runs.len();
        if self
            .capture
            .generated_image(&self.scope, &element, &inner, &style, order)
        {
            self.widen(Gap::Space);
        }
    }

    /// A frame of this origin: its document is looked at in its turn.
    fn frame(&mut self, frame: &Element) {
        self.enter_at(frame);
        let outer = self.level().clone();
        let name = frame.local_name();
        let (level, _) = self.capture.level_of(&self.scope, &outer, frame, &name);
        self.leave_all();
        self.capture.frame(&self.scope, frame, &name, &level);
        self.gap = Gap::Break;
    }
}

/// Not `display: none`: the walk backwards does not enter what is not drawn.
fn is_drawn(element: &Element) -> bool {
    element.is_rendered()
}

/// The plane that an element's box is drawn in, and its box.
pub(crate) fn place(plane: &Plane, rect: ClientRect) -> beian_lens_core::snapshot::Rect {
    let origin = if plane.pinned {
        (0.0, 0.0)
    } else {
        plane.origin
    };
    rect.to_box(origin)
}
