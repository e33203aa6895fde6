//! Finds the place of a server from its IP address.
//!
//! The tables are compiled by `cargo xtask data` from the country ranges of Debian's `tor-geoipdb` (IPFire Location
//! Database, CC BY-SA 4.0, see NOTICE; date and counts in `tables/SOURCES.tsv`). They are coarser than the source, and
//! never move an address into or out of the mainland (`xtask` checks each range):
//!
//! - An IPv4 /24 or IPv6 /48 network (the smallest that are routed) that contains both mainland and other addresses is
//!   [`Place::Unknown`]. That affects 20 of a million mainland addresses in IPv4, 1 in IPv6.
//! - Parts of Hong Kong, Macao and Taiwan smaller than IPv4 /22 or IPv6 /40 between other places are
//!   [`Place::Elsewhere`], which gives the same result.
//! - A gap in the source takes the place around it when that is one place outside the mainland, in a block of at most
//!   IPv4 /16 or IPv6 /24. Every other gap is [`Place::Unknown`].
//!
//! How far other sources agree on what is in the mainland (share of addresses, compared once, 2026-11-23; the source is
//! of 2026-06-25):
//!
//! | | of the source's mainland, also theirs | of theirs, also the source's | the same of all addresses |
//! | --- | --- | --- | --- |
//! | IPv4, DB-IP Lite of 2026-06-01 | 99.6 % | 99.1 % | 99.88 % |
//! | IPv4, registries' whois of 2026-06-17 | 97.5 % | 99.7 % | 99.73 % |
//! | IPv6, DB-IP Lite of 2026-06-01 | 99.98 % | 99.83 % | 99.998 % |
//! | IPv6, registries' whois of 2026-06-17 | 99.95 % | 99.98 % | 99.991 % |
//!
//! (npm packages `@ip-location-db/dbip-country` and `@ip-location-db/geo-whois-asn-country`.) They disagree mostly
//! about networks of mainland clouds abroad, and about networks announced from several places at once.

use std::net::IpAddr;

use super::live::is_public_address;
use super::packed::{self, PLACES};

const V4: &[u8] = include_bytes!("tables/places4.bin");
const V6: &[u8] = include_bytes!("tables/places6.bin");

/// The place of an address according to the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere else outside the mainland.
    Elsewhere,
    /// Mainland China.
    Mainland,
    /// Hong Kong.
    HongKong,
    /// Taiwan.
    Taiwan,
    /// Macao.
    Macao,
    /// Could not be found out: private, reserved, a local proxy's fake address, or not in the source.
    Unknown,
}

impl Place {
    /// In the order of the tables, the most frequent first.
    const ALL: [Self; PLACES] = [
        Self::Elsewhere,
        Self::Mainland,
        Self::HongKong,
        Self::Taiwan,
        Self::Macao,
        Self::Unknown,
    ];

    /// Does the filing system's territory include it; `None` when that could not be found out.
    #[must_use]
    pub fn is_mainland(self) -> Option<bool> {
        match self {
            Self::Mainland => Some(true),
            Self::HongKong | Self::Macao | Self::Taiwan | Self::Elsewhere => Some(false),
            Self::Unknown => None,
        }
    }
}

/// The place of a server with this address, as far as the address shows it.
///
/// The tables say where the network of an address is. A content delivery network answers from the node nearest to the
/// visitor, so a site with nodes in the mainland may still serve a visitor abroad from outside.
#[must_use]
pub fn mainland(address: IpAddr) -> Place {
    if !is_public_address(address) {
        return Place::Unknown;
    }
    match address.to_canonical() {
        IpAddr::V4(address) => match address.octets() {
            // Reserved for documentation (RFC 5737) and for protocols (RFC 6890).
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
            // Documentation (RFC 3849, RFC 9637), Teredo and 6to4 addresses say nothing about a place.
            [0x2001, 0xdb8 | 0, ..] | [0x3fff, 0..=0xfff, ..] | [0x2002, ..] => Place::Unknown,
            [a, b, c, d, ..] => {
                let top = [a, b, c, d]
                    .iter()
                    .fold(0, |bits, &segment| bits << 16 | u64::from(segment));
                look_up(V6, top)
            }
        },
    }
}

/// The place of the leaf that holds `target`, the top 64 bits of an address.
fn look_up(table: &[u8], target: u64) -> Place {
    let leaf = packed::leaves(table).find(|leaf| target <= leaf.last);
    leaf.and_then(|leaf| Place::ALL.get(leaf.place).copied())
        .unwrap_or(Place::Unknown)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn place(address: &str) -> Place {
        mainland(address.parse().unwrap())
    }

    #[test]
    fn the_edges_of_source_ranges_are_placed() {
        let samples: Vec<&str> = include_str!("tables/samples.tsv").lines().skip(1).collect();
        assert!(samples.len() > 200, "{}", samples.len());
        for line in samples {
            let (address, expected) = line.split_once('\t').unwrap();
            let expected = match expected {
                "mainland" => Place::Mainland,
                "hong-kong" => Place::HongKong,
                "taiwan" => Place::Taiwan,
                "macao" => Place::Macao,
                "elsewhere" => Place::Elsewhere,
                other => unreachable!("{other}"),
            };
            assert_eq!(place(address), expected, "{address}");
        }
    }

    #[test]
    fn well_known_resolvers_are_placed() {
        for (address, expected) in [
            ("223.5.5.5", Place::Mainland),          // Alibaba
            ("114.114.114.114", Place::Mainland),    // 114DNS
            ("2400:3200::1", Place::Mainland),       // Alibaba
            ("240c::6666", Place::Mainland),         // CFIEC
            ("::ffff:223.5.5.5", Place::Mainland),   // the same in IPv6's clothes
            ("64:ff9b::223.5.5.5", Place::Mainland), // the same behind NAT64
            ("8.8.8.8", Place::Elsewhere),           // Google
            ("2001:4860:4860::8888", Place::Elsewhere),
            ("168.95.1.1", Place::Taiwan), // HiNet
            ("2001:b000:168::1", Place::Taiwan),
            ("202.175.3.8", Place::Macao),        // CTM
            ("205.252.144.228", Place::HongKong), // PCCW
        ] {
            assert_eq!(place(address), expected, "{address}");
        }
    }

    #[test]
    fn reserved_addresses_are_unknown() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.1.1",
            "0.0.0.0",
            "198.18.0.1",
            "198.19.255.255",
            "192.0.2.1",
            "198.51.100.1",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "3fff::1",
            "2002:df05:505::1",
            "2001:0:1::1",
            "64:ff9b::10.0.0.1",
            "::ffff:198.18.0.1",
            "4000::1",
        ] {
            assert_eq!(place(address), Place::Unknown, "{address}");
        }
    }

    #[test]
    fn a_broken_table_yields_unknown_and_terminates() {
        for table in [&[][..], &[0; 64], &[0xff; 64], b"no table at all"] {
            let _ends = look_up(table, u64::MAX);
        }
    }
}
