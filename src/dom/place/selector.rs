//! Makes the CSS selector that leads back to an element: short, and unique in its document.

use std::cell::RefCell;
use std::iter::successors;

use crate::dom::browser::bindings::{DOCUMENT_NODE, Document, Element};
use crate::dom::browser::flat_tree::element as as_element;
use crate::dom::browser::looks::Purse;
use crate::dom::browser::reader::Reader;

/// Maximum number of ancestors that a selector may name; deeper elements have none.
const DEEPEST: usize = 64;
/// Maximum number of siblings that are counted; an element after more of them has no selector.
const MOST_SIBLINGS: usize = 300;
/// Elements with the same id that are found for one look.
const SAME_ID: u32 = 50;
/// Looks for one step, and for one sibling.
const STEP: u32 = 5;
const SIBLING: u32 = 2;

/// Makes the selectors of one document.
pub(crate) struct Selectors {
    /// The document; `None` for a frame, into which no selector leads.
    document: Option<Document>,
    /// Whether the document has at most one `<footer>`.
    only_footer: bool,
    /// The selector of the parent of the last element asked about: what is asked about next is often its sibling.
    last_parent: RefCell<Option<(Element, String)>>,
    /// The last element whose siblings were counted.
    last_counted: RefCell<Option<Counted>>,
}

/// How many siblings stand before an element.
struct Counted {
    element: Element,
    /// Those with its name.
    same: u32,
    all: usize,
}

impl Selectors {
    /// The selectors of the page.
    pub(crate) fn new(document: &Document) -> Selectors {
        Selectors {
            only_footer: document.by_tag("footer").at(1).is_none(),
            document: Some(document.clone()),
            ..Selectors::none()
        }
    }

    /// No selectors: those of a frame.
    pub(crate) fn none() -> Selectors {
        Selectors {
            document: None,
            only_footer: false,
            last_parent: RefCell::new(None),
            last_counted: RefCell::new(None),
        }
    }

    /// `None` in a shadow tree, in a frame, or where names do not allow one.
    pub(crate) fn of(&self, reader: &Reader, element: &Element) -> Option<String> {
        let document = self.document.as_ref()?;
        let looks = &reader.looks.reading;
        let mut parts: Vec<String> = Vec::new();
        let mut current = element.clone();
        loop {
            looks.spend(STEP);
            if let Some(whole) = self.whole(document, looks, &current) {
                parts.push(whole);
                break;
            }
            if parts.len() >= DEEPEST {
                return None;
            }
            parts.push(self.step(looks, &current)?);
            // The parent of a shadow tree's top elements is not an element: no selector leads there.
            let parent = as_element(&current.parent()?)?.clone();
            if let Some((known, selector)) = &*self.last_parent.borrow()
                && *known == parent
            {
                parts.push(selector.clone());
                break;
            }
            current = parent;
        }
        parts.reverse();
        if let Some((_, above)) = parts.split_last()
            && !above.is_empty()
            && let Some(parent) = element.parent()
        {
            *self.last_parent.borrow_mut() = as_element(&parent)
                .cloned()
                .map(|parent| (parent, above.join(" > ")));
        }
        Some(parts.join(" > "))
    }

    /// A selector that needs nothing before it.
    fn whole(&self, document: &Document, looks: &Purse, element: &Element) -> Option<String> {
        if let Some(id) = element.attribute("id").filter(|id| is_plain(id)) {
            let selector = format!("#{id}");
            let found = document
                .query_all(&selector)
                .map_or(0, |found| found.length());
            looks.spend(found / SAME_ID);
            if found == 1 {
                return Some(selector);
            }
        }
        let name = element.local_name();
        let is_only =
            matches!(name.as_str(), "html" | "body") || name == "footer" && self.only_footer;
        if is_only {
            return Some(name);
        }
        element
            .parent()
            .is_some_and(|parent| parent.node_type() == DOCUMENT_NODE)
            .then(|| ":root".to_owned())
    }

    /// `a`, or `a:nth-of-type(2)` when there are several.
    fn step(&self, looks: &Purse, element: &Element) -> Option<String> {
        let name = element.local_name();
        if !is_plain(&name) {
            return None;
        }
        let before = self.count_before(looks, element, &name)?;
        let is_followed = || {
            successors(element.next_element(), Element::next_element)
                .take(MOST_SIBLINGS)
                .inspect(|_| looks.spend(SIBLING))
                .any(|next| next.local_name() == name)
        };
        if before == 0 && !is_followed() {
            return Some(name);
        }
        Some(format!("{name}:nth-of-type({})", before + 1))
    }

    /// How many siblings of the same name stand before an element; `None` when too many stand there to be counted. What was
    /// counted for the last element asked about is not counted again.
    fn count_before(&self, looks: &Purse, element: &Element, name: &str) -> Option<u32> {
        let mut last = self.last_counted.borrow_mut();
        let (mut same, mut all) = (0, 0);
        let mut sibling = element.previous_element();
        while let Some(current) = sibling {
            looks.spend(SIBLING);
            let is_same = current.local_name() == name;
            if let Some(last) = &*last
                && is_same
                && last.element == current
            {
                same += last.same + 1;
                all += last.all + 1;
                break;
            }
            if all > MOST_SIBLINGS {
                break;
            }
            same += u32::from(is_same);
            all += 1;
            sibling = current.previous_element();
        }
        *last = Some(Counted {
            element: element.clone(),
            same,
            all,
        });
        (all <= MOST_SIBLINGS).then_some(same)
    }
}

/// Whether a name needs no escaping in a selector.
fn is_plain(name: &str) -> bool {
    let mut letters = name.chars();
    name.len() <= 60
        && letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
}
