//! Extracts the host from the address of a page, as far as this crate needs it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::filing::hosts::Url;

/// Maximum length of a host name in DNS, in bytes.
const NAME_LIMIT: usize = 253;

/// The host part of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// No host: a file, a browser's own page, a data URL, or an address that no browser would open.
    None,
    /// An IP address.
    Ip(IpAddr),
    /// A name, in lower case and without the final dot.
    Name(String),
}

/// The address of a page, split once. An address that no web server serves (a file, an extension's page, the browser's
/// own pages) has no host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAddress<'a> {
    /// The host part of the address.
    pub host: Host,
    /// The host as text, in lower case and without a port; empty when there is none.
    pub host_name: String,
    /// Including its slash; empty when there is none.
    path: &'a str,
}

impl<'a> PageAddress<'a> {
    /// Splits an absolute address.
    #[must_use]
    pub fn of(url: &'a str) -> Self {
        match Url::split(url) {
            Some(url) if matches!(url.scheme.as_str(), "http" | "https") => Self {
                host: Host::parse(&url.host),
                host_name: url.host,
                path: url.path,
            },
            _ => Self {
                host: Host::None,
                host_name: String::new(),
                path: "",
            },
        }
    }

    /// Whether this is a site's home page, which is what the law is about: the root, the root of a language, or an
    /// index file.
    #[must_use]
    pub fn is_home_page(&self) -> bool {
        let path = self.path.to_ascii_lowercase();
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let is_index = |part: &&str| {
            let stem = part.split_once('.').map_or(*part, |(stem, _)| stem);
            matches!(stem, "index" | "default" | "home" | "main")
        };
        parts.pop_if(|part| is_index(&&**part));
        parts.pop_if(|part| is_language(part));
        parts.is_empty()
    }
}

/// Whether a path segment is a language such as `en`, `zh-cn`, `zh_hans`.
fn is_language(part: &str) -> bool {
    let is_word = |word: &str, most: usize| {
        (2..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    match part.split_once(['-', '_']) {
        Some((language, place)) => is_word(language, 2) && is_word(place, 4),
        None => is_word(part, 2),
    }
}

impl Host {
    /// The host of an absolute address.
    ///
    /// Browsers normalise the address in the address bar (IPv4 in hexadecimal, percent escapes, IDN). An address from
    /// elsewhere that is not normalised is read as [`Host::None`] rather than as a wrong name.
    #[must_use]
    pub fn of(url: &str) -> Self {
        PageAddress::of(url).host
    }

    /// Parses a host on its own, without a port: `shop.cn`, `[::1]`, `192.0.2.1`.
    #[must_use]
    pub fn parse(host: &str) -> Self {
        if let Some(inside) = host.strip_prefix('[') {
            let address = inside
                .strip_suffix(']')
                .and_then(|inside| inside.parse::<Ipv6Addr>().ok());
            return address.map_or(Self::None, |address| Self::Ip(IpAddr::V6(address)));
        }
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return Self::Ip(IpAddr::V4(address));
        }
        if host.len() > NAME_LIMIT {
            return Self::None;
        }
        // Full stops typed with Chinese input methods separate labels too (UTS 46).
        let name = host.replace(['。', '．', '｡'], ".").to_ascii_lowercase();
        let name = name.strip_suffix('.').unwrap_or(&name);
        let last = name.rsplit('.').next().unwrap_or_default();
        let number_like = last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x");
        if number_like || !name.split('.').all(is_label) {
            return Self::None;
        }
        Self::Name(name.to_owned())
    }
}

/// Whether these are letters, digits, hyphens, underscores (some hosts use them, and DNS allows them) or non-ASCII.
fn is_label(label: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_') || !b.is_ascii();
    !label.is_empty() && label.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn name(name: &str) -> Host {
        Host::Name(name.into())
    }

    #[test]
    fn a_host_is_read_as_browsers_do() {
        let ip = |text: &str| Host::Ip(text.parse().unwrap());
        for (url, host) in [
            ("http://www.example-shop.cn/", name("www.example-shop.cn")),
            ("HTTPS://WWW.Example-Shop.CN", name("www.example-shop.cn")),
            (
                "https://example-shop.cn.:8443/a?b#c",
                name("example-shop.cn"),
            ),
            ("https://user:pass@shop.cn/", name("shop.cn")),
            ("https://beian.miit.gov.cn@shop.cn/", name("shop.cn")),
            ("https://a@b@shop.cn/", name("shop.cn")),
            ("https://evil.cn\\@shop.cn/", name("evil.cn")),
            ("https://evil.cn?@shop.cn/", name("evil.cn")),
            ("https://evil.cn#@shop.cn/", name("evil.cn")),
            ("http://商店.中国/", name("商店.中国")),
            ("http://商店。中国/", name("商店.中国")),
            (
                "http://xn--czrs0t.xn--fiqs8s/",
                name("xn--czrs0t.xn--fiqs8s"),
            ),
            ("http://localhost:3000/", name("localhost")),
            ("http://8.8.8.8:80/", ip("8.8.8.8")),
            ("http://[2001:DB8::1]:8080/", ip("2001:db8::1")),
            ("http://[::ffff:10.0.0.1]/", ip("::ffff:10.0.0.1")),
        ] {
            assert_eq!(Host::of(url), host, "{url}");
        }
    }

    #[test]
    fn addresses_that_no_browser_opens_have_no_host() {
        for url in [
            "",
            "shop.cn",
            "file:///home/a.html",
            "about:blank",
            "data:text/html,x",
            "chrome://version",
            "view-source:http://shop.cn/",
            "moz-extension://aa/x.html",
            "blob:https://shop.cn/1",
            "javascript:;",
            "http://",
            "http:///",
            "http://a..cn/",
            "http://.cn/",
            "http://1.2.3/",
            "http://0x7f.1/",
            "http://300.1.1.1/",
            "http://[::1/",
            "http://[zz]/",
            "http://a b.cn/",
            "http://a%2Ecn/",
        ] {
            assert_eq!(Host::of(url), Host::None, "{url}");
        }
        assert_eq!(
            Host::of(&format!("http://{}cn/", "a.".repeat(200))),
            Host::None
        );
    }
}
