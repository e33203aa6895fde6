//! Compiles country ranges into the packed trees of `src/host/packed.rs`.

#![allow(
    clippy::indexing_slicing,
    reason = "places are less than PLACES and contexts less than CONTEXTS by construction; were one not, no table is better than a wrong one"
)]

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, Ipv6Addr};

use anyhow::{Context, Result, bail, ensure};

#[path = "../../../crates/core/src/host/packed.rs"]
mod packed;

use packed::{BEFORE_FIRST, CONTEXTS, EVEN, NARROW, PLACES, PROBABILITY_BITS};

// Numbered as in `Place::ALL` in src/host/mainland.rs.
const ELSEWHERE: usize = 0;
const MAINLAND: usize = 1;
const HONG_KONG: usize = 2;
const TAIWAN: usize = 3;
const MACAO: usize = 4;
const UNKNOWN: usize = 5;
const NAMES: [&str; PLACES] = [
    "elsewhere",
    "mainland",
    "hong-kong",
    "taiwan",
    "macao",
    "unknown",
];

/// One of the two kinds of address, and how precisely it is stored.
pub(super) struct Family {
    pub(super) source: &'static str,
    pub(super) table: &'static str,
    /// Maximum prefix length at which places are distinguished.
    finest: u32,
    /// Maximum prefix length at which Hong Kong, Macao and Taiwan are distinguished from elsewhere.
    apart: u32,
    /// Minimum prefix length of a block in which a gap can count as the one place around it.
    gaps: u32,
    /// Formats an address for people.
    text: fn(u128) -> String,
}

/// Distinguishes single /24 networks (nothing smaller is routed on the internet), and Hong Kong, Macao and Taiwan down
/// to /22: smaller parts would take 6 KB and decide nothing.
pub(super) const V4: Family = Family {
    source: "geoip",
    table: "places4.bin",
    finest: 24,
    apart: 22,
    gaps: 16,
    text: |address| Ipv4Addr::from_bits((address >> 96) as u32).to_string(),
};

/// Distinguishes single /48 networks (nothing smaller is routed), and Hong Kong, Macao and Taiwan down to /40: smaller
/// parts would take 7 KB.
pub(super) const V6: Family = Family {
    source: "geoip6",
    table: "places6.bin",
    finest: 48,
    apart: 40,
    gaps: 24,
    text: |address| Ipv6Addr::from_bits(address).to_string(),
};

pub(super) struct Table {
    pub(super) bytes: Vec<u8>,
    /// Date of the source, such as `2026-06-25`.
    pub(super) date: String,
    /// How many blocks each place has, in words.
    pub(super) counts: String,
    /// How many of a million mainland addresses the table places in the mainland; the others are unknown.
    pub(super) kept: u128,
    /// Addresses at the edges of some ranges with their places, as lines of `samples.tsv`.
    pub(super) samples: String,
}

/// Compiles the text of one of the package's files.
pub(super) fn compile(text: &str, family: &Family) -> Result<Table> {
    let date = date(text)?;
    let segments = fill(segments(text)?, family)?;
    let tree = node(&segments, 0, 0, family);
    let mut encoder = Encoder::new();
    encoder.node(&tree, 0, false);
    let bytes = encoder.finish();
    let kept = compare(&bytes, &segments, family)?;
    let mut counts = [0; PLACES];
    packed::leaves(&bytes).for_each(|leaf| counts[leaf.place] += 1);
    let counts: Vec<String> = NAMES
        .iter()
        .zip(counts)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    Ok(Table {
        samples: samples(&segments, family),
        kept,
        bytes,
        date,
        counts: counts.join(", "),
    })
}

