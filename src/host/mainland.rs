//! Where a server stands, from its address.
//!
//! The tables are compiled by `cargo xtask data` from the country ranges of Debian's `tor-geoipdb` (IPFire Location
//! Database, CC BY-SA 4.0, see NOTICE; date and counts in `tables/SOURCES.tsv`). They say less than the source, never more:
//!
//! - A block finer than IPv4 /24 or IPv6 /48 in which the mainland and something else meet is [`Place::Unknown`]: never is
//!   mainland claimed where the source doesn't.
//! - In IPv6, parts of Hong Kong, Macao and Taiwan finer than /44 amid other places are [`Place::Elsewhere`], which
//!   decides the same.
//! - A gap in the source counts as the place around it only when that is one place outside the mainland, in all of the
//!   surrounding IPv4 /16 or IPv6 /24; every other gap is [`Place::Unknown`].

use std::net::IpAddr;

use super::live::is_public_address;
use super::packed::{self, PLACES};

const V4: &[u8] = include_bytes!("tables/places4.bin");
const V6: &[u8] = include_bytes!("tables/places6.bin");

/// Where an address is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Outside the mainland, and none of the following.
    Elsewhere,
    /// Mainland China.
    Mainland,
    /// Hong Kong.
    HongKong,
    /// Taiwan.
    Taiwan,
    /// Macao.
    Macao,
    /// Could not be learnt: private, reserved, a local proxy's fake address, or not in the source.
    Unknown,
}

impl Place {
    /// As the tables number them, the most frequent first.
    const ALL: [Self; PLACES] = [Self::Elsewhere, Self::Mainland, Self::HongKong, Self::Taiwan, Self::Macao, Self::Unknown];

    /// Does the filing system's territory include it; `None` when that could not be learnt.
    #[must_use]
    pub fn is_mainland(self) -> Option<bool> {
        match self {
            Self::Mainland => Some(true),
            Self::HongKong | Self::Macao | Self::Taiwan | Self::Elsewhere => Some(false),
            Self::Unknown => None,
        }
    }
}

/// Where a server with this address stands, as far as the address tells.
///
/// An address is where its network says it is: a content delivery network answers with the node nearest to the asker,
/// so somebody outside the mainland may be served from outside by a site that has nodes inside.
#[must_use]
pub fn mainland(address: IpAddr) -> Place {
    if !is_public_address(address) {
        return Place::Unknown;
    }
    match address.to_canonical() {
        IpAddr::V4(address) => match address.octets() {
            // Set aside for documentation (RFC 5737) and for protocols (RFC 6890).
            [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Place::Unknown,
            _ => look_up(V4, u64::from(u32::from(address)) << 32),
        },
        IpAddr::V6(address) => match address.segments() {
            // NAT64 (RFC 6052): the server is the IPv4 address in the last 32 bits.
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                mainland(IpAddr::from([a, b, c, d]))
            }
            // Documentation (RFC 3849, RFC 9637), Teredo, 6to4: these say nothing about a place.
            [0x2001, 0xdb8 | 0, ..] | [0x3fff, 0..=0xfff, ..] | [0x2002, ..] => Place::Unknown,
            [a, b, c, d, ..] => {
                let top = [a, b, c, d].iter().fold(0, |bits, &segment| bits << 16 | u64::from(segment));
                look_up(V6, top)
            }
        },
    }
}

/// The leaf that holds `target`, an address's bits from the top.
fn look_up(table: &[u8], target: u64) -> Place {
    let leaf = packed::leaves(table).find(|leaf| target <= leaf.last);
    leaf.and_then(|leaf| Place::ALL.get(leaf.place).copied()).unwrap_or(Place::Unknown)
}
