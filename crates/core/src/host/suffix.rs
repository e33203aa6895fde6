//! Looks up public suffixes: where domains can be registered, and where hosting services hand out names.
//!
//! The crate `psl`, which has the whole list as code, takes 865 KB of WebAssembly (229 KB gzipped; 2.1.247,
//! `opt-level = "s"`), far more than the checker's budget. `cargo xtask data` makes two small tables from it instead:
//!
//! - `suffixes.txt`: all registry rules below the top-level domains under which a filing is possible, and one line with
//!   the second-level names that most other countries use (`co`, `com`, `gov` …). Below the domains of those countries,
//!   where nothing is filed, the registrable domain is a good guess: `ne.jp` is not recognised as a suffix.
//! - `hosting.bin`: the private section of the list, as hashes of 31 bits: 2,236 names in 7 KB (as text 31 KB, 12 KB
//!   gzipped). One in a million names that are not in the list is mistaken for one that is. Names of up to three
//!   letters before the top-level domain (`uk.com`, `co.com`) are left out: they are sold as domains, and may need a
//!   filing.

const SUFFIXES: &str = include_str!("tables/suffixes.txt");
const HOSTING: &[u8] = include_bytes!("tables/hosting.bin");

/// The domain that the owner registered or was given by a platform: `shop.com.cn` for `www.shop.com.cn`,
/// `shop.github.io` for `a.shop.github.io`. `None` for a public suffix, a single label and an
/// address. `name` is in lower case, without a trailing dot.
#[must_use]
pub fn registrable_domain(name: &str) -> Option<&str> {
    if name.parse::<std::net::IpAddr>().is_ok() {
        return None;
    }
    let suffix = match super::platform::suffix_of(name) {
        Some(suffix) => suffix,
        None => registry_suffix(name)?,
    };
    let rest = name.strip_suffix(suffix)?.strip_suffix('.')?;
    let label = rest.rsplit('.').next()?;
    parents(name).find(|parent| parent.len() == label.len() + 1 + suffix.len())
}

/// The suffix of the registry: `com.cn` in `www.shop.com.cn`.
fn registry_suffix(name: &str) -> Option<&str> {
    let mut suffixes: Vec<&str> = parents(name).collect();
    let top = suffixes.pop()?;
    let Some(second) = suffixes.pop() else {
        return Some(top);
    };
    let label = second.split('.').next()?;
    let known = SUFFIXES.lines().any(|line| {
        let mut words = line.split(' ');
        let under = words.next();
        let any_country = under == Some("*")
            && top.len() == 2
            && super::tld::fileable(top) != super::tld::Fileable::Yes;
        (under == Some(top) || any_country) && words.any(|word| word == label)
    });
    Some(if known { second } else { top })
}

/// The suffix of the hosting service that this name is under, from the private section of the Public Suffix List. The
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

/// The name, then the name without its first label, without its first two, and so on.
fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.split_once('.').map(|(_, parent)| parent)
    })
}

/// The lower 31 bits of FNV-1a. `cargo xtask data` has the same function.
fn hash(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x7fff_ffff
}

/// The sorted hashes. Each is stored as the difference from the one before, seven bits per byte, low bits first; the
/// top bit means that more follow.
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
    fn the_registrable_domain_is_one_label_below_the_suffix() {
        for (name, expected) in [
            ("example-shop.cn", Some("example-shop.cn")),
            ("www.example-shop.cn", Some("example-shop.cn")),
            ("a.b.shop.com.cn", Some("shop.com.cn")),
            ("www.shop.gov.cn", Some("shop.gov.cn")),
            ("www.shop.bj.cn", Some("shop.bj.cn")),
            ("shop.公司.cn", Some("shop.公司.cn")),
            ("shop.xn--55qx5d.cn", Some("shop.xn--55qx5d.cn")),
            ("www.商店.中国", Some("商店.中国")),
            ("www.shop.com", Some("shop.com")),
            ("www.com.com", Some("com.com")),
            ("www.shop.com.hk", Some("shop.com.hk")),
            ("www.shop.co.uk", Some("shop.co.uk")),
            ("www.shop.com.au", Some("shop.com.au")),
            ("www.shop.de", Some("shop.de")),
            ("a.shop.github.io", Some("shop.github.io")),
            (
                "shop.cos.ap-shanghai.myqcloud.com",
                Some("ap-shanghai.myqcloud.com"),
            ),
            ("www.21yunbox.com", Some("21yunbox.com")),
            ("com.cn", None),
            ("cn", None),
            ("github.io", None),
            ("localhost", None),
            ("8.8.8.8", None),
            ("", None),
        ] {
            assert_eq!(registrable_domain(name), expected, "{name}");
        }
    }

    #[test]
    fn hosting_names_are_recognised_by_hash() {
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
