//! Holds what is known of the document that is being read.

use crate::dom::browser::bindings::{Document, Range};
use crate::dom::browser::reader::Reader;
use crate::dom::browser::rect::ClientRect;
use crate::dom::place::selector::Selectors;
use crate::dom::sight::level::Level;
use crate::dom::style::colour::Colour;

/// The document that is being read.
pub(crate) struct Scope<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) document: Document,
    /// Index into the snapshot's frames.
    pub(crate) frame: Option<usize>,
    /// How many frames it is in.
    pub(crate) depth: usize,
    /// The level above the root element.
    pub(crate) level: Level,
    /// The viewport of this document.
    pub(crate) viewport: ClientRect,
    /// How far it can be scrolled from here: left, up, right, down.
    pub(crate) scroll: ClientRect,
    pub(crate) selectors: Selectors,
    pub(crate) range: Range,
    /// What the browser paints under the document.
    pub(crate) canvas: Colour,
}
