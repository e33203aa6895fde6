//! Where marks may be: the browser finds the text nodes in one XPath, so that only those cross into Rust.

use wasm_bindgen::{JsCast, JsValue};

use super::tree::{element, is_undrawn};
use super::web::{Document, Element, Node};

/// A text node that holds one of these may hold a mark or a piece of one. Pieces matter: `<b>ICP</b><b>备</b>`.
const NEEDLES: [&str; 22] = [
    "备", "備", "ICP", "icp", "Icp", "ＩＣＰ", "公安", "网安", "網安", "可证", "可證", "可証", "B2", "Ｂ２", "B1", "A2", "网文",
    "網文", "网出", "标识码", "標識碼", "药信",
];

/// In a text node that holds 备 or 備 and none of these, they are part of a word (设备, 准备, 具备).
const COMPANY: [&str; 10] = ["ICP", "icp", "网", "網", "公", "案", "号", "號", "：", "ＩＣＰ"];

/// How many are looked at, from the end and from the start of the document: a mark is nearly always at the foot.
const FROM_END: u32 = 400;
const FROM_START: u32 = 100;

/// Text nodes that may hold a mark, in document order, and how many more there were.
pub(crate) struct Candidates {
    pub(crate) nodes: Vec<Node>,
    pub(crate) left_out: usize,
}

/// Finds them in a document, or below `context`.
pub(crate) fn find(document: &Document, context: &Node) -> Candidates {
    let mut found = Candidates { nodes: Vec::new(), left_out: 0 };
    let Ok(result) = document.evaluate(&expression(), context, &JsValue::NULL, ORDERED_SNAPSHOT) else {
        return found;
    };
    let length = result.snapshot_length().unwrap_or(0);
    let mut take = |index: u32| {
        let Ok(Some(node)) = result.snapshot_item(index) else { return };
        let node: Node = node.unchecked_into();
        if is_drawn_text(&node) {
            found.nodes.push(node);
        }
    };
    if length <= FROM_START + FROM_END {
        (0..length).for_each(take);
    } else {
        (0..FROM_START).chain(length - FROM_END..length).for_each(&mut take);
        found.left_out = (length - FROM_START - FROM_END) as usize;
    }
    found
}

/// Links that lead to a host of the filing systems, or say so: marks stand near them, and they may hold nothing but a
/// picture. In document order.
pub(crate) fn links(document: &Document) -> Vec<Element> {
    const SELECTOR: &str = "a[href*=beian],a[href*=miit],a[href*=miibeian],a[href*='mps.gov'],a[href*=conac]";
    let Ok(found) = document.query_all(SELECTOR) else { return Vec::new() };
    (0..found.length().min(FROM_START)).filter_map(|index| found.item(index)).collect()
}

/// `XPathResult.ORDERED_NODE_SNAPSHOT_TYPE`.
const ORDERED_SNAPSHOT: u16 = 7;

/// `备` alone is common in words, so a long text with it must hold company as well.
fn expression() -> String {
    let any = |needles: &[&str]| {
        let tests: Vec<String> = needles.iter().map(|needle| format!("contains(.,'{needle}')")).collect();
        tests.join(" or ")
    };
    let (signs, others) = NEEDLES.split_at(2);
    format!(
        "descendant-or-self::text()[{} or ({}) and (string-length(.)<4 or {} or translate(.,'0123456789','')!=.)]",
        any(others),
        any(signs),
        any(&COMPANY)
    )
}

fn is_drawn_text(node: &Node) -> bool {
    node.parent().as_ref().and_then(element).is_some_and(|parent| {
        let name = parent.local_name();
        !is_undrawn(&name) && name != "textarea"
    })
}

/// Whether a text may be a mark or a piece of one: worth a hit test, a selector, a word about what hides it.
pub(crate) fn is_telling(text: &str) -> bool {
    NEEDLES.iter().any(|needle| text.contains(needle)) || text.chars().filter(char::is_ascii_digit).count() >= 5
}
