//! Decides whether a host needs a filing, from its name and, if known, the address of its server. RULES.md, section 6.

mod address;
mod hosting;
mod labels;
mod live;
pub mod mainland;
mod packed;
mod platform;
mod suffix;
pub mod tld;

pub use address::{Host, PageAddress};
pub use mainland::{Place, mainland};
pub use suffix::registrable_domain;
pub use tld::is_government;

use crate::report::{Applicability, Need, Reason, Server};
use crate::snapshot::ServerAddress;

/// Judges the address of a page.
///
/// | host | ICP | public security | reason |
/// | --- | --- | --- | --- |
/// | not reachable from the internet | not required | not required | not-live |
/// | a public IP address | not required: there is no domain to file | cannot tell: the police platform's FAQ of 2017 wants such sites to file | ip-address |
/// | a platform's suffix | not required | not required | no-custom-domain |
/// | own domain, server outside the mainland | not required | not required | outside-mainland |
/// | own domain, server in the mainland | required | required | custom-domain or unfileable-tld |
/// | own domain, server unknown | required if mainland | required if mainland | custom-domain or unfileable-tld |
///
/// `unfileable-tld` replaces `custom-domain` as the reason but does not change what is required: the law asks for the
/// number of every site served from the mainland. It tells the owner that no number can be had under this domain, and
/// does not exempt the site. It is used only for domains known to be missing from the approved ones.
///
/// Doubtful: a page under a suffix of a mainland cloud is served from the mainland without a domain of its own.
/// Providers agree that nothing can be filed in that case (RULES.md, section 1, "no custom domain bound"); whether the
/// police platform agrees is unknown.
#[must_use]
pub fn applicability(address: &PageAddress<'_>, server: Option<&ServerAddress>) -> Applicability {
    let server = server.map(locate);
    let (icp, public_security, reason) = judge(
        &address.host,
        server.as_ref().and_then(|server| server.mainland),
    );
    Applicability {
        icp,
        public_security,
        reason,
        server,
    }
}

fn judge(host: &Host, in_mainland: Option<bool>) -> (Need, Need, Reason) {
    let both = |need, reason| (need, need, reason);
    let name = match host {
        Host::None => return both(Need::NotRequired, Reason::NotLive),
        Host::Ip(address) if !live::is_public_address(*address) => {
            return both(Need::NotRequired, Reason::NotLive);
        }
        Host::Ip(_) => return (Need::NotRequired, Need::CannotTell, Reason::IpAddress),
        Host::Name(name) => name,
    };
    if !live::is_public_name(name) {
        return both(Need::NotRequired, Reason::NotLive);
    }
    if platform::suffix_of(name).is_some() {
        return both(Need::NotRequired, Reason::NoCustomDomain);
    }
    let need = match in_mainland {
        Some(true) => Need::Required,
        Some(false) => return both(Need::NotRequired, Reason::OutsideMainland),
        None => Need::RequiredIfMainland,
    };
    match tld::fileable(name) {
        tld::Fileable::No => both(need, Reason::UnfileableTld),
        tld::Fileable::Yes | tld::Fileable::Unsure => both(need, Reason::CustomDomain),
    }
}

