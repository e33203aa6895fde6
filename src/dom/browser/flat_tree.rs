//! Walks the flat tree: what is drawn, shadow trees in place of their hosts' children, slotted nodes in their slots.
//!
//! Nothing here recurses: a page may nest 30,000 deep.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};

use crate::dom::browser::bindings::{
    self, DocumentFragment, Element, HTMLSlotElement, Node, ShadowRoot,
};
use crate::dom::browser::left_out::is_left_out;
use crate::dom::browser::looks::Looks;

/// Elements whose text is not drawn.
const UNDRAWN: [&str; 8] = [
    "script", "style", "noscript", "template", "title", "head", "iframe", "frame",
];

/// HTML elements that can be shadow hosts, besides those with a hyphen in their name (DOM Standard, attachShadow).
pub(crate) const HOSTS: [&str; 18] = [
    "div",
    "span",
    "section",
    "footer",
    "p",
    "article",
    "aside",
    "blockquote",
    "body",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "main",
    "nav",
];

/// Whether an element's content is text that is never drawn as such.
pub(crate) fn is_undrawn(name: &str) -> bool {
    UNDRAWN.contains(&name)
}

/// Elements that draw no `::before` and `::after`.
pub(crate) fn may_generate(name: &str) -> bool {
    !matches!(
        name,
        "img"
            | "input"
            | "svg"
            | "canvas"
            | "video"
            | "object"
            | "embed"
            | "br"
            | "select"
            | "slot"
    )
}

/// The node as an element.
pub(crate) fn element(node: &Node) -> Option<&Element> {
    (node.node_type() == bindings::ELEMENT).then(|| node.unchecked_ref())
}

/// The node as a shadow root.
pub(crate) fn shadow_root(node: &Node) -> Option<&ShadowRoot> {
    (node.node_type() == bindings::FRAGMENT).then(|| node.unchecked_ref())
}

/// The shadow root of one element, open or closed as far as the browser lets us.
pub(crate) fn shadow_root_of(host: &web_sys::Element) -> Option<web_sys::ShadowRoot> {
    let host: &Element = host.unchecked_ref();
    let root = FlatTree::new(host, Rc::new(Looks::new())).shadow_of(host, &host.local_name())?;
    Some(root.unchecked_into())
}

/// Where the flat parent was found.
pub(crate) enum Parent {
    /// A drawn place.
    Drawn(Element),
    /// A shadow host that has no slot for the node: it is not drawn.
    Unslotted(Element),
}

impl Parent {
    pub(crate) fn element(&self) -> &Element {
        match self {
            Parent::Drawn(element) | Parent::Unslotted(element) => element,
        }
    }
}

/// Walks the flat tree.
pub(crate) struct FlatTree {
    looks: Rc<Looks>,
    /// `chrome.dom`, whose `openOrClosedShadowRoot` Chromium gives to content scripts.
    chrome_dom: Option<js_sys::Object>,
    opener: Option<js_sys::Function>,
    /// Firefox gives the same as a property of elements.
    property: bool,
    /// The last element asked for its shadow root: siblings ask for the same one.
    last: RefCell<Option<(Element, Option<ShadowRoot>)>>,
}

impl FlatTree {
    pub(crate) fn new(root: &Element, looks: Rc<Looks>) -> FlatTree {
        let get = |object: &JsValue, key: &str| js_sys::Reflect::get(object, &key.into()).ok();
        let chrome_dom = get(&js_sys::global(), "chrome").and_then(|chrome| get(&chrome, "dom"));
        let opener = chrome_dom
            .as_ref()
            .and_then(|dom| get(dom, "openOrClosedShadowRoot"))
            .and_then(|function| function.dyn_into().ok());
        let property =
            js_sys::Reflect::has(root, &"openOrClosedShadowRoot".into()).unwrap_or(false);
        let chrome_dom = chrome_dom.and_then(|dom| dom.dyn_into().ok());
        FlatTree {
            looks,
            chrome_dom,
            opener,
            property,
            last: RefCell::new(None),
        }
    }

    /// The shadow root of an element, open or closed as far as the browser lets us.
    pub(crate) fn shadow_of(&self, element: &Element, name: &str) -> Option<ShadowRoot> {
        if !(HOSTS.contains(&name) || name.contains('-')) || is_left_out(element) {
            return None;
        }
        if let Some((last, root)) = &*self.last.borrow()
            && last == element
        {
            return root.clone();
        }
        let root = self.open(element);
        *self.last.borrow_mut() = Some((element.clone(), root.clone()));
        root
    }

    /// Whether the browser opens closed shadow roots for us.
    pub(crate) fn opens_closed(&self) -> bool {
        self.opener.is_some() || self.property
    }

    fn open(&self, element: &Element) -> Option<ShadowRoot> {
        let root = if let Some(opener) = &self.opener {
            let this = self
                .chrome_dom
                .as_ref()
                .map_or(JsValue::UNDEFINED, Into::into);
            opener.call1(&this, element).ok()?
        } else if self.property {
            js_sys::Reflect::get(element, &"openOrClosedShadowRoot".into()).ok()?
        } else {
            return element.open_shadow_root().map(JsCast::unchecked_into);
        };
        (root.is_object()).then(|| root.unchecked_into())
    }

