//! Bounds the work of a capture: counts looks, and tells when there are none left.
//!
//! A look is about a microsecond of the browser's work: one small question. What takes longer counts as more, by what is
//! known beforehand about its cost (measured in Chromium, the slower of the two at each). Looks are counted and not timed,
//! so that the same page gives the same report on every machine.

use std::cell::Cell;

/// Maximum number of looks for reading texts, links and pictures.
const READING: u32 = 140_000;
/// Maximum number of looks for finding out where marks may be.
const FINDING: u32 = 100_000;
/// Maximum number of looks for finding out what lies over a text.
const COVERS: u32 = 60_000;

/// The looks for one kind of work.
pub(crate) struct Purse {
    most: u32,
    taken: Cell<u32>,
    /// How many are kept for later.
    kept: Cell<u32>,
}

impl Purse {
    fn new(most: u32) -> Purse {
        Purse {
            most,
            taken: Cell::new(0),
            kept: Cell::new(0),
        }
    }

    /// Takes looks out. What was begun is finished, so that more may be taken than there are.
    #[inline(never)]
    pub(crate) fn spend(&self, looks: u32) {
        self.taken.set(self.taken.get().saturating_add(looks));
    }

    /// Whether any are left besides those that are kept.
    pub(crate) fn is_open(&self) -> bool {
        self.has(0)
    }

    /// Whether more than this many are left besides those that are kept.
    #[inline(never)]
    pub(crate) fn has(&self, looks: u32) -> bool {
        let taken = self.taken.get().saturating_add(self.kept.get());
        self.most > taken.saturating_add(looks)
    }

    /// Keeps this many more for later. Returns how many were kept before.
    pub(crate) fn keep(&self, looks: u32) -> u32 {
        self.kept.replace(self.kept.get().saturating_add(looks))
    }

    /// Keeps this many in all.
    pub(crate) fn keep_only(&self, looks: u32) {
        self.kept.set(looks);
    }
}

/// The looks of one capture.
pub(crate) struct Looks {
    pub(crate) reading: Purse,
    pub(crate) finding: Purse,
    pub(crate) covers: Purse,
}

impl Looks {
    pub(crate) fn new() -> Looks {
        Looks {
            reading: Purse::new(READING),
            finding: Purse::new(FINDING),
            covers: Purse::new(COVERS),
        }
    }

    /// How many looks were taken so far.
    pub(crate) fn taken(&self) -> u32 {
        [&self.reading, &self.finding, &self.covers]
            .iter()
            .fold(0, |sum, purse| purse.taken.get().saturating_add(sum))
    }
}
