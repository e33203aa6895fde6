//! Looks up top-level domains: under which ones a filing is possible, and which hosts belong to the government.

/// Compiled by `cargo xtask data` from `data/tlds.tsv`, which has the sources and dates. One line each for yes, unsure
/// and no: the word, then the names, in Unicode and in Punycode.
const TABLE: &str = include_str!("tables/tlds.txt");

/// Whether a site under a top-level domain can file. Advisory: there is no official machine-readable list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fileable {
    /// MIIT has approved its registry.
    Yes,
    /// The sources disagree or do not mention it.
    Unsure,
    /// It is missing from the approved ones.
    No,
}

/// Whether a site on this host can file, judged by its top-level domain.
/// `host` is in lower case, without a trailing dot.
#[must_use]
pub fn fileable(host: &str) -> Fileable {
    let tld = host.rsplit('.').next().unwrap_or_default();
    let word = TABLE.lines().find_map(|line| {
        let mut words = line.split(' ');
        let word = words.next()?;
        words.any(|name| name == tld).then_some(word)
    });
    match word {
        Some("yes") => Fileable::Yes,
        Some("no") => Fileable::No,
        _ => Fileable::Unsure,
    }
}

/// Whether this is a government host (`.gov.cn`, `.政务`), which must also show the CONAC mark and the site code.
/// `host` is in lower case, without a trailing dot.
#[must_use]
pub fn is_government(host: &str) -> bool {
    ["gov.cn", "政务", "xn--zfr164b"]
        .iter()
        .any(|suffix| super::labels::is_within(host, suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approved_missing_and_disputed_domains() {
        for (host, expected) in [
            ("www.example-shop.cn", Fileable::Yes),
            ("shop.com", Fileable::Yes),
            ("shop.com.cn", Fileable::Yes),
            ("商店.中国", Fileable::Yes),
            ("xn--czrs0t.xn--fiqs8s", Fileable::Yes),
            ("a.xn--55qx5d.cn", Fileable::Yes),
            ("shop.org", Fileable::Unsure),
            ("shop.org.cn", Fileable::Yes),
            ("shop.io", Fileable::No),
            ("cn.io", Fileable::No),
            ("shop.dev", Fileable::No),
            ("shop.berlin", Fileable::Unsure),
        ] {
            assert_eq!(fileable(host), expected, "{host}");
        }
    }

    #[test]
    fn the_words_of_the_table_are_not_domains() {
        assert_eq!(fileable("shop.yes"), Fileable::Unsure);
        assert_eq!(fileable("shop.no"), Fileable::Unsure);
    }

    #[test]
    fn government_hosts_are_matched_by_label() {
        for host in [
            "www.gov.cn",
            "beian.miit.gov.cn",
            "gov.cn",
            "某市.政务",
            "xn--abc.xn--zfr164b",
        ] {
            assert!(is_government(host), "{host}");
        }
        for host in [
            "gov.cn.evil.com",
            "mygov.cn",
            "icp.gov.moe",
            "gov.com.cn",
            "政务.cn",
            "www.gov.com",
        ] {
            assert!(!is_government(host), "{host}");
        }
    }

    #[test]
    fn the_table_matches_the_curated_data() {
        for line in include_str!("../../../../data/tlds.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
        {
            let mut fields = line.split('\t');
            let (name, ascii, word) = (fields.next(), fields.next(), fields.next());
            let expected = match word {
                Some("yes") => Fileable::Yes,
                Some("no") => Fileable::No,
                _ => Fileable::Unsure,
            };
            for form in [name, ascii] {
                assert_eq!(
                    fileable(form.unwrap_or_default()),
                    expected,
                    "{line}: run `cargo xtask data`"
                );
            }
        }
    }
}
