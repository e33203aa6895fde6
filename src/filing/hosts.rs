//! The hosts that a filing number may link to, and a reader of links that is not fooled by look-alikes.

/// What a link's host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostClass {
    /// MIIT's filing system.
    Miit,
    /// An address that MIIT's filing system has given up.
    MiitRetired,
    /// Another host of the ministry.
    MiitOther,
    /// The public security platform.
    Mps,
    /// The platform's address until it moved.
    MpsOld,
    /// Somebody else.
    Unofficial,
}

/// The hosts, matched whole, and what they are. Source: the registers' own pages and public footers; read 2026-11-23.
/// miitbeian.gov.cn served from 2010-06 to 2019, miibeian.gov.cn until 2010-07; when the platform left beian.gov.cn is
/// not known, and most sites still link there.
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

/// What a host is. `host` is lower case without port, as [`Url::host`] has it.
#[must_use]
pub fn classify_host(host: &str) -> HostClass {
    match HOSTS.iter().find(|(known, _)| *known == host) {
        Some((_, class)) => *class,
        None if host == "miit.gov.cn" || host.ends_with(".miit.gov.cn") => HostClass::MiitOther,
        None => HostClass::Unofficial,
    }
}

/// The parts of an absolute or scheme-relative address. Nothing is decoded and nothing resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// Lower case, without colon; empty for a scheme-relative address.
    pub scheme: String,
    /// What stands before `@`, which is how a look-alike hides its host.
    pub userinfo: Option<&'a str>,
    /// Lower case, ASCII only as written, without the dot at the end and without port.
    pub host: String,
    /// As written; `None` when there is none.
    pub port: Option<&'a str>,
    /// With its slash; empty when there is none.
    pub path: &'a str,
    /// Without `?`.
    pub query: Option<&'a str>,
    /// Without `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> Url<'a> {
    /// Splits an address. `None` when it names no host: relative, `#`, `javascript:`, `mailto:` and the like.
    #[must_use]
    pub fn split(address: &'a str) -> Option<Self> {
        let address = address
            .trim_matches(|glyph: char| glyph.is_ascii_whitespace() || glyph.is_ascii_control());
        let (scheme, rest) = match address.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
            _ => (String::new(), address),
        };
        let special = matches!(scheme.as_str(), "" | "http" | "https");
        // Browsers read a backslash as a slash, and any number of them after http: as two.
        let slash = |glyph: char| glyph == '/' || special && glyph == '\\';
        let authority = rest.trim_start_matches(slash);
        let slashes = rest.len() - authority.len();
        if slashes < 2 && !(special && !scheme.is_empty()) {
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

    /// What its host is.
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

/// The public security number that an address carries: the digits of `code=` or `recordcode=` in the fragment, the
/// query or the path, else the only run of fourteen digits. `None` when it carries none, or several that differ.
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

/// The digits after `code=` or `recordcode=`, whatever their number.
fn named_code(part: &str) -> Option<&str> {
    part.split(['?', '&', ';', '/']).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let named = name.eq_ignore_ascii_case("code") || name.eq_ignore_ascii_case("recordcode");
        let value = value.trim_start_matches(|glyph: char| !glyph.is_ascii_digit());
        let digits = digit_runs(value).next()?;
        (named && !digits.is_empty()).then_some(digits)
    })
}

fn digit_runs(part: &str) -> impl Iterator<Item = &str> {
    part.split(|glyph: char| !glyph.is_ascii_digit())
        .filter(|run| !run.is_empty())
}