fn locate(server: &ServerAddress) -> Server {
    // Firefox may give an IPv6 address with its zone (`fe80::1%eth0`), Chromium one in brackets.
    let bare = server.address.trim_matches(['[', ']']);
    let bare = bare.split('%').next().unwrap_or_default();
    let place = bare.parse().map_or(Place::Unknown, mainland);
    Server {
        address: server.address.clone(),
        mainland: place.is_mainland(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IN_MAINLAND: &str = "223.5.5.5";
    const IN_HONG_KONG: &str = "2001:2e0::1";

    fn judged(url: &str, server: Option<&str>) -> (Need, Need, Reason) {
        let server = server.map(|address| ServerAddress {
            address: address.into(),
        });
        let found = applicability(&PageAddress::of(url), server.as_ref());
        (found.icp, found.public_security, found.reason)
    }

    #[test]
    fn the_need_depends_on_the_host() {
        use Need::{CannotTell, NotRequired, RequiredIfMainland};
        let own = (RequiredIfMainland, RequiredIfMainland, Reason::CustomDomain);
        let unfileable = (
            RequiredIfMainland,
            RequiredIfMainland,
            Reason::UnfileableTld,
        );
        let not_live = (NotRequired, NotRequired, Reason::NotLive);
        let platform = (NotRequired, NotRequired, Reason::NoCustomDomain);
        let address = (NotRequired, CannotTell, Reason::IpAddress);
        for (url, expected) in [
            ("http://www.example-shop.cn/", own),
            ("https://WWW.EXAMPLE-SHOP.CN.:8443/a", own),
            ("https://user@shop.com.cn/", own),
            ("https://shop.org/", own),
            ("https://xn--czrs0t.xn--fiqs8s/", own),
            ("https://mygithub.io.cn/", own),
            ("https://github.io.evil.cn/", own),
            ("https://mygithub.io/", unfileable),
            ("https://shop.dev/", unfileable),
            ("https://shop.github.io/", platform),
            ("https://SHOP.GitHub.IO./", platform),
            ("https://github.io/", platform),
            ("https://github.io@shop.cn/", own),
            (
                "https://shop-1250000000.cos-website.ap-shanghai.myqcloud.com/",
                platform,
            ),
            ("http://8.8.8.8/", address),
            ("http://[2400:3200::1]:8080/", address),
            ("http://192.168.1.1/", not_live),
            ("http://[::1]/", not_live),
            ("http://[::ffff:127.0.0.1]/", not_live),
            ("http://localhost:3000/", not_live),
            ("http://shop.test/", not_live),
            ("http://intranet/", not_live),
            ("file:///home/shop.cn/index.html", not_live),
            ("about:blank", not_live),
            ("", not_live),
        ] {
            assert_eq!(judged(url, None), expected, "{url}");
        }
    }

    #[test]
    fn a_known_server_decides_for_a_custom_domain() {
        let required = (Need::Required, Need::Required, Reason::CustomDomain);
        let outside = (
            Need::NotRequired,
            Need::NotRequired,
            Reason::OutsideMainland,
        );
        let open = (
            Need::RequiredIfMainland,
            Need::RequiredIfMainland,
            Reason::CustomDomain,
        );
        for (server, expected) in [
            (IN_MAINLAND, required),
            ("2400:3200::1", required),
            ("[2400:3200::1]", required),
            ("::ffff:223.5.5.5", required),
            ("8.8.8.8", outside),
            ("1.36.0.1", outside),
            (IN_HONG_KONG, outside),
            ("127.0.0.1", open),
            ("198.18.0.5", open),
            ("fe80::1%eth0", open),
            ("203.0.113.7", open),
            ("not an address", open),
            ("", open),
        ] {
            assert_eq!(
                judged("http://www.example-shop.cn/", Some(server)),
                expected,
                "{server}"
            );
        }
    }

    #[test]
    fn the_server_does_not_matter_where_no_domain_can_be_filed() {
        for url in [
            "http://localhost/",
            "https://shop.github.io/",
            "http://8.8.8.8/",
        ] {
            for server in [IN_MAINLAND, "8.8.8.8", "127.0.0.1"] {
                assert_eq!(
                    judged(url, Some(server)),
                    judged(url, None),
                    "{url} at {server}"
                );
            }
        }
    }

    #[test]
    fn an_unfileable_domain_is_not_exempt() {
        assert_eq!(
            judged("https://shop.io/", Some(IN_MAINLAND)),
            (Need::Required, Need::Required, Reason::UnfileableTld)
        );
        assert_eq!(
            judged("https://shop.io/", Some("8.8.8.8")).2,
            Reason::OutsideMainland
        );
    }

    #[test]
    fn the_server_address_is_reported_unchanged() {
        let given = ServerAddress {
            address: IN_MAINLAND.into(),
        };
        let found = applicability(&PageAddress::of("http://localhost/"), Some(&given)).server;
        assert_eq!(
            found,
            Some(Server {
                address: IN_MAINLAND.into(),
                mainland: Some(true)
            })
        );
    }
}
