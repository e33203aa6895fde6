//! Walks windows around what may be a mark, in flat document order, and the end of the document.

use std::collections::VecDeque;

use js_sys::Set;
use wasm_bindgen::{JsCast, JsValue};

use beian_lens_core::snapshot::{Gap, UnreadKind, Visibility};

use crate::dom::browser::bindings::{self, Element, Node};
use crate::dom::browser::flat_tree::{self, Children, Parent};
use crate::dom::browser::properties::Generated;
use crate::dom::browser::rect::ClientRect;
use crate::dom::captured::Captured;
use crate::dom::content::links::read_link;
use crate::dom::pictures::images::{read_generated_image, read_image};
use crate::dom::place::enter::enter;
use crate::dom::scope::Scope;
use crate::dom::sight::level::Level;
use crate::dom::style::content::content_text;
use crate::dom::text::excerpts::{Excerpt, excerpts};
use crate::dom::text::runs::add_run;
use crate::dom::walk::anchors::Anchor;

/// How many nodes before and after a candidate its window takes in: a badge, a link and the other number stand that near.
const BEFORE: usize = 40;
const AFTER: usize = 60;
/// How many nodes at the end of a document are always looked at: the footer.
const FOOT: usize = 150;
/// Maximum number of ancestors that are looked at. Beyond it the outermost ones count as plain.
const DEEPEST: usize = 1_000;
/// How many looks are kept for each window that is still to be walked, and for the end of the document.
const WINDOW: u32 = 2_000;
const END: u32 = 10_000;
/// How many of the last anchors in a document may take the looks for covers that are kept for them.
const NEAR_END: usize = 2;
/// Looks for covers that are kept for them.
const KEPT_COVERS: u32 = 30_000;
/// Looks for one node and for finding one ancestor, besides those that are counted where they are taken.
const NODE: u32 = 10;
const ANCESTOR: u32 = 3;
/// About how many looks it takes to enter an ancestor.
const ENTER: u32 = 30;

/// An element that the walk is in.
struct Step {
    element: Element,
    name: String,
    level: Level,
    children: Children,
}

/// Walks windows and hands each node to whoever reads it.
pub(crate) struct Windows<'a> {
    pub(crate) captured: &'a mut Captured,
    pub(crate) scope: &'a Scope<'a>,
    anchors: Set,
    /// The anchors that were not reached yet, in order; some at the front may have been.
    pending: VecDeque<Node>,
    seen: Set,
    steps: Vec<Step>,
    /// The anchor from which on the looks for covers are no longer kept: it is one of the last.
    near_end: Option<Node>,
    /// What stands between the last run and the next.
    gap: Gap,
}

