//! Defines the site's content security policy: in each page as `<meta>`, and as headers for hosts that can send them.

/// Only the site's own files, and only the site's own scripts.
pub(super) const STRICT: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// For the page "try it". Its frame inherits this policy and restricts it further (`assets/try.js`), so it has to allow
/// a pasted page its own styles, its own `<base>` and pictures in data URLs: without the styles, hidden text would look
/// visible. `frame-src` keeps the frame from navigating anywhere.
pub(super) const TRY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'none'; form-action 'none'";

/// The policy of a page, by name.
pub(super) fn of(page: &str) -> &'static str {
    if page == "try.html" { TRY } else { STRICT }
}

/// The headers of a file, by its path in the site. `frame-ancestors` works only in a header.
pub(super) fn headers(path: &str) -> Vec<(&'static str, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    vec![
        (
            "Content-Security-Policy",
            format!("{}; frame-ancestors 'none'", of(name)),
        ),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "no-referrer".into()),
    ]
}

/// The same headers in the `_headers` format that several static hosts read.
pub(super) fn headers_file() -> String {
    // A host combines the headers of all matching patterns, and two policies would both apply: so no two patterns
    // overlap.
    let mut file = String::new();
    for path in ["/try.html", "/zh/try.html"] {
        push(&mut file, path);
    }
    for path in [
        "/",
        "/index.html",
        "/install.html",
        "/privacy.html",
        "/samples.html",
        "/rules/*",
        "/samples/*",
    ] {
        push(&mut file, path);
    }
    for path in [
        "/zh/",
        "/zh/index.html",
        "/zh/install.html",
        "/zh/privacy.html",
        "/zh/samples.html",
        "/zh/rules/*",
    ] {
        push(&mut file, path);
    }
    file
}

fn push(file: &mut String, path: &str) {
    file.push_str(path);
    file.push('\n');
    for (name, value) in headers(path) {
        file.push_str(&format!("  {name}: {value}\n"));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_documented_headers_are_the_ones_that_are_sent() {
        let readme =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../www/README.md"))
                .unwrap();
        for page in ["/index.html", "/zh/try.html"] {
            for (name, value) in headers(page) {
                assert!(
                    readme.contains(&format!("{name}: {value}\n")),
                    "{name} of {page}"
                );
            }
        }
    }
}
