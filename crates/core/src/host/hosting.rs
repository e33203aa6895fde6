//! Knows the names under which hosting services give names away.
//!
//! `hosting.bin` is the private section of the Public Suffix List, made by `cargo xtask data`, as hashes of 31 bits: 2,236
//! names in 7 KB (as text 31 KB, gzipped 12). A name that is not in the list is taken for one of it once in a million. Names
//! of up to three letters before the top-level domain (`uk.com`, `co.com`) are left out: those are sold as domains, and a
//! filing may be asked for.

use super::labels::parents;

const HOSTING: &[u8] = include_bytes!("tables/hosting.bin");

/// The hosting service's suffix that this name stands under, by the Public Suffix List's private section. The
/// service's own site (the suffix itself, or `www` before it) is not under it.
pub(super) fn hosting_suffix(name: &str) -> Option<&str> {
    let hosts = name.strip_prefix("www.").unwrap_or(name);
    parents(hosts)
        .skip(1)
        .filter(|parent| parent.contains('.'))
        .find(|parent| {
            let wanted = hash(parent);
            hashes(HOSTING)
                .take_while(|hash| *hash <= wanted)
                .any(|hash| hash == wanted)
        })
}

/// FNV-1a, the lower 31 bits. `cargo xtask data` has the same.
fn hash(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x7fff_ffff
}

/// The sorted hashes: differences to the one before, seven bits a byte, low ones first, the top bit set when more follow.
fn hashes(table: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = table.iter();
    let mut hash = 0_u32;
    std::iter::from_fn(move || {
        let mut shift = 0;
        loop {
            let byte = *bytes.next()?;
            hash = hash.wrapping_add(u32::from(byte & 0x7f).wrapping_shl(shift));
            if byte < 0x80 {
                return Some(hash);
            }
            shift += 7;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hosting_services_names_are_known_by_their_hashes() {
        for (name, expected) in [
            ("shop.carrd.co", Some("carrd.co")),
            ("a.shop.codeberg.page", Some("codeberg.page")),
            ("carrd.co", None),
            ("www.carrd.co", None),
            ("shop.notcarrd.co", None),
            ("carrd.co.evil.cn", None),
            ("shop.cn.com", None),
            ("www.example-shop.cn", None),
            ("www.shop.com.cn", None),
        ] {
            assert_eq!(hosting_suffix(name), expected, "{name}");
        }
    }

    #[test]
    fn the_hashes_are_sorted_and_distinct() {
        let hashes: Vec<u32> = hashes(HOSTING).collect();
        assert!(hashes.len() > 1000, "{}", hashes.len());
        assert!(hashes.is_sorted_by(|a, b| a < b));
    }
}
