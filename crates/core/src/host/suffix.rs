//! Finds public suffixes: below which name a domain can be had.
//!
//! The crate `psl`, which has the whole list as code, takes 865 KB of WebAssembly (229 KB gzipped; 2.1.247,
//! `opt-level = "s"`), far more than the checker's budget. `cargo xtask data` makes two small tables from it instead:
//!
//! - `suffixes.txt`: the registries' rules below the top-level domains under which a filing is possible, exactly, and
//!   one line of the second-level names that most other countries use (`co`, `com`, `gov` …). Below those countries'
//!   domains, where nothing is filed, the registrable domain is a good guess: `ne.jp` is not known to be a suffix.
//! - `hosting.bin`: the list's private section, see `hosting`.

use super::labels::parents;

const SUFFIXES: &str = include_str!("tables/suffixes.txt");

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
}
