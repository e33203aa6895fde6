//! Classifies the hosts that a filing number may link to, and splits addresses without being fooled by look-alikes.

/// The role of a link's host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostClass {
    /// MIIT's filing system.
    Miit,
    /// A former address of MIIT's filing system.
    MiitRetired,
    /// Another host of the ministry.
    MiitOther,
    /// The public security platform.
    Mps,
    /// The former address of the public security platform.
    MpsOld,
    /// Any other host.
    Unofficial,
}

/// The hosts, matched in full, and their roles. Source: the registers' own pages and public footers; read 2026-11-23.
/// miitbeian.gov.cn served from 2010-06 to 2019, miibeian.gov.cn until 2010-07. It is unknown when the platform left
/// beian.gov.cn; most sites still link there.
static HOSTS: &[(&str, HostClass)] = &[
    ("beian.miit.gov.cn", HostClass::Miit),
    ("www.beian.miit.gov.cn", HostClass::MiitRetired),
    ("miitbeian.gov.cn", HostClass::MiitRetired),
    ("www.miitbeian.gov.cn", HostClass::MiitRetired),
    ("miibeian.gov.cn", HostClass::MiitRetired),
    ("www.miibeian.gov.cn", HostClass::MiitRetired),
    ("beian.mps.gov.cn", HostClass::Mps),
    ("www.beian.gov.cn", HostClass::MpsOld),
    ("beian.gov.cn", HostClass::MpsOld),
];

/// Classifies a host. `host` is lower case without a port, as in [`Url::host`].
#[must_use]
pub fn classify_host(host: &str) -> HostClass {
    match HOSTS.iter().find(|(known, _)| *known == host) {
        Some((_, class)) => *class,
        None if host == "miit.gov.cn" || host.ends_with(".miit.gov.cn") => HostClass::MiitOther,
        None => HostClass::Unofficial,
    }
}

/// The parts of an absolute or scheme-relative address. Nothing is decoded or resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// Lower case, without the colon; empty for a scheme-relative address.
    pub scheme: String,
    /// The part before `@`, where look-alikes put the name of a real host.
    pub userinfo: Option<&'a str>,
    /// Lower case (ASCII only, otherwise as written), without the final dot and without the port.
    pub host: String,
    /// As written; `None` when there is none.
    pub port: Option<&'a str>,
    /// Including its slash; empty when there is none.
    pub path: &'a str,
    /// Without the `?`; `None` when there is none.
    pub query: Option<&'a str>,
    /// Without the `#`; `None` when there is none.
    pub fragment: Option<&'a str>,
}

impl<'a> Url<'a> {
    /// Splits an address. `None` when it names no host: relative, `#`, `javascript:`, `mailto:` and so on.
    #[must_use]
    pub fn split(address: &'a str) -> Option<Self> {
        let address = address
            .trim_matches(|glyph: char| glyph.is_ascii_whitespace() || glyph.is_ascii_control());
        let (scheme, rest) = match address.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
            _ => (String::new(), address),
        };
        let special = matches!(scheme.as_str(), "" | "http" | "https");
        // Browsers read a backslash as a slash, and any number of slashes after http: as two.
        let slash = |glyph: char| glyph == '/' || special && glyph == '\\';
        let authority = rest.trim_start_matches(slash);
        let slashes = rest.len() - authority.len();
        if slashes < 2 && (scheme.is_empty() || !special) {
            return None;
        }
        let end = authority
            .find(|glyph| slash(glyph) || glyph == '?' || glyph == '#')
            .unwrap_or(authority.len());
        let (authority, rest) = authority.split_at_checked(end)?;
        let (userinfo, host_and_port) = match authority.rsplit_once('@') {
            Some((userinfo, host)) => (Some(userinfo), host),
            None => (None, authority),
        };
        let (host, port) = match host_and_port.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => {
                (host, Some(port).filter(|port| !port.is_empty()))
            }
            _ => (host_and_port, None),
        };
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let (rest, fragment) = cut(rest, '#');
        let (path, query) = cut(rest, '?');
        (!host.is_empty()).then_some(Self {
            scheme,
            userinfo,
            host,
            port,
            path,
            query,
            fragment,
        })
    }

    /// The role of the host.
    #[must_use]
    pub fn class(&self) -> HostClass {
        classify_host(&self.host)
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at)
        .map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The public security number in an address: the digits of `code=` or `recordcode=` in the fragment, the query or the
/// path, otherwise the only run of fourteen digits. `None` when there is none, or when several differ.
#[must_use]
pub fn record_code(address: &str) -> Option<&str> {
    let rest = Url::split(address).map_or((None, None, None), |url| {
        (url.fragment, url.query, Some(url.path))
    });
    let parts = || [rest.0, rest.1, rest.2].into_iter().flatten();
    parts().find_map(named_code).or_else(|| {
        let mut runs = parts().flat_map(digit_runs).filter(|run| run.len() == 14);
        let first = runs.next()?;
        runs.all(|run| run == first).then_some(first)
    })
}

/// The digits in the value of `code` or `recordcode`: the first fourteen-digit run, otherwise the leading digits.
fn named_code(part: &str) -> Option<&str> {
    part.split(['?', '&', ';', '/']).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        if !(name.eq_ignore_ascii_case("code") || name.eq_ignore_ascii_case("recordcode")) {
            return None;
        }
        let whole = digit_runs(value).find(|run| run.len() == 14);
        whole.or_else(|| {
            digit_runs(value)
                .next()
                .filter(|run| value.starts_with(run))
        })
    })
}