/// Reads a table back and fails when it contradicts the source: other addresses placed in the mainland, or mainland
/// addresses placed anywhere but unknown. Returns how many of a million mainland addresses it places in the mainland.
fn compare(table: &[u8], segments: &[Segment], family: &Family) -> Result<u128> {
    let (mut mainland, mut told) = (0_u128, 0_u128);
    let mut segments = segments.iter().peekable();
    for leaf in packed::leaves(table) {
        let (first, last) = (
            u128::from(leaf.first) << 64,
            u128::from(leaf.last) << 64 | u128::from(u64::MAX),
        );
        while let Some(segment) = segments.peek() {
            let in_mainland = segment.place == MAINLAND;
            ensure!(
                leaf.place == UNKNOWN || in_mainland == (leaf.place == MAINLAND),
                "for {1}, the table says {0}, but the source says {2}",
                NAMES[leaf.place],
                (family.text)(segment.first.max(first)),
                NAMES[segment.place]
            );
            if in_mainland {
                // Counted in /64 networks: the number of all addresses in a tree would overflow the type.
                let count = (segment.last.min(last) - segment.first.max(first)) >> 64;
                mainland += count + 1;
                told += if leaf.place == MAINLAND { count + 1 } else { 0 };
            }
            let end = segment.last;
            if end <= last {
                segments.next();
            }
            if end >= last {
                break;
            }
        }
    }
    ensure!(
        segments.next().is_none(),
        "the table ends before the source does"
    );
    Ok(told * 1_000_000 / mainland.max(1))
}

/// The edges of some ranges at regular intervals, and the addresses just outside. Left out where the surroundings are
/// not all of one place in the source, because the table may then not know the place.
fn samples(segments: &[Segment], family: &Family) -> String {
    const EVERY: [(usize, usize); 4] =
        [(MAINLAND, 97), (HONG_KONG, 397), (TAIWAN, 197), (MACAO, 29)];
    let mut addresses = BTreeSet::new();
    for (place, every) in EVERY {
        for segment in segments
            .iter()
            .filter(|segment| segment.place == place)
            .step_by(every)
        {
            addresses.extend([segment.first, segment.last]);
            addresses.extend(
                [segment.first.checked_sub(1), segment.last.checked_add(1)]
                    .into_iter()
                    .flatten(),
            );
        }
    }
    let around = |address: u128, prefix: u32| {
        let mask = u128::MAX >> prefix;
        let (first, last) = (address & !mask, address | mask);
        let begin = segments.partition_point(|segment| segment.last < first);
        let places: BTreeSet<usize> = segments[begin..]
            .iter()
            .take_while(|segment| segment.first <= last)
            .map(|segment| segment.place)
            .collect();
        places.first().copied().filter(|_| places.len() == 1)
    };
    addresses
        .into_iter()
        .filter_map(|address| {
            let place = around(address, family.apart)?;
            (place != UNKNOWN).then(|| format!("{}\t{}\n", (family.text)(address), NAMES[place]))
        })
        .collect()
}

/// How a new table differs from the old one, in words.
pub(super) fn changes(old: &[u8], new: &[u8]) -> String {
    if old.is_empty() {
        return "new".into();
    }
    let blocks = |table| {
        packed::leaves(table)
            .filter(|leaf| leaf.place == MAINLAND)
            .map(|leaf| (leaf.first, leaf.last))
            .collect::<BTreeSet<_>>()
    };
    let (before, after) = (blocks(old), blocks(new));
    format!(
        "{} mainland blocks, {} added, {} removed",
        after.len(),
        after.difference(&before).count(),
        before.difference(&after).count()
    )
}

/// The date in the header, `# Generated: Thu, 25 Jun 2026 04:33:59 GMT`, as `2026-06-25`.
fn date(text: &str) -> Result<String> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let line = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .find_map(|line| line.strip_prefix("# Generated: "));
    let line = line.context("the header has no line that begins with `# Generated: `")?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let [_, day, month, year, ..] = words.as_slice() else {
        bail!("not a date: {line}")
    };
    let month = MONTHS
        .iter()
        .position(|name| name == month)
        .with_context(|| format!("not a month: {month}"))?;
    Ok(format!("{year}-{:02}-{day:0>2}", month + 1))
}

