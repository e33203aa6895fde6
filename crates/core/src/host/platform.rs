//! Recognises hosts that belong to a platform rather than to the site owner: no domain can be filed under them.
//!
//! The curated table comes first, because the Public Suffix List has no mainland cloud. Its private
//! section follows.

/// Compiled by `cargo xtask data` from `data/platforms.tsv`, which has the sources and dates. One suffix per line;
/// a line that begins with `=` is its operator's own registered domain.
const SUFFIXES: &str = include_str!("tables/platforms.txt");

/// The platform suffix that equals this name or that the name is under.
///
/// The operator's own site is not under its platform: `21yunbox.com` and `www.21yunbox.com` are a company's own domain
/// and need a filing, while `github.io` belongs to no site owner. `name` is as in [`super::Host::Name`].
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
    fn a_name_under_a_platform_belongs_to_the_platform() {
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
    fn the_table_matches_the_curated_data() {
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