/// The runs of digits in a part of an address; digits of percent escapes do not count.
fn digit_runs(part: &str) -> impl Iterator<Item = &str> {
    let unescaped = part
        .split('%')
        .enumerate()
        .filter_map(|(nth, piece)| piece.get(if nth == 0 { 0 } else { 2 }..));
    unescaped
        .flat_map(|piece| piece.split(|glyph: char| !glyph.is_ascii_digit()))
        .filter(|run| !run.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hosts_are_matched_in_full() {
        let cases = [
            ("https://beian.miit.gov.cn/", HostClass::Miit),
            ("https://beian.miit.gov.cn", HostClass::Miit),
            (
                "http://beian.miit.gov.cn:443/#/Integrated/index",
                HostClass::Miit,
            ),
            (
                "HTTPS://BEIAN.MIIT.GOV.CN/publish/query/indexFirst.action",
                HostClass::Miit,
            ),
            ("https://beian.miit.gov.cn./", HostClass::Miit),
            ("//beian.miit.gov.cn", HostClass::Miit),
            ("https:beian.miit.gov.cn", HostClass::Miit),
            ("https:\\\\beian.miit.gov.cn\\", HostClass::Miit),
            (" https://beian.miit.gov.cn/\n", HostClass::Miit),
            ("https://user@beian.miit.gov.cn/", HostClass::Miit),
            ("http://www.beian.miit.gov.cn", HostClass::MiitRetired),
            ("http://www.miitbeian.gov.cn/", HostClass::MiitRetired),
            ("http://miitbeian.gov.cn", HostClass::MiitRetired),
            ("http://www.miibeian.gov.cn/", HostClass::MiitRetired),
            ("https://www.miit.gov.cn/", HostClass::MiitOther),
            ("https://tsm.miit.gov.cn/dxxzsp/", HostClass::MiitOther),
            ("https://beian.mps.gov.cn/#/query/webSearch", HostClass::Mps),
            ("http://www.beian.gov.cn/portal/index", HostClass::MpsOld),
            (
                "https://beian.miit.gov.cn.example.com/",
                HostClass::Unofficial,
            ),
            (
                "http://beian.miit.gov.cn@evil.example/",
                HostClass::Unofficial,
            ),
            (
                "http://beian.miit.gov.cn:80@evil.example/",
                HostClass::Unofficial,
            ),
            (
                "http://evil.example/beian.miit.gov.cn",
                HostClass::Unofficial,
            ),
            (
                "http://evil.example?https://beian.miit.gov.cn/",
                HostClass::Unofficial,
            ),
            (
                "http://evil.example#@beian.miit.gov.cn",
                HostClass::Unofficial,
            ),
            (
                "http://evil.example\\@beian.miit.gov.cn",
                HostClass::Unofficial,
            ),
            ("https://notbeian.miit.gov.cn.cn/", HostClass::Unofficial),
            ("https://xmiit.gov.cn/", HostClass::Unofficial),
            ("https://icp.gov.moe/?keyword=1", HostClass::Unofficial),
            ("http://[::1]:8080/", HostClass::Unofficial),
        ];
        for (address, class) in cases {
            assert_eq!(
                Url::split(address).expect(address).class(),
                class,
                "{address}"
            );
        }
    }

    #[test]
    fn an_address_without_a_host_is_refused() {
        let cases = [
            "",
            "#",
            "javascript:;",
            "javascript:void(0)",
            "mailto:a@example.cn",
            "/beian",
            "beian.html",
            "?a",
            "tel:110",
            "https://",
            "about:blank",
        ];
        for address in cases {
            assert_eq!(Url::split(address), None, "{address}");
        }
    }

    #[test]
    fn the_parts_of_an_address_are_as_written() {
        let url = Url::split("https://me:pw@Example.CN:8443/a/b?c=d?e#f?g#h").unwrap();
        assert_eq!(
            (url.scheme.as_str(), url.userinfo, url.host.as_str()),
            ("https", Some("me:pw"), "example.cn")
        );
        assert_eq!(
            (url.port, url.path, url.query, url.fragment),
            (Some("8443"), "/a/b", Some("c=d?e"), Some("f?g#h"))
        );
    }

    #[test]
    fn the_code_is_read_from_fragment_query_or_path() {
        let cases = [
            (
                "https://beian.mps.gov.cn/#/query/webSearch?code=33010602045678",
                Some("33010602045678"),
            ),
            (
                "https://beian.mps.gov.cn/#/query/webSearch?police=&code=33010602045678&x=1",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=33010602045678",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/portal/registerSystemInfo?recordCode=33010602045678&",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=%20%E6%B5%9933010602045678",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=330106020456",
                Some("330106020456"),
            ),
            (
                "http://www.beian.gov.cn/portal/33010602045678",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/?33010602045678",
                Some("33010602045678"),
            ),
            (
                "http://www.beian.gov.cn/33010602045678?33010602045679",
                None,
            ),
            (
                "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=",
                None,
            ),
            ("https://beian.mps.gov.cn/", None),
            ("https://33010602045678.example.cn/", None),
            ("#33010602045678", None),
        ];
        for (address, code) in cases {
            assert_eq!(record_code(address), code, "{address}");
        }
    }

    proptest! {
        #[test]
        fn no_address_panics(address in any::<String>()) {
            let _ = (Url::split(&address), record_code(&address));
        }

        #[test]
        fn no_address_like_text_panics(address in "[a-z:/\\\\@?#\\[\\].=&0-9编]{0,60}") {
            let _ = (Url::split(&address), record_code(&address));
        }

        #[test]
        fn user_and_path_do_not_hide_the_host(user in "[a-z.]{0,20}", path in "[a-z/@.]{0,20}") {
            let url = format!("https://{user}@evil.example/{path}");
            prop_assert_eq!(Url::split(&url).map(|url| url.host), Some("evil.example".to_owned()));
        }
    }
}
