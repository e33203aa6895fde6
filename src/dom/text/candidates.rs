//! Finds where marks may be, without crossing into Rust for every node.
//!
//! The browser joins all text in one step and one regular expression runs over it, so that a mark in pieces
//! (`<b>京ICP</b><b>备</b>12345678号`) is found as easily as a whole one. What was found by its offset is then located
//! by halving: a range tells how long the text of some children is, in one step as well. The end of the document comes first,
//! because a mark is nearly always in the footer.

use js_sys::{JsString, RegExp};

use crate::dom::browser::bindings::{self, Document, Element, Node, Range};
use crate::dom::browser::flat_tree::{element, is_undrawn};
use crate::dom::browser::looks::Purse;

/// What a mark or a piece of one looks like in running text. Every alternative consumes exactly one UTF-16 unit, so
/// that the pieces between matches tell the offsets. 备 and 证 are common in words (设备, 证明): they count with
/// digits, a sign or a marker beside them.
const PATTERN: &str = concat!(
    r"I(?=CP)|i(?=cp)|I(?=cp)|Ｉ(?=ＣＰ)",
    r"|(?<=[安网網PpＰ]\s*)[备備]",
    r"|(?<![设設准準具配筹储装裝])[备備](?=[案]?[号號]?[\s:：]*(?:[0-9０-９]\s*){4}|[案]?[\s:：号號]*[*＊XxＸ]{3}|案编?[号號]|案編?[号號]|案[:：])",
    r"|安(?=[^0-9]{0,6}[0-9]{10})",
    r"|[ABＡＢ](?=[12１２][-－—‐.．])",
    r"|可(?=[证證証](?:[^。]{0,24}[0-9]{4}|编?号?[:：]))",
    r"|[证證証](?=[号號:：\s]*[0-9０-９]{6})|字(?=第[0-9])",
    r"|文(?=[〔\[（(【［][0-9]{4})|出(?=证[（(])|药(?=[械信])|标(?=识码)|標(?=識碼)",
);

/// Maximum number of matches that are located, from the end of a document.
const MATCHES: usize = 4_000;
/// How many of the last candidates are in the footer.
const FOOT: usize = 20;
/// Maximum number of text nodes that are looked at, from the end of a document.
const NODES: usize = 500;
/// Maximum number of children whose texts are measured one by one: at the end of many children, that is quicker than a
/// range, for which the browser counts them all.
const FEW: u32 = 8;
/// Looks for one child that is measured.
const CHILD: u32 = 2;
/// Children that a range selects, or passes on its way, for one look.
const SELECTED: u32 = 8;
const PASSED: u32 = 40;
/// UTF-16 units that are measured for one look.
const UNITS: u32 = 4_000;
/// Children for one match up to which a parent is searched child by child.
const DENSE: usize = 32;

/// Text nodes that may hold a mark, in document order, and how many more there were.
#[derive(Default)]
pub(crate) struct Candidates {
    pub(crate) nodes: Vec<Node>,
    pub(crate) left_out: usize,
    /// Whether the last of them speak of both numbers that a page shows in its footer.
    pub(crate) foot_is_marked: bool,
}

/// Finds candidates.
pub(crate) struct Finder {
    pattern: RegExp,
}

/// Some children of a node, and where their text stands in the whole.
struct Span {
    parent: Node,
    /// Indices of the first child and after the last.
    children: (u32, u32),
    /// Offsets of their text.
    text: (u32, u32),
    /// Indices of the first match in it and after the last.
    matches: (usize, usize),
    /// How many children to try next when the matches are close to one end.
    stride: u32,
}

impl Finder {
    pub(crate) fn new() -> Finder {
        Finder {
            pattern: RegExp::new(PATTERN, "g"),
        }
    }

    /// Offsets of the matches in a text.
    pub(crate) fn offsets(&self, text: &JsString) -> Vec<u32> {
        let pieces = text.split_by_pattern(&self.pattern);
        let mut offsets = Vec::new();
        let mut at = 0;
        for index in 0..pieces.length().saturating_sub(1) {
            at += JsString::from(pieces.get(index)).length();
            offsets.push(at);
            at += 1; // the matched unit itself
        }
        offsets
    }

    /// Finds the candidates below a node. `range` is moved about.
    pub(crate) fn find(&self, range: &Range, root: &Node, looks: &Purse) -> Candidates {
        let Some(text) = root.text_content() else {
            return Candidates::default();
        };
        let mut offsets = self.offsets(&text);
        let left_out = offsets.len().saturating_sub(MATCHES);
        offsets.drain(..left_out);
        let locator = Locator {
            range,
            root,
            length: text.length(),
            looks,
        };
        let (nodes, not_located) = locator.locate(&offsets);
        let last = nodes.iter().rev().take(FOOT);
        let texts: Vec<_> = last.filter_map(Node::text_content).collect();
        let foot_is_marked = ["ICP", "公网安备"]
            .into_iter()
            .all(|marker| texts.iter().any(|text| text.includes(marker, 0)));
        Candidates {
            nodes,
            left_out: left_out + not_located,
            foot_is_marked,
        }
    }
}

/// Locates matches by their offsets in the text below a node.
struct Locator<'a> {
    range: &'a Range,
    root: &'a Node,
    length: u32,
    looks: &'a Purse,
}