/// A run of addresses in one place. Addresses are 128 bits; an IPv4 address is the first 32 of them.
#[derive(Clone, Copy)]
struct Segment {
    first: u128,
    last: u128,
    place: usize,
}

fn segments(text: &str) -> Result<Vec<Segment>> {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| segment(line).with_context(|| format!("not a range of addresses: {line}")))
        .collect()
}

/// Parses `16777472,16778239,CN` or `2001:250::,2001:250:ffff:ffff:ffff:ffff:ffff:ffff,CN`.
fn segment(line: &str) -> Option<Segment> {
    let (first, rest) = line.split_once(',')?;
    let (last, country) = rest.split_once(',')?;
    let (first, last) = match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) => (
            u128::from(first) << 96,
            (u128::from(last) << 96) | (u128::MAX >> 32),
        ),
        _ => (
            first.parse::<Ipv6Addr>().ok()?.into(),
            last.parse::<Ipv6Addr>().ok()?.into(),
        ),
    };
    let place = match country {
        "CN" => MAINLAND,
        "HK" => HONG_KONG,
        "TW" => TAIWAN,
        "MO" => MACAO,
        "??" => UNKNOWN,
        _ => ELSEWHERE,
    };
    (first <= last).then_some(Segment { first, last, place })
}

/// Fills the gaps of the source with unknown, so that the segments cover all addresses.
fn fill(mut segments: Vec<Segment>, family: &Family) -> Result<Vec<Segment>> {
    segments.sort_by_key(|segment| segment.first);
    let mut filled = Vec::with_capacity(segments.len());
    let mut next = Some(0);
    for segment in segments {
        let begin = next.filter(|next| *next <= segment.first);
        let begin =
            begin.with_context(|| format!("ranges overlap at {}", (family.text)(segment.first)))?;
        if begin < segment.first {
            filled.push(Segment {
                first: begin,
                last: segment.first - 1,
                place: UNKNOWN,
            });
        }
        filled.push(segment);
        next = segment.last.checked_add(1);
    }
    if let Some(first) = next {
        filled.push(Segment {
            first,
            last: u128::MAX,
            place: UNKNOWN,
        });
    }
    Ok(filled)
}

enum Node {
    Leaf(usize),
    Split(Box<[Self; 2]>),
}

/// The tree below the block of `depth` bits that begins at `first`; `segments` are those that overlap it.
fn node(segments: &[Segment], first: u128, depth: u32, family: &Family) -> Node {
    let places: BTreeSet<usize> = segments.iter().map(|segment| segment.place).collect();
    if let Some(place) = one_place(&places, depth, family) {
        let minor = [HONG_KONG, TAIWAN, MACAO].contains(&place) && depth > family.apart;
        return Node::Leaf(if minor { ELSEWHERE } else { place });
    }
    let middle = first | (1 << (u128::BITS - 1 - depth));
    let left = segments.partition_point(|segment| segment.first < middle);
    let right = segments.partition_point(|segment| segment.last < middle);
    let children = [
        node(&segments[..left], first, depth + 1, family),
        node(&segments[right..], middle, depth + 1, family),
    ];
    match children {
        [Node::Leaf(a), Node::Leaf(b)] if a == b => Node::Leaf(a),
        children => Node::Split(Box::new(children)),
    }
}

/// The one place of a block, if it has one. The rules are in the doc comment of src/host/mainland.rs.
fn one_place(places: &BTreeSet<usize>, depth: u32, family: &Family) -> Option<usize> {
    let known: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| *place != UNKNOWN)
        .collect();
    match known.as_slice() {
        [] => Some(UNKNOWN),
        [place] if places.len() == 1 => Some(*place),
        [place] if *place != MAINLAND && depth >= family.gaps => Some(*place),
        _ if depth < family.finest => None,
        known if known.contains(&MAINLAND) => Some(UNKNOWN),
        _ => Some(ELSEWHERE),
    }
}

