//! Packs the tables of address ranges. Both the checker and `cargo xtask data`, which writes the tables, compile this
//! file, so the two cannot drift apart.
//!
//! A table is a binary tree over the bits of an address, first bit at the root, written depth first, left before right.
//! Each node records whether it is a leaf, each leaf its place. Both are coded bit by bit with an adaptive binary range
//! coder (the one from LZMA, 12-bit probabilities): leaves come in address order, so each leaf helps to predict the
//! next. Measured on the source of 2026-06-25: 20 KB, against 26 KB for the plain bits of the tree.

/// How many kinds of place there are; a place is written as its index, the most frequent first.
pub(crate) const PLACES: usize = 6;
/// How many probabilities the model has.
pub(crate) const CONTEXTS: usize = LEAF_CONTEXTS + PLACES * PLACES * DEPTH_CLASSES;
/// How many bits a probability has.
pub(crate) const PROBABILITY_BITS: u32 = 12;
/// Initial value of every probability: one half.
pub(crate) const EVEN: u16 = 1 << (PROBABILITY_BITS - 1);
/// Minimum range of the coder: below it, the range is extended by a byte.
pub(crate) const NARROW: u32 = 1 << 24;
/// The place that is assumed before the first leaf.
pub(crate) const BEFORE_FIRST: usize = PLACES - 1;

/// How many bits of an address are read: more than the finest IPv6 range in the tables needs.
const DEPTHS: usize = 64;
const LEAF_CONTEXTS: usize = DEPTHS * PLACES * 2;
const DEPTH_CLASSES: usize = 8;

/// Index of the probability that a node at this depth is a leaf. `previous` is the place of the leaf before it;
/// `beside_leaf` is whether the node is a right child whose left sibling is a leaf.
pub(crate) fn leaf_context(depth: u32, previous: usize, beside_leaf: bool) -> usize {
    (depth as usize * PLACES + previous) * 2 + usize::from(beside_leaf)
}

/// Index of the probability that a leaf at this depth is of the place `candidate`.
pub(crate) fn place_context(candidate: usize, previous: usize, depth: u32) -> usize {
    LEAF_CONTEXTS
        + (candidate * PLACES + previous) * DEPTH_CLASSES
        + (depth as usize / 4).min(DEPTH_CLASSES - 1)
}

/// The places that a leaf can be of, in the order in which they are coded; the last one needs no bit.
/// Two sibling leaves of the same place would have been merged into one.
pub(crate) fn candidates(previous: usize, beside_leaf: bool) -> impl Iterator<Item = usize> {
    (0..PLACES).filter(move |candidate| !beside_leaf || *candidate != previous)
}

/// Moves a probability towards the bit that was coded.
pub(crate) fn adapt(probability: &mut u16, bit: bool) {
    const RATE: u32 = 4;
    if bit {
        *probability += ((1 << PROBABILITY_BITS) - *probability) >> RATE;
    } else {
        *probability -= *probability >> RATE;
    }
}

/// A block of addresses in one place. Addresses are their top 64 bits; an IPv4 address is the first 32 of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// The block's first address.
    pub(crate) first: u64,
    /// The block's last address.
    pub(crate) last: u64,
    /// Index of its place.
    pub(crate) place: usize,
}

/// The leaves of a table in address order; together they cover all addresses.
pub(crate) fn leaves(table: &[u8]) -> Leaves<'_> {
    Leaves {
        decoder: Decoder::new(table),
        next: Some(0),
        previous: BEFORE_FIRST,
        previous_depth: None,
    }
}

pub(crate) struct Leaves<'a> {
    decoder: Decoder<'a>,
    next: Option<u64>,
    previous: usize,
    previous_depth: Option<u32>,
}

impl Iterator for Leaves<'_> {
    type Item = Leaf;

    fn next(&mut self) -> Option<Leaf> {
        let first = self.next?;
        // In depth-first order, a right child or the root begins here: the trailing zeros give its depth.
        let mut depth = u64::BITS - first.trailing_zeros();
        let mut beside_leaf = self.previous_depth == Some(depth);
        while !self
            .decoder
            .bit(leaf_context(depth, self.previous, beside_leaf))
        {
            depth += 1;
            beside_leaf = false;
            if depth as usize == DEPTHS {
                self.next = None; // not one of our tables
                return None;
            }
        }
        let mut candidates = candidates(self.previous, beside_leaf);
        let mut place = candidates.next()?;
        for other in candidates {
            if self.decoder.bit(place_context(place, self.previous, depth)) {
                break;
            }
            place = other;
        }
        let last = first | (u64::MAX >> depth);
        self.next = last.checked_add(1);
        self.previous = place;
        self.previous_depth = Some(depth);
        Some(Leaf { first, last, place })
    }
}

/// Decodes the bits of the range coder. After the end of the input it reads zeros.
struct Decoder<'a> {
    input: std::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
    probabilities: [u16; CONTEXTS],
}

impl<'a> Decoder<'a> {
    fn new(input: &'a [u8]) -> Self {
        let mut decoder = Self {
            input: input.iter(),
            range: u32::MAX,
            code: 0,
            probabilities: [EVEN; CONTEXTS],
        };
        for _ in 0..size_of::<u32>() {
            decoder.shift();
        }
        decoder
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.input.next().copied().unwrap_or_default());
    }

    fn bit(&mut self, context: usize) -> bool {
        let Some(probability) = self.probabilities.get_mut(context) else {
            return true;
        };
        let bound = (self.range >> PROBABILITY_BITS) * u32::from(*probability);
        let bit = self.code < bound;
        if bit {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        adapt(probability, bit);
        if self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
        bit
    }
}