impl Locator<'_> {
    /// The drawn text nodes that hold the given offsets, in document order, and how many offsets were not located: those
    /// nearest to the start, when there are too many or no looks are left.
    fn locate(&self, offsets: &[u32]) -> (Vec<Node>, usize) {
        let mut not_located = 0;
        let mut nodes = Vec::new();
        let whole = |parent: Node, text, matches| {
            let children = (0, parent.child_nodes().length());
            Span {
                parent,
                children,
                text,
                matches,
                stride: 1,
            }
        };
        let root = self.root.clone();
        let mut spans = vec![whole(root, (0, self.length), (0, offsets.len()))];
        while let Some(span) = spans.pop() {
            let (from, to) = span.children;
            let (first, after) = span.matches;
            if first >= after || from >= to {
                continue;
            }
            self.looks.spend(CHILD);
            if nodes.len() >= NODES || !self.looks.is_open() {
                not_located = after;
                break;
            }
            if to - from == 1 {
                let Some(child) = span.parent.child_nodes().node(from) else {
                    continue;
                };
                match element(&child) {
                    Some(element) if is_undrawn(&element.local_name()) => {}
                    Some(_) => spans.push(whole(child, span.text, span.matches)),
                    None if matches!(child.node_type(), bindings::TEXT | bindings::CDATA) => {
                        nodes.push(child);
                    }
                    None => {}
                }
                continue;
            }
            let Some((before, behind)) = self.split(span, offsets) else {
                continue;
            };
            // The last one pushed is looked at first.
            spans.extend([before, behind]);
        }
        nodes.reverse();
        (nodes, not_located)
    }

    /// Splits some children in two.
    fn split(&self, span: Span, offsets: &[u32]) -> Option<(Span, Span)> {
        let (from, to) = span.children;
        let (first, after) = span.matches;
        let (start, end) = span.text;
        // Measure few children when the matches are close to one end: the text in between is then never read again.
        let near = (end - start) / 8;
        let is_dense = (after - first) * DENSE >= (to - from) as usize;
        let is_near_end = is_dense
            || offsets
                .get(first)
                .is_some_and(|offset| end - offset <= near);
        let is_near_start = offsets
            .get(after - 1)
            .is_some_and(|offset| offset - start <= near);
        let stride = if is_dense { FEW } else { span.stride };
        let stride = stride.min(to - from - 1);
        let middle = match (is_near_start, is_near_end) {
            (_, true) => to - stride,
            (true, _) => from + stride,
            _ => from + (to - from) / 2,
        };
        let edge = if is_near_end {
            end.saturating_sub(self.measure(&span.parent, middle, to)?)
        } else {
            start + self.measure(&span.parent, from, middle)?
        };
        let split = offsets
            .partition_point(|offset| *offset < edge)
            .clamp(first, after);
        let stride = stride.saturating_mul(2);
        let before = Span {
            parent: span.parent.clone(),
            children: (from, middle),
            text: (start, edge),
            matches: (first, split),
            stride: if is_near_end { stride } else { 1 },
        };
        let behind = Span {
            parent: span.parent,
            children: (middle, to),
            text: (edge, end),
            matches: (split, after),
            stride: if is_near_start { stride } else { 1 },
        };
        Some((before, behind))
    }

    /// The length of the text of some children.
    fn measure(&self, parent: &Node, from: u32, to: u32) -> Option<u32> {
        let length = if to - from <= FEW {
            self.looks.spend(CHILD * (to - from));
            let children = parent.child_nodes();
            let lengths = (from..to).map(|index| text_length(&children.node(index)?));
            lengths.sum::<Option<u32>>()?
        } else {
            self.looks.spend(10 + (to - from) / SELECTED + to / PASSED);
            self.range.set_start(parent, from).ok()?;
            self.range.set_end(parent, to).ok()?;
            self.range.text().length()
        };
        self.looks.spend(length / UNITS);
        Some(length)
    }
}

/// The length of what a node adds to the text of its parent: comments add nothing.
fn text_length(node: &Node) -> Option<u32> {
    match node.node_type() {
        bindings::ELEMENT | bindings::TEXT | bindings::CDATA => {
            node.text_content().map(|text| text.length())
        }
        _ => Some(0),
    }
}

/// Links that lead to a host of the filing systems, or say so: they may hold nothing but a picture. In document order.
pub(crate) fn links(document: &Document) -> Vec<Element> {
    // Not `a[…],a[…]`: the browser then asks every element of the page four times.
    const SELECTOR: &str = "a:is([href*=beian],[href*=miit],[href*='mps.gov'],[href*=conac])";
    let Ok(found) = document.query_all(SELECTOR) else {
        return Vec::new();
    };
    (0..found.length().min(100))
        .filter_map(|index| found.item(index))
        .collect()
}

/// Whether a text may be a mark or a piece of one: worth a hit test.
pub(crate) fn is_telling(text: &str) -> bool {
    text.contains(['备', '備', '证', '證', '証'])
        || ["ICP", "icp", "ＩＣＰ", "B2", "Ｂ２"]
            .iter()
            .any(|needle| text.contains(needle))
        || text.chars().filter(char::is_ascii_digit).count() >= 5
}