/// Encodes what `packed::Leaves` reads: the range coder of LZMA.
struct Encoder {
    output: Vec<u8>,
    low: u64,
    range: u32,
    /// The last byte that a carry can still change, and how many bytes of 0xff follow it.
    held: Option<u8>,
    held_ones: usize,
    probabilities: [u16; CONTEXTS],
    previous: usize,
}

impl Encoder {
    fn new() -> Self {
        Self {
            output: Vec::new(),
            low: 0,
            range: u32::MAX,
            held: None,
            held_ones: 0,
            probabilities: [EVEN; CONTEXTS],
            previous: BEFORE_FIRST,
        }
    }

    fn node(&mut self, node: &Node, depth: u32, beside_leaf: bool) {
        self.bit(
            packed::leaf_context(depth, self.previous, beside_leaf),
            matches!(node, Node::Leaf(_)),
        );
        match node {
            Node::Leaf(place) => {
                let candidates: Vec<usize> =
                    packed::candidates(self.previous, beside_leaf).collect();
                for candidate in candidates.iter().take(candidates.len() - 1) {
                    let found = candidate == place;
                    self.bit(
                        packed::place_context(*candidate, self.previous, depth),
                        found,
                    );
                    if found {
                        break;
                    }
                }
                self.previous = *place;
            }
            Node::Split(children) => {
                let [left, right] = &**children;
                self.node(left, depth + 1, false);
                self.node(right, depth + 1, matches!(left, Node::Leaf(_)));
            }
        }
    }