    /// The nodes drawn in a slot: its assigned nodes. `None`: it is no slot, or draws its own children.
    pub(crate) fn assigned(&self, element: &Element, name: &str) -> Option<js_sys::Array> {
        if name != "slot" {
            return None;
        }
        // A slot outside a shadow tree has none assigned, and a page may name an element of another namespace so.
        let slot: &HTMLSlotElement = element.unchecked_ref();
        let nodes = slot.assigned_nodes().ok()?;
        (nodes.length() > 0).then_some(nodes)
    }

    /// The first flat child.
    pub(crate) fn children(&self, element: &Element, name: &str) -> Children {
        if let Some(root) = self.shadow_of(element, name) {
            return Children::Siblings(root.first_child());
        }
        match self.assigned(element, name) {
            Some(nodes) => Children::Assigned { nodes, next: 0 },
            None => Children::Siblings(element.first_child()),
        }
    }

    /// The flat parent; `None` at the root of the document, or when the node is in no document.
    pub(crate) fn parent(&self, node: &Node) -> Option<Parent> {
        let parent = node.parent()?;
        if let Some(root) = shadow_root(&parent) {
            return Some(Parent::Drawn(root.host()));
        }
        let parent = element(&parent)?.clone();
        let Some(root) = self.shadow_of(&parent, &parent.local_name()) else {
            return Some(Parent::Drawn(parent));
        };
        Some(match self.slot_of(&root, node) {
            Some((slot, ..)) => Parent::Drawn(slot),
            None => Parent::Unslotted(parent),
        })
    }

    /// The slot that draws a child of a shadow host, its nodes, and the child's index among them. `assignedSlot` does
    /// not tell for closed roots.
    fn slot_of(&self, root: &ShadowRoot, node: &Node) -> Option<(Element, js_sys::Array, u32)> {
        let slots = root
            .unchecked_ref::<DocumentFragment>()
            .query_all("slot")
            .ok()?;
        (0..slots.length().min(200))
            .filter_map(|index| slots.item(index))
            .find_map(|slot| {
                let nodes = self.assigned(&slot, "slot")?;
                self.looks.reading.spend(2 + nodes.length() / 50);
                let index = nodes.index_of(node, 0);
                u32::try_from(index).ok().map(|index| (slot, nodes, index))
            })
    }

    /// What is left to visit after `node` among its flat siblings.
    pub(crate) fn after(&self, node: &Node) -> Children {
        match self.place_in_slot(node) {
            Some((nodes, index)) => Children::Assigned {
                nodes,
                next: index + 1,
            },
            None => Children::Siblings(node.next_sibling()),
        }
    }

    fn place_in_slot(&self, node: &Node) -> Option<(js_sys::Array, u32)> {
        let parent = node.parent()?;
        let host = element(&parent)?;
        let root = self.shadow_of(host, &host.local_name())?;
        self.slot_of(&root, node)
            .map(|(_, nodes, index)| (nodes, index))
    }

    /// The node before `node` in flat document order: the last one inside its previous sibling, else its parent.
    /// `enter` says whether to look inside an element.
    pub(crate) fn before(&self, node: &Node, enter: &dyn Fn(&Element) -> bool) -> Option<Node> {
        self.looks.reading.spend(2);
        let sibling = match self.place_in_slot(node) {
            Some((_, 0)) => None,
            Some((nodes, index)) => Some(nodes.get(index - 1).unchecked_into()),
            None => node.previous_sibling(),
        };
        match sibling {
            Some(sibling) => Some(self.last_inside(sibling, enter)),
            None => self
                .parent(node)
                .map(|parent| parent.element().clone().unchecked_into()),
        }
    }

    /// The last node inside `node`, or itself when there is none; a node on the way when there are no looks left.
    pub(crate) fn last_inside(&self, mut node: Node, enter: &dyn Fn(&Element) -> bool) -> Node {
        for depth in 0_u32.. {
            let Some(element) = element(&node) else {
                return node;
            };
            // Whether it is drawn is a question to all its ancestors.
            self.looks.reading.spend(2 + depth / 50);
            let name = element.local_name();
            if is_undrawn(&name) || !enter(element) || !self.looks.reading.is_open() {
                return node;
            }
            let last = if let Some(root) = self.shadow_of(element, &name) {
                root.last_child()
            } else if let Some(nodes) = self.assigned(element, &name) {
                Some(nodes.get(nodes.length() - 1).unchecked_into())
            } else {
                element.last_child()
            };
            match last {
                Some(last) => node = last,
                None => return node,
            }
        }
        node
    }
}

/// The flat children of an element that are still to be visited.
pub(crate) enum Children {
    /// A node and its following siblings.
    Siblings(Option<Node>),
    /// The nodes of a slot from `next` on.
    Assigned { nodes: js_sys::Array, next: u32 },
}

impl Iterator for Children {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        match self {
            Children::Siblings(node) => {
                let current = node.take()?;
                *node = current.next_sibling();
                Some(current)
            }
            Children::Assigned { nodes, next } => {
                if *next >= nodes.length() {
                    return None;
                }
                let current = nodes.get(*next);
                *next += 1;
                Some(current.unchecked_into())
            }
        }
    }
}