impl<'a> Windows<'a> {
    pub(crate) fn new(captured: &'a mut Captured, scope: &'a Scope<'a>) -> Windows<'a> {
        Windows {
            captured,
            scope,
            anchors: Set::new(&JsValue::UNDEFINED),
            pending: VecDeque::new(),
            seen: Set::new(&JsValue::UNDEFINED),
            steps: Vec::new(),
            near_end: None,
            gap: Gap::Break,
        }
    }

    /// Says around what windows will be made next, in document order.
    pub(crate) fn expect(&mut self, anchors: &[Anchor]) {
        self.gap = Gap::Break;
        self.pending.clear();
        for anchor in anchors {
            if let Anchor::Node(node) = anchor {
                self.anchors.add(node);
                self.pending.push_back(node.clone());
            }
        }
    }

    /// Keeps looks for `waiting` windows and the end of the document. Returns how many were kept before.
    pub(crate) fn keep(&self, waiting: usize) -> u32 {
        let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        let looks = waiting.saturating_mul(WINDOW).saturating_add(END);
        self.scope.reader.looks.reading.keep(looks)
    }

    /// Looks at the window around an anchor, or counts it when there are no looks left.
    pub(crate) fn look_around(&mut self, anchor: Node) {
        self.window(anchor, BEFORE);
    }

    /// Keeps looks for covers for the last of the anchors that are expected: those of the footer.
    pub(crate) fn keep_covers(&mut self) {
        let first = self.pending.len().checked_sub(NEAR_END);
        self.near_end = first.and_then(|first| self.pending.get(first).cloned());
        if self.near_end.is_some() {
            self.scope.reader.looks.covers.keep_only(KEPT_COVERS);
        }
    }

    /// Looks at the end of the document.
    pub(crate) fn look_at_end(&mut self) {
        if self.scope.depth == 0 {
            self.scope.reader.looks.covers.keep_only(0);
        }
        let Some(root) = self.scope.document.root() else {
            return;
        };
        let tree = &self.scope.reader.tree;
        let last = tree.last_inside(root.unchecked_into(), &is_drawn);
        self.window(last, FOOT);
    }

    /// The level inside a frame.
    pub(crate) fn enter_frame(&mut self, frame: &Element) -> Option<Level> {
        if !self.enter_at(frame) {
            self.captured.count_unread(UnreadKind::Candidate, 1);
            return None;
        }
        let outer = self.level().clone();
        let name = frame.local_name();
        let (level, _) = enter(self.captured, self.scope, &outer, frame, &name);
        self.steps.clear();
        self.gap = Gap::Break;
        Some(level)
    }

    /// Walks from `before` nodes ahead of `anchor` until nothing more is near.
    fn window(&mut self, anchor: Node, before: usize) {
        if self.seen.has(&anchor) {
            return;
        }
        let looks = &self.scope.reader.looks.reading;
        let mut is_whole = looks.is_open();
        if is_whole {
            let start = self.go_back(anchor.clone(), before);
            is_whole = self.walk_from(&start, before);
        }
        if is_whole && !self.seen.has(&anchor) {
            // The walk does not lead to it: it is in no slot, or among siblings that are not drawn.
            self.gap = Gap::Break;
            is_whole = self.walk_from(&anchor, 0);
        }
        if !is_whole {
            self.captured.count_unread(UnreadKind::Candidate, 1);
        }
    }

    /// Walks until nothing more is near. Returns whether there were looks enough for it.
    fn walk_from(&mut self, start: &Node, before: usize) -> bool {
        if !self.enter_at(start) {
            return false;
        }
        let looks = &self.scope.reader.looks.reading;
        let mut is_whole = true;
        let mut left = before + AFTER;
        let mut next = Some(start.clone());
        while let Some(node) = next {
            if self.seen.has(&node) {
                break;
            }
            is_whole = looks.is_open();
            if !is_whole {
                break;
            }
            if self.anchors.has(&node) {
                left = AFTER;
                if self.near_end.as_ref() == Some(&node) {
                    self.scope.reader.looks.covers.keep_only(0);
                }
            }
            if !self.visit(node) {
                left = left.saturating_sub(1);
            }
            if left == 0 {
                break;
            }
            next = self.advance();
        }
        self.steps.clear();
        is_whole
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
            let before = self.scope.reader.tree.before(&start, &is_drawn);
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

    /// Enters the ancestors of the node at which a window starts. Returns whether there were looks enough for it.
    fn enter_at(&mut self, start: &Node) -> bool {
        let looks = &self.scope.reader.looks.reading;
        let tree = &self.scope.reader.tree;
        let mut ancestors: Vec<(Parent, Children)> = Vec::new();
        let mut node = start.clone();
        while let Some(parent) = tree.parent(&node) {
            if ancestors.len() >= DEEPEST {
                self.captured.is_too_deep = true;
                break;
            }
            looks.spend(ANCESTOR);
            let children = tree.after(&node);
            node = parent.element().clone().unchecked_into();
            ancestors.push((parent, children));
        }
        let count = u32::try_from(ancestors.len()).unwrap_or(u32::MAX);
        if !looks.has(count.saturating_mul(ENTER)) {
            return false;
        }
        for (parent, children) in ancestors.into_iter().rev() {
            let is_unslotted = matches!(parent, Parent::Unslotted(_));
            let element = parent.element().clone();
            self.seen.add(&element);
            let name = element.local_name();
            let mut level = self.open(&element, &name);
            if is_unslotted {
                level.hidden = Some(Visibility::NotRendered);
            }
            self.steps.push(Step {
                element,
                name,
                level,
                children,
            });
        }
        true
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
        self.scope.reader.looks.reading.spend(NODE);
        self.seen.add(&node);
        match node.node_type() {
            bindings::ELEMENT => {
                let element: Element = node.unchecked_into();
                let name = element.local_name();
                if flat_tree::is_undrawn(&name) {
                    if matches!(name.as_str(), "iframe" | "frame") {
                        self.widen(Gap::Space);
                    }
                    return true;
                }
                if name == "br" {
                    self.widen(Gap::Line);
                    return true;
                }
                let level = self.open(&element, &name);
                if level.hidden.is_some() && level.block && !self.holds_anchor(&element) {
                    return true; // not drawn and nothing in it: menus, dialogs, templates
                }
                let children = self.scope.reader.tree.children(&element, &name);
                self.steps.push(Step {
                    element,
                    name,
                    level,
                    children,
                });
                self.generated("::before");
                false
            }
            bindings::TEXT | bindings::CDATA => self.text(&node),
            _ => true,
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
        let scope = self.scope;
        let outer = self.level().clone();
        let (mut level, style) = enter(self.captured, scope, &outer, element, name);
        self.widen_at_edge(&level);
        if let Some(link) = read_link(self.captured, scope, element, name, &level) {
            level.link = Some(link);
        }
        if read_image(self.captured, scope, element, name, &level, &style) {
            self.widen(Gap::Space);
        }
        level
    }

    fn leave(&mut self) {
        self.generated("::after");
        if let Some(step) = self.steps.pop() {
            self.widen_at_edge(&step.level);
        }
    }

    fn level(&self) -> &Level {
        self.steps
            .last()
            .map_or(&self.scope.level, |step| &step.level)
    }

    /// Makes the gap before the next run at least this wide.
    fn widen(&mut self, gap: Gap) {
        if (gap as u8) > (self.gap as u8) {
            self.gap = gap;
        }
    }

    /// Makes the gap as wide as the edge of an element.
    fn widen_at_edge(&mut self, level: &Level) {
        if level.block {
            self.widen(Gap::Line);
        } else if level.boxed {
            self.widen(Gap::Space);
        }
    }

    /// Reads a text node. Returns whether it is blank.
    fn text(&mut self, node: &Node) -> bool {
        let Some(step) = self.steps.last() else {
            return true;
        };
        let scope = self.scope;
        let (level, element) = (step.level.clone(), step.element.clone());
        let mut blank = true;
        let (excerpts, left_out) = excerpts(scope.reader, node);
        self.captured.count_unread(UnreadKind::Candidate, left_out);
        for excerpt in excerpts {
            let folded = &excerpt.folded;
            if excerpt.is_torn {
                self.gap = Gap::Break;
            }
            if folded.blank_before {
                self.widen(Gap::Space);
            }
            if folded.text.is_empty() {
                continue;
            }
            blank = false;
            let is_added = add_run(
                self.captured,
                scope,
                &level,
                &element,
                Some(node),
                &excerpt,
                self.gap,
            );
            self.gap = match folded.blank_after {
                _ if !is_added => Gap::Break,
                true => Gap::Space,
                false => Gap::None,
            };
        }
        blank
    }

    /// Reads what `::before` or `::after` of the innermost element draws.
    fn generated(&mut self, pseudo: &str) {
        let Some(step) = self.steps.last() else {
            return;
        };
        if step.level.hidden.is_some() || !flat_tree::may_generate(&step.name) {
            return;
        }
        let scope = self.scope;
        let (level, element) = (step.level.clone(), step.element.clone());
        let Some(pseudo) = scope.reader.pseudo(&element, pseudo) else {
            return;
        };
        let inner = level.inside(&pseudo.style, &mut || {
            ClientRect::from(&element.bounding_rect())
        });
        if let Some(text) = content_text(pseudo.generated.text(Generated::Content)) {
            let text = Excerpt::whole(&text);
            if !text.folded.text.is_empty() {
                if inner.block {
                    self.widen(Gap::Line);
                }
                let is_added = add_run(
                    self.captured,
                    scope,
                    &inner,
                    &element,
                    None,
                    &text,
                    self.gap,
                );
                self.gap = match inner.block {
                    _ if !is_added => Gap::Break,
                    true => Gap::Line,
                    false => Gap::None,
                };
            }
        }
        if read_generated_image(self.captured, scope, &element, &inner, &pseudo) {
            self.widen(Gap::Space);
        }
    }
}

/// Whether an element is not `display: none`: the walk backwards does not enter what is not drawn.
fn is_drawn(element: &Element) -> bool {
    element.is_rendered()
}