    fn bit(&mut self, context: usize, bit: bool) {
        let probability = &mut self.probabilities[context];
        let bound = (self.range >> PROBABILITY_BITS) * u32::from(*probability);
        if bit {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        packed::adapt(probability, bit);
        if self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }

    /// Moves the top byte to the output, or holds it back while a carry can still come.
    fn shift(&mut self) {
        let carry = self.low > u64::from(u32::MAX);
        let top = (self.low >> 24) as u8;
        if top == u8::MAX && !carry {
            self.held_ones += 1;
        } else {
            self.output
                .extend(self.held.map(|byte| byte.wrapping_add(u8::from(carry))));
            let ones = if carry { 0 } else { u8::MAX };
            self.output
                .extend(std::iter::repeat_n(ones, self.held_ones));
            self.held = Some(top);
            self.held_ones = 0;
        }
        self.low = (self.low << 8) & u64::from(u32::MAX);
    }

    fn finish(mut self) -> Vec<u8> {
        for _ in 0..=size_of::<u32>() {
            self.shift();
        }
        // The reader reads zeros after the end.
        while self.output.last() == Some(&0) {
            self.output.pop();
        }
        self.output
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "# Generated: Thu, 05 Feb 2026 04:33:59 GMT\n";

    fn v4(ranges: &[(&str, &str, &str)]) -> Result<Table> {
        let number =
            |address: &str| u32::from(address.parse::<Ipv4Addr>().unwrap_or(Ipv4Addr::UNSPECIFIED));
        let lines = ranges.iter().map(|(first, last, country)| {
            format!("{},{},{country}\n", number(first), number(last))
        });
        compile(&(HEADER.to_owned() + &lines.collect::<String>()), &V4)
    }

    fn place(table: &Table, address: &str) -> &'static str {
        let address = address
            .parse::<Ipv4Addr>()
            .map(|address| u64::from(u32::from(address)) << 32);
        let leaf = packed::leaves(&table.bytes)
            .find(|leaf| address.as_ref().is_ok_and(|address| *address <= leaf.last));
        leaf.map_or("none", |leaf| NAMES[leaf.place])
    }

    #[test]
    fn what_is_read_back_is_what_was_written() -> Result<()> {
        let table = v4(&[
            ("1.0.0.0", "1.0.0.255", "AU"),
            ("1.0.1.0", "1.0.3.255", "CN"),
            ("1.0.4.0", "1.0.7.255", "HK"),
            ("1.0.8.0", "1.0.11.255", "MO"),
            ("1.0.12.0", "1.0.15.255", "TW"),
            ("1.0.16.0", "1.0.16.255", "US"),
            ("1.0.17.0", "1.0.17.255", "HK"),
            ("223.255.255.0", "223.255.255.255", "CN"),
        ])?;
        for (address, expected) in [
            ("0.0.0.0", "unknown"),
            ("0.255.255.255", "unknown"),
            ("1.0.0.0", "elsewhere"),
            ("1.0.0.255", "elsewhere"),
            ("1.0.1.0", "mainland"),
            ("1.0.3.255", "mainland"),
            ("1.0.4.0", "hong-kong"),
            ("1.0.8.0", "macao"),
            ("1.0.15.255", "taiwan"),
            ("1.0.17.0", "elsewhere"),
            ("1.0.31.0", "unknown"),
            ("1.1.0.0", "unknown"),
            ("223.255.254.255", "unknown"),
            ("223.255.255.0", "mainland"),
            ("224.0.0.0", "unknown"),
            ("255.255.255.255", "unknown"),
        ] {
            assert_eq!(place(&table, address), expected, "{address}");
        }
        assert_eq!((table.kept, table.date.as_str()), (1_000_000, "2026-02-05"));
        Ok(())
    }

    #[test]
    fn a_network_shared_with_the_mainland_is_unknown() -> Result<()> {
        let table = v4(&[
            ("1.0.1.0", "1.0.1.127", "CN"),
            ("1.0.1.128", "1.0.1.255", "US"),
            ("1.0.2.0", "1.0.2.127", "CN"),
        ])?;
        assert_eq!(place(&table, "1.0.1.0"), "unknown");
        assert_eq!(place(&table, "1.0.1.200"), "unknown");
        assert_eq!(place(&table, "1.0.2.0"), "unknown");
        assert_eq!(table.kept, 0);
        Ok(())
    }

    #[test]
    fn a_gap_is_outside_when_what_is_known_around_it_is() -> Result<()> {
        let table = v4(&[
            ("1.0.0.0", "1.0.9.255", "US"),
            ("1.1.0.0", "1.1.0.255", "US"),
            ("1.1.200.0", "1.1.200.255", "CN"),
        ])?;
        assert_eq!(place(&table, "1.0.77.0"), "elsewhere");
        assert_eq!(place(&table, "1.1.201.0"), "unknown");
        assert_eq!(place(&table, "1.2.0.0"), "unknown");
        Ok(())
    }

    #[test]
    fn a_source_that_is_not_one_is_refused() {
        assert!(compile("16777216,16777471,AU\n", &V4).is_err(), "no date");
        assert!(
            compile(&format!("{HEADER}16777216;16777471;AU\n"), &V4).is_err(),
            "no ranges"
        );
        assert!(
            v4(&[("1.0.0.0", "1.0.1.0", "AU"), ("1.0.1.0", "1.0.2.0", "CN")]).is_err(),
            "overlapping ranges"
        );
    }

    #[test]
    fn changes_are_counted_in_mainland_blocks() -> Result<()> {
        let old = v4(&[
            ("1.0.1.0", "1.0.1.255", "CN"),
            ("1.0.3.0", "1.0.3.255", "CN"),
        ])?;
        let new = v4(&[
            ("1.0.1.0", "1.0.1.255", "CN"),
            ("1.0.5.0", "1.0.5.255", "CN"),
        ])?;
        assert_eq!(
            changes(&old.bytes, &new.bytes),
            "2 mainland blocks, 1 added, 1 removed"
        );
        assert_eq!(changes(&[], &new.bytes), "new");
        Ok(())
    }
}
