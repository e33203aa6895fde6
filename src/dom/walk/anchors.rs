//! Finds what windows are made around: the texts that may hold a mark, links to the filing systems, and frames.

use std::cmp::Ordering;

use beian_lens_core::snapshot::UnreadKind;

use crate::dom::browser::bindings::{Document, Element, Node};
use crate::dom::browser::looks::Purse;
use crate::dom::captured::Captured;
use crate::dom::frames::same_origin::same_origin_frames;
use crate::dom::frames::shadow_roots::shadow_roots;
use crate::dom::scope::Scope;
use crate::dom::text::candidates;

/// A document with more elements is asked only the questions that must be: each costs the browser a walk.
const LARGE: u32 = 30_000;
/// Siblings that the browser may have to pass to compare two places in a document, for one look.
const PASSED: u32 = 40;

/// What a window is made around.
#[derive(Clone)]
pub(crate) enum Anchor {
    /// A text, or an element such as a link.
    Node(Node),
    /// A frame of this origin.
    Frame(Element),
}

/// An anchor, and the node of the document itself that says where it stands.
type Placed = (Node, Anchor);

/// What windows are made around, in document order.
pub(crate) fn anchors(captured: &mut Captured, scope: &Scope) -> Vec<Anchor> {
    let document = &scope.document;
    let Some(root) = document.root() else {
        return Vec::new();
    };
    let reader = scope.reader;
    let looks = &reader.looks.finding;
    let root = document.body().unwrap_or(root);
    let found = reader.finder.find(&scope.range, &root, looks);
    let search = !is_large(document) || !found.foot_is_marked;
    captured.count_unread(UnreadKind::Candidate, found.left_out);
    let mut anchors: Vec<Placed> = found
        .nodes
        .into_iter()
        .map(|node| (node.clone(), Anchor::Node(node)))
        .collect();
    let mut others: Vec<Placed> = Vec::new();
    if !is_large(document) {
        for link in candidates::links(document) {
            others.push((link.clone().into(), Anchor::Node(link.into())));
        }
    }
    for (host, root) in shadow_roots(captured, scope, search) {
        let found = reader.finder.find(&scope.range, &root, looks);
        captured.count_unread(UnreadKind::Candidate, found.left_out);
        for node in found.nodes {
            others.push((host.clone().into(), Anchor::Node(node)));
        }
    }
    for frame in same_origin_frames(captured, scope) {
        others.push((frame.clone().into(), Anchor::Frame(frame)));
    }
    let passed = 1 + document.by_tag("*").length() / PASSED;
    let left_out = insert_all(&mut anchors, others, looks, passed);
    captured.count_unread(UnreadKind::Candidate, left_out);
    anchors.into_iter().map(|(_, anchor)| anchor).collect()
}

/// Inserts each where it stands in the document, after those that stand at the same place. Returns how many were left when
/// there were no looks left.
fn insert_all(anchors: &mut Vec<Placed>, others: Vec<Placed>, looks: &Purse, passed: u32) -> usize {
    let mut left_out = 0;
    for other in others {
        let at = anchors.partition_point(|anchor| {
            looks.spend(passed);
            order(&anchor.0, &other.0) != Ordering::Greater
        });
        if looks.is_open() {
            anchors.insert(at, other);
        } else {
            left_out += 1;
        }
    }
    left_out
}

/// The order of two nodes: `compareDocumentPosition` answers FOLLOWING (4) or PRECEDING (2).
fn order(node: &Node, other: &Node) -> Ordering {
    match node.compare_document_position(other) {
        position if position & 4 != 0 => Ordering::Less,
        position if position & 2 != 0 => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// Whether each question to all elements of a document is one too many.
pub(crate) fn is_large(document: &Document) -> bool {
    document.by_tag("*").length() > LARGE
}
