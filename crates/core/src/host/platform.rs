//! Hosts that are a platform's, not the owner's: under them there is no domain that could be filed.
//!
//! The curated table comes first: no mainland cloud is in the Public Suffix List. The list's private section is the rest.

/// Compiled by `cargo xtask data` from `data/platforms.tsv`, where each has its source and date. One suffix a line;
/// behind `=` one that is its operator's own registered domain.
const SUFFIXES: &str = include_str!("tables/platforms.txt");

/// The platform suffix that this name is or stands under.
///
/// The operator's own site is not under its platform: `21yunbox.com` and `www.21yunbox.com` are a company's own domain
/// and need its filing, while `github.io` is nobody's. `name` is as in [`super::Host::Name`].
pub(super) fn suffix_of(name: &str) -> Option<&str> {
    let listed = SUFFIXES
        .lines()
        .find_map(|line| match line.strip_prefix('=') {
            Some(suffix) => {
                let operator = name == suffix || name.strip_prefix("www.") == Some(suffix);
                (!operator && super::labels::is_within(name, suffix)).then_some(suffix)
            }
            None => super::labels::is_within(name, line).then_some(line),
        });
    listed.or_else(|| super::hosting::hosting_suffix(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_under_a_platform_is_the_platforms() {
        for (name, suffix) in [
            ("shop.github.io", Some("github.io")),
            ("a.b.github.io", Some("github.io")),
            ("github.io", Some("github.io")),
            (
                "shop-125.cos.ap-shanghai.myqcloud.com",
                Some("myqcloud.com"),
            ),
            ("shop.oss-cn-hangzhou.aliyuncs.com", Some("aliyuncs.com")),
            ("shop.21yunbox.com", Some("21yunbox.com")),
            (
                "shop.s3.cn-north-1.amazonaws.com.cn",
                Some("amazonaws.com.cn"),
            ),
            ("shop.eu.org", Some("eu.org")),
            ("21yunbox.com", None),
            ("www.21yunbox.com", None),
            ("shop.carrd.co", Some("carrd.co")),
            ("mygithub.io", None),
            ("github.io.evil.cn", None),
            ("github.io.cn", None),
            ("xmyqcloud.com", None),
            ("www.example-shop.cn", None),
        ] {
            assert_eq!(suffix_of(name), suffix, "{name}");
        }
    }

    #[test]
    fn the_table_is_what_the_curated_one_says() {
        let mut expected: Vec<String> = include_str!("../../../../data/platforms.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .map(|line| {
                let mut fields = line.split('\t');
                let (suffix, _kind, apex) = (fields.next(), fields.next(), fields.next());
                format!(
                    "{}{}",
                    if apex == Some("operator") { "=" } else { "" },
                    suffix.unwrap_or_default()
                )
            })
            .collect();
        expected.sort();
        assert_eq!(
            SUFFIXES.lines().collect::<Vec<_>>(),
            expected,
            "run `cargo xtask data`"
        );
    }
}
