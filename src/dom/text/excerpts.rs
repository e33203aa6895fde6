//! Reads the text of a text node: of a very long one, the parts around whatever may be a mark, and its end.

use crate::dom::browser::bindings::Node;
use crate::dom::browser::reader::Reader;
use crate::dom::text::fold::{Folded, fold};

/// How much of a very long text is read before and after what may be a mark, in UTF-16 units.
const AROUND: u32 = 600;
/// Maximum length of a text that is read whole, in UTF-16 units.
const LONG: u32 = 1_800;
/// Maximum number of excerpts of one very long text, from its start and from its end.
const EXCERPTS_FROM_START: usize = 10;
const EXCERPTS_FROM_END: usize = 40;

/// A part of a text node.
pub(crate) struct Excerpt {
    pub(crate) folded: Folded,
    /// Its UTF-16 offsets; `None` when it is the whole text.
    pub(crate) part: Option<(u32, u32)>,
    /// Whether the part before it was left out.
    pub(crate) is_torn: bool,
}

impl Excerpt {
    /// All of a text.
    pub(crate) fn whole(text: &str) -> Excerpt {
        Excerpt {
            folded: fold(text),
            part: None,
            is_torn: false,
        }
    }
}

/// What is read of a text node, and how many parts that may hold a mark are left out.
pub(crate) fn excerpts(reader: &Reader, node: &Node) -> (Vec<Excerpt>, usize) {
    let Some(text) = reader.text(node) else {
        return (Vec::new(), 0);
    };
    let length = text.length();
    if length <= LONG {
        return (vec![Excerpt::whole(&String::from(text))], 0);
    }
    let mut parts: Vec<(u32, u32)> = Vec::new();
    let offsets = reader.finder.offsets(&text);
    for at in offsets.into_iter().chain([length]) {
        let (start, end) = (at.saturating_sub(AROUND), (at + AROUND).min(length));
        match parts.last_mut() {
            Some((from, to)) if start <= *to => {
                // What is longer than a run goes on in the next one, with nothing between them.
                if end - *from > LONG {
                    let next = (*to, end);
                    parts.push(next);
                } else {
                    *to = end;
                }
            }
            _ => parts.push((start, end)),
        }
    }
    parts.retain(|(from, to)| from < to);
    let left_out = parts
        .len()
        .saturating_sub(EXCERPTS_FROM_START + EXCERPTS_FROM_END);
    if left_out > 0 {
        parts.drain(EXCERPTS_FROM_START..EXCERPTS_FROM_START + left_out);
    }
    let mut before = 0;
    let excerpts = parts
        .into_iter()
        .map(|(from, to)| Excerpt {
            folded: fold(&String::from(text.substring(from, to))),
            part: Some((from, to)),
            is_torn: std::mem::replace(&mut before, to) != from,
        })
        .collect();
    (excerpts, left_out)
}
