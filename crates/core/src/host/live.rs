//! Decides whether a host can be reached from the internet. RULES.md, section 6.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Top-level names that the public DNS does not answer, with who reserved each.
const NOT_PUBLIC: [&str; 8] = [
    "localhost", // RFC 6761
    "test",      // RFC 6761
    "example",   // RFC 6761
    "invalid",   // RFC 6761
    "local",     // RFC 6762, multicast DNS
    "internal",  // ICANN board resolution of 2024-07-29
    "lan",       // no standard; what most home routers call their network
    "home.arpa", // RFC 8375
];

/// Whether the public DNS can answer this name. `name` is as in [`super::Host::Name`].
pub(super) fn is_public_name(name: &str) -> bool {
    name.contains('.')
        && !NOT_PUBLIC
            .iter()
            .any(|suffix| super::labels::is_within(name, suffix))
}

/// Whether packets from anywhere can reach this address.
///
/// Addresses reserved for documentation count as public: they belong to no network, so a page that names one means a
/// public one, and "cannot tell" is then a more careful answer than "not needed".
pub(super) fn is_public_address(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let set_aside = matches!(
        (a, b),
        (0 | 10 | 127 | 224.., _)   // this network, RFC 1918, loopback, multicast and above
            | (100, 64..=127)       // RFC 6598, carrier-grade NAT
            | (169, 254)            // link-local
            | (172, 16..=31)        // RFC 1918
            | (192, 168)            // RFC 1918
            | (198, 18 | 19) // RFC 2544; local proxies answer with these
    );
    !set_aside
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, ..] = address.segments();
    let set_aside = address.is_unspecified()
        || address.is_loopback()
        || first & 0xfe00 == 0xfc00  // fc00::/7, RFC 4193
        || first & 0xff80 == 0xfe80  // fe80::/10 link-local and fec0::/10, which was site-local (RFC 3879)
        || first & 0xff00 == 0xff00; // multicast
    !set_aside
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn names_of_private_networks_are_not_public() {
        for name in [
            "localhost",
            "a.localhost",
            "nas.local",
            "shop.test",
            "www.shop.example",
            "a.invalid",
            "db.internal",
            "pc.lan",
            "x.home.arpa",
            "intranet",
            "cn",
        ] {
            assert!(!is_public_name(name), "{name}");
        }
        for name in [
            "www.example-shop.cn",
            "example.com",
            "local.cn",
            "mylocal.com",
            "notlocal.shop",
            "lan.xin",
            "arpa.cn",
            "test.xn--fiqs8s",
        ] {
            assert!(is_public_name(name), "{name}");
        }
    }

    #[test]
    fn reserved_ranges_end_where_they_should() {
        let both = [
            ("9.255.255.255", "10.0.0.0"),
            ("11.0.0.0", "10.255.255.255"),
            ("1.0.0.0", "0.0.0.0"),
            ("126.255.255.255", "127.0.0.1"),
            ("100.63.255.255", "100.64.0.0"),
            ("100.128.0.0", "100.127.255.255"),
            ("169.253.255.255", "169.254.0.0"),
            ("172.15.255.255", "172.16.0.0"),
            ("172.32.0.0", "172.31.255.255"),
            ("192.167.255.255", "192.168.0.0"),
            ("192.169.0.0", "192.168.255.255"),
            ("198.17.255.255", "198.18.0.0"),
            ("198.20.0.0", "198.19.255.255"),
            ("223.255.255.255", "224.0.0.0"),
            ("203.0.113.7", "255.255.255.255"),
            ("2400:3200::1", "::"),
            ("2001:db8::1", "::1"),
            ("fbff::1", "fc00::"),
            ("fe00::1", "fdff::1"),
            ("fe7f::1", "fe80::1"),
            ("::ffff:1.2.4.8", "::ffff:192.168.1.1"),
            ("2600::", "ff02::1"),
        ];
        for (public, not_public) in both {
            assert!(is_public_address(public.parse().unwrap()), "{public}");
            assert!(
                !is_public_address(not_public.parse().unwrap()),
                "{not_public}"
            );
        }
    }
}
