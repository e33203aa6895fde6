//! Where marks may be, without crossing into Rust for every node.
//!
//! The browser joins all text in one step and one regular expression runs over it, so that a mark in pieces
//! (`<b>京ICP</b><b>备</b>12345678号`) is found as easily as a whole one. What was found by its offset is then located
//! by halving: a range tells how long the text of some children is, in one step as well.

use js_sys::{JsString, RegExp};

use super::tree::{element, is_undrawn};
use super::web::{self, Document, Element, Node, Range};

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

/// Matches that are located, from the start and from the end: a mark is nearly always at the foot.
const FROM_START: usize = 1_000;
const FROM_END: usize = 3_000;
/// The last candidates, which are at the foot.
const FOOT: usize = 20;
/// Text nodes that are looked at, from the start and from the end.
const NODES_FROM_START: usize = 100;
const NODES_FROM_END: usize = 400;

/// Text nodes that may hold a mark, in document order, and how many more there were.
#[derive(Default)]
pub(crate) struct Candidates {
    pub(crate) nodes: Vec<Node>,
    pub(crate) left_out: usize,
    /// The last of them speak of both numbers that a page shows at its foot.
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
    pub(crate) fn find(&self, range: &Range, root: &Node) -> Candidates {
        let Some(text) = root.text_content() else {
            return Candidates::default();
        };
        let mut offsets = self.offsets(&text);
        let mut found = Candidates::default();
        if offsets.len() > FROM_START + FROM_END {
            found.left_out = offsets.len() - FROM_START - FROM_END;
            offsets.drain(FROM_START..FROM_START + found.left_out);
        }
        found.nodes = locate(range, root, text.length(), &offsets);
        let texts = found.nodes.iter().rev().take(FOOT);
        let texts: Vec<_> = texts.filter_map(Node::text_content).collect();
        found.foot_is_marked = ["ICP", "公网安备"]
            .into_iter()
            .all(|marker| texts.iter().any(|text| text.includes(marker, 0)));
        let most = NODES_FROM_START + NODES_FROM_END;
        if found.nodes.len() > most {
            let more = found.nodes.len() - most;
            found.left_out += more;
            found.nodes.drain(NODES_FROM_START..NODES_FROM_START + more);
        }
        found
    }
}

/// The drawn text nodes that hold the given offsets of the text below `root`, in document order.
fn locate(range: &Range, root: &Node, length: u32, offsets: &[u32]) -> Vec<Node> {
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
    let mut spans = vec![whole(root.clone(), (0, length), (0, offsets.len()))];
    while let Some(span) = spans.pop() {
        let (from, to) = span.children;
        let (first, after) = span.matches;
        if first >= after || from >= to {
            continue;
        }
        if to - from == 1 {
            let Some(child) = span.parent.child_nodes().node(from) else {
                continue;
            };
            match element(&child) {
                Some(element) if is_undrawn(&element.local_name()) => {}
                Some(_) => spans.push(whole(child, span.text, span.matches)),
                None if matches!(child.node_type(), web::TEXT | web::CDATA) => nodes.push(child),
                None => {}
            }
            continue;
        }
        // Measure few children when the matches are close to one end: the text in between is then never read again.
        let (start, end) = span.text;
        let near = (end - start) / 8;
        let stride = span.stride.min(to - from - 1);
        let near_end = offsets
            .get(first)
            .is_some_and(|offset| end - offset <= near);
        let near_start = offsets
            .get(after - 1)
            .is_some_and(|offset| offset - start <= near);
        let middle = match (near_start, near_end) {
            (_, true) => to - stride,
            (true, _) => from + stride,
            _ => from + (to - from) / 2,
        };
        let Some(edge) = (if near_end {
            measure(range, &span.parent, middle, to).map(|length| end.saturating_sub(length))
        } else {
            measure(range, &span.parent, from, middle).map(|length| start + length)
        }) else {
            continue;
        };
        let split = offsets
            .partition_point(|offset| *offset < edge)
            .clamp(first, after);
        let stride = stride.saturating_mul(2);
        let parent = span.parent;
        spans.push(Span {
            parent: parent.clone(),
            children: (middle, to),
            text: (edge, end),
            matches: (split, after),
            stride: if near_start { stride } else { 1 },
        });
        spans.push(Span {
            parent,
            children: (from, middle),
            text: (start, edge),
            matches: (first, split),
            stride: if near_end { stride } else { 1 },
        });
    }
    nodes
}

/// The length of the text of some children.
fn measure(range: &Range, parent: &Node, from: u32, to: u32) -> Option<u32> {
    range.set_start(parent, from).ok()?;
    range.set_end(parent, to).ok()?;
    Some(range.text().length())
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
