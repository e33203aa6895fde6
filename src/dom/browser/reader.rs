//! Asks about elements, and counts what was asked.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

use crate::dom::browser::bindings::{self, Document, Element, Node};
use crate::dom::browser::facts::{Facts, Keys, List, Names, Values};
use crate::dom::browser::flat_tree::{FlatTree, element};
use crate::dom::browser::looks::Looks;
use crate::dom::browser::properties::{
    Generated, Identity, Image, Link, Rare, Script, Scroll, Style,
};
use crate::dom::text::candidates::Finder;

/// Looks for a computed style.
const STYLE: u32 = 12;
/// Looks for a computed style of which one property is asked.
const SMALL: u32 = 3;
/// Bytes of what the browser writes that count as one look more.
const BYTES: usize = 500;
/// Elements of a document that make one hit test cost one look more: the browser may have to ask each of them.
const ELEMENTS: u32 = 15;
/// Looks for each element that a hit test finds.
const HIT: u32 = 10;
/// Maximum number of elements below one point.
const DEPTH: u32 = 12;
/// Maximum number of ancestors that are asked whether they are fixed.
const FIXED_DEPTH: usize = 30;

/// How the browser is asked.
pub(crate) struct Reader {
    pub(crate) tree: FlatTree,
    pub(crate) finder: Finder,
    pub(crate) looks: Rc<Looks>,
    style: Keys<Style>,
    generated: Keys<Generated>,
    scroll: Keys<Scroll>,
    rare: Keys<Rare>,
    identity: Keys<Identity>,
    link: Keys<Link>,
    image: Keys<Image>,
}

/// What `::before` or `::after` draws.
pub(crate) struct Pseudo {
    pub(crate) style: Facts<Style>,
    pub(crate) generated: Facts<Generated>,
}

impl Reader {
    pub(crate) fn new(root: &Element) -> Reader {
        let looks = Rc::new(Looks::new());
        Reader {
            tree: FlatTree::new(root, Rc::clone(&looks)),
            finder: Finder::new(),
            looks,
            style: Keys::new(),
            generated: Keys::new(),
            scroll: Keys::new(),
            rare: Keys::new(),
            identity: Keys::new(),
            link: Keys::new(),
            image: Keys::new(),
        }
    }

    fn read<L: List>(&self, keys: &Keys<L>, object: &JsValue, looks: u32) -> Facts<L> {
        self.values(keys.names(), object, looks).into()
    }

    fn computed<L: List>(&self, keys: &Keys<L>, element: &Element, looks: u32) -> Facts<L> {
        self.computed_values(keys.names(), element, looks).into()
    }

    fn computed_values(&self, names: &Names, element: &Element, looks: u32) -> Values {
        bindings::computed_style(element)
            .map(|style| self.values(names, &style, looks))
            .unwrap_or_default()
    }

    fn values(&self, names: &Names, object: &JsValue, looks: u32) -> Values {
        let values = names.read(object);
        let bytes = u32::try_from(values.bytes / BYTES).unwrap_or(u32::MAX);
        self.looks.reading.spend(looks.saturating_add(bytes));
        values
    }

    /// The computed style of an element.
    pub(crate) fn style(&self, element: &Element) -> Facts<Style> {
        self.computed(&self.style, element, STYLE)
    }

    /// What `::before` or `::after` draws; `None` when it draws nothing.
    pub(crate) fn pseudo(&self, element: &Element, pseudo: &str) -> Option<Pseudo> {
        let style = bindings::computed_style_of_pseudo(element, pseudo).ok()?;
        self.looks.reading.spend(SMALL);
        // Asked for alone first: most elements have none, and a whole style takes ten times as long.
        let content = style.get_property_value("content").ok()?;
        (!matches!(content.as_str(), "none" | "normal" | "")).then(|| Pseudo {
            style: self.read(&self.style, &style, STYLE),
            generated: self.read(&self.generated, &style, SMALL),
        })
    }

    pub(crate) fn rare(&self, element: &Element) -> Facts<Rare> {
        self.computed(&self.rare, element, SMALL)
    }

    pub(crate) fn scroll(&self, element: &Element) -> Facts<Scroll> {
        self.read(&self.scroll, element, SMALL)
    }

    pub(crate) fn identity(&self, element: &Element) -> Facts<Identity> {
        self.read(&self.identity, element, SMALL)
    }

    pub(crate) fn link(&self, element: &Element) -> Facts<Link> {
        self.read(&self.link, element, SMALL)
    }

    pub(crate) fn image(&self, element: &Element) -> Facts<Image> {
        self.read(&self.image, element, SMALL)
    }

    /// Where scripts come from. Asked of few, so that its list is made when it is needed.
    pub(crate) fn script_sources(&self, scripts: &[Element]) -> Vec<Facts<Script>> {
        let keys = Keys::new();
        scripts
            .iter()
            .map(|script| self.read(&keys, script, SMALL))
            .collect()
    }

    /// Whether the page asks for a dark ground.
    pub(crate) fn is_dark(&self, root: &Element) -> bool {
        self.rare(root).text(Rare::ColorScheme).trim() == "dark"
    }

    /// `pointer-events: none` takes an element out of hit tests, so that whatever is below it seems to be above.
    pub(crate) fn is_hit_testable(&self, element: &Element) -> bool {
        self.rare(element).text(Rare::PointerEvents) != "none"
    }

    /// The text of a node and all in it.
    pub(crate) fn text(&self, node: &Node) -> Option<JsString> {
        let text = node.text_content()?;
        self.looks.reading.spend(1 + text.length() / 2_000);
        Some(text)
    }

    /// The topmost elements at a point, the uppermost first.
    pub(crate) fn hits(&self, document: &Document, x: f64, y: f64) -> Option<Vec<Element>> {
        let elements = document.by_tag("*").length();
        self.looks.covers.spend(10 + elements / ELEMENTS);
        let hits = document.elements_from_point(x, y).ok()?;
        self.looks.covers.spend(hits.length().saturating_mul(HIT));
        Some(
            (0..hits.length().min(DEPTH))
                .map(|index| hits.get(index).unchecked_into())
                .collect(),
        )
    }

    pub(crate) fn is_fixed(&self, element: &Element) -> bool {
        self.fixed_ancestor(element).is_some()
    }

    /// The element itself, or the nearest one that it is in, that is fixed or stuck to the viewport.
    pub(crate) fn fixed_ancestor(&self, of: &Element) -> Option<Element> {
        let mut current = of.clone();
        for _ in 0..FIXED_DEPTH {
            if matches!(
                self.style(&current).text(Style::Position),
                "fixed" | "sticky"
            ) {
                return Some(current);
            }
            current = element(&current.parent()?)?.clone();
        }
        None
    }
}
