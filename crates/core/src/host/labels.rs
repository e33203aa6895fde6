//! Compares host names label by label.

/// Is `host` the domain itself or a name under it, label by label: `a.github.io` is within `github.io`, `agithub.io` is not.
pub(super) fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The name, and what is left of it without its first label, its first two, and so on.
pub(super) fn parents(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.split_once('.').map(|(_, parent)| parent)
    })
}
