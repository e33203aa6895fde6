//! The site's content security policy: in each page as `<meta>`, and once more as headers for hosts that can send them.

/// Nothing but the site's own files; no script but the site's.
pub(super) const STRICT: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// For the page "try it". Its frame inherits this policy, and narrows it by one of its own (`assets/try.js`); so it
/// has to let a pasted page have its own styles, its own `<base>` and pictures in data URLs: without the first, what is
/// hidden would look shown. `frame-src` keeps the frame from ever leading anywhere.
pub(super) const TRY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'none'; form-action 'none'";

/// Which policy a page has, by its name.
pub(super) fn of(page: &str) -> &'static str {
    if page == "try.html" { TRY } else { STRICT }
}

/// Headers that go with a file, by its path in the site. `frame-ancestors` works in a header only.
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

/// The same headers in the form that several static hosts read from a file `_headers`.
pub(super) fn headers_file() -> String {
    // A host adds up the headers of all patterns that match, and two policies would both hold: no pattern covers another.
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
