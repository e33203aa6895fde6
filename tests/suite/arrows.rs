//! What may know what: crates point downwards, only the edge knows the browser, and no two files need each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn workspace() -> Metadata {
    MetadataCommand::new()
        .current_dir(root())
        .features(CargoOpt::AllFeatures)
        .no_deps()
        .exec()
        .unwrap()
}

/// What each crate of ours may be built on. Nothing depends upwards: what stands further down is not named further up.
const ARROWS: [(&str, &[&str]); 7] = [
    ("beian-lens-core", &[]),
    ("beian-lens-desk", &["beian-lens-core"]),
    ("beian-lens", &["beian-lens-core"]),
    ("beian-lens-webdriver", &["beian-lens-core"]),
    (
        "beian-lens-cli",
        &["beian-lens-core", "beian-lens-desk", "beian-lens-webdriver"],
    ),
    (
        "beian-lens-tests",
        &["beian-lens-core", "beian-lens-cli", "beian-lens-webdriver"],
    ),
    ("xtask", &["beian-lens-core"]),
];

/// The names of what a package is built on, or with its tests.
fn dependencies(package: &Package, kinds: &[DependencyKind]) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|dependency| kinds.contains(&dependency.kind))
        .map(|dependency| dependency.name.clone())
        .collect()
}

#[test]
fn crates_point_downwards() {
    let workspace = workspace();
    let ours: BTreeSet<String> = workspace
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let listed: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(ours, listed, "every crate has its place");
    for package in &workspace.packages {
        let (_, allowed) = ARROWS
            .iter()
            .find(|(name, _)| *package.name == *name)
            .unwrap();
        // A crate may test itself with what it is (its own feature for tests), and with nothing above it.
        let used = dependencies(
            package,
            &[
                DependencyKind::Normal,
                DependencyKind::Build,
                DependencyKind::Development,
            ],
        );
        let wrong: Vec<_> = used
            .intersection(&ours)
            .filter(|name| !allowed.contains(&name.as_str()) && **name != *package.name)
            .collect();
        assert!(wrong.is_empty(), "{} depends on {wrong:?}", package.name);
    }
}

#[test]
fn the_core_is_built_on_serde_alone() {
    let workspace = workspace();
    let core = workspace
        .packages
        .iter()
        .find(|package| package.name == "beian-lens-core")
        .unwrap();
    let kinds = [DependencyKind::Normal, DependencyKind::Build];
    assert_eq!(
        dependencies(core, &kinds),
        BTreeSet::from(["serde".to_owned()])
    );
}

/// Reading any number there can be takes 20 KB of tables; what pages say is read by a few lines in `src/dom`.
#[test]
fn no_code_in_a_page_reads_numbers_by_the_standard_library() {
    for folder in ["src", "crates/core/src"] {
        for (file, text) in sources(&root().join(folder)) {
            let tokens = tokens(&text);
            let found = tokens
                .windows(4)
                .find(|words| words[0] == "parse" && ["f32", "f64"].contains(&words[3].as_str()));
            assert!(found.is_none(), "{}: {found:?}", file.display());
        }
    }
}

/// What speaks to a browser from within a page.
fn is_of_the_browser(name: &str) -> bool {
    matches!(name, "js-sys" | "web-sys" | "serde-wasm-bindgen")
        || name.starts_with("gloo")
        || name.starts_with("wasm-bindgen")
}

#[test]
fn only_the_edges_know_the_browser() {
    for package in &workspace().packages {
        let found: BTreeSet<&str> = package
            .dependencies
            .iter()
            .filter(|dependency| is_of_the_browser(&dependency.name))
            // Compiled for the browser alone: what names it fails the native build.
            .filter(|dependency| {
                let for_browsers = dependency
                    .target
                    .as_ref()
                    .is_some_and(|target| target.to_string().contains("wasm"));
                let is_edge = ["beian-lens", "beian-lens-desk"].contains(&package.name.as_str());
                !(is_edge && for_browsers)
            })
            .map(|dependency| dependency.name.as_str())
            .collect();
        // The build tool writes the glue between JavaScript and Rust.
        let expected: BTreeSet<&str> = match package.name.as_str() {
            "xtask" => ["wasm-bindgen-cli-support"].into(),
            _ => BTreeSet::new(),
        };
        assert_eq!(found, expected, "{}", package.name);
    }
}

#[test]
fn only_the_desks_bridge_knows_the_browser() {
    let source = root().join("crates/desk/src");
    for (file, text) in sources(&source) {
        let names_it = tokens(&text)
            .iter()
            .any(|token| ["wasm_bindgen", "js_sys", "web_sys"].contains(&token.as_str()));
        let is_bridge = file.to_string_lossy().contains("bridge");
        assert!(
            is_bridge || !names_it,
            "{} names the browser",
            file.display()
        );
    }
}

#[test]
fn no_two_files_need_each_other() {
    let mut found = Vec::new();
    for folder in ["src", "crates/core/src"] {
        let files = root().join(folder);
        let modules = modules(&sources(&files), &files);
        assert!(modules.len() > 10, "{folder} is not read");
        let knots = knots(&modules).into_iter();
        found.extend(knots.map(|knot| format!("{folder}: {knot}")));
    }
    assert!(
        found.is_empty(),
        "these files need each other:\n{}",
        found.join("\n")
    );
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found.sort();
    found
}

#[test]
fn knots_are_found() {
    let knots_of = |files: &[(&str, &str)]| {
        let files: Vec<_> = files
            .iter()
            .map(|(file, text)| (PathBuf::from(file), (*text).to_owned()))
            .collect();
        knots(&modules(&files, Path::new("")))
    };
    // A path anywhere in a file, in braces too.
    assert_eq!(
        knots_of(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use std::fmt; use crate::{b::{self, One}, c as d};"),
            ("b.rs", "fn f() { let two = super::a::Two; }"),
        ])
        .len(),
        1
    );
    // Longer ways round.
    assert_eq!(
        knots_of(&[
            ("a.rs", "use crate::b::B;"),
            ("b/mod.rs", "mod c; fn f() { c::f() }"),
            ("b/c.rs", "use crate::a::A;"),
        ])
        .len(),
        1
    );
    // A child that needs its parent, which uses the child.
    assert_eq!(
        knots_of(&[
            ("a/mod.rs", "mod b; pub use b::B; pub fn f(b: B) {}"),
            ("a/b.rs", "use super::f;"),
        ])
        .len(),
        1
    );
    // What a parent only passes on is needed where it comes from.
    assert_eq!(
        knots_of(&[
            (
                "a/mod.rs",
                "mod b; mod c; pub(crate) use b::B; pub use c::C;"
            ),
            ("a/b.rs", "use super::C;"),
            ("a/c.rs", ""),
        ]),
        [""; 0]
    );
    // Comments, texts and tests need nothing.
    assert_eq!(
        knots_of(&[
            (
                "a.rs",
                "// crate::b\n/* crate::b::C */ const A: &str = \"crate::b::C\"; const B: char = '\"';",
            ),
            (
                "b.rs",
                "use crate::a::A;\n#[cfg(test)]\nmod tests { use crate::c::C; }\nfn f<'a>() {}",
            ),
            (
                "c.rs",
                "use crate::b::B; const R: &str = r#\" \" crate::a \"#;"
            ),
        ]),
        [""; 0]
    );
}

/// A module's path from the crate's root.
type Module = Vec<String>;

/// What a file names.
#[derive(Default)]
struct Named {
    paths: Vec<Module>,
    /// What it passes on under a name of its own, and does not use itself.
    passed_on: BTreeMap<String, Module>,
}

/// The files of a crate as modules.
fn modules(files: &[(PathBuf, String)], folder: &Path) -> BTreeMap<Module, Named> {
    let paths: Vec<Module> = files.iter().map(|(file, _)| module(file, folder)).collect();
    files
        .iter()
        .zip(&paths)
        .map(|((_, text), module)| {
            let children: BTreeSet<&String> = paths
                .iter()
                .filter(|path| path.len() == module.len() + 1 && path.starts_with(module))
                .filter_map(|path| path.last())
                .collect();
            (module.clone(), named(&tokens(text), module, &children))
        })
        .collect()
}

fn module(file: &Path, folder: &Path) -> Module {
    let inside = file.strip_prefix(folder).unwrap().with_extension("");
    let mut path: Module = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if path
        .last()
        .is_some_and(|last| last == "mod" || last == "lib")
    {
        path.pop();
    }
    path
}

/// The paths in a file that begin with `crate`, `self`, `super` or a child.
fn named(tokens: &[String], module: &[String], children: &BTreeSet<&String>) -> Named {
    let mut named = Named::default();
    let is = |at: usize, token: &str| tokens.get(at).is_some_and(|found| found == token);
    let mut at = 0;
    while at < tokens.len() {
        let begins = is(at + 1, "::") && !at.checked_sub(1).is_some_and(|before| is(before, "::"));
        let start = match tokens[at].as_str() {
            _ if !begins => None,
            "crate" => Some(Vec::new()),
            "self" => Some(module.to_vec()),
            "super" => Some(module[..module.len().saturating_sub(1)].to_vec()),
            child if children.contains(&child.to_owned()) => {
                Some([module, &[child.to_owned()]].concat())
            }
            _ => None,
        };
        let Some(start) = start else {
            at += 1;
            continue;
        };
        let is_passed_on = is(at.wrapping_sub(1), "use")
            && (is(at.wrapping_sub(2), "pub") || is(at.wrapping_sub(2), ")"));
        let mut found = Vec::new();
        at = follow(tokens, at + 2, start, &mut found);
        for (name, path) in found {
            let is_used = tokens.iter().filter(|token| **token == name).count() > 1;
            if is_passed_on && !is_used {
                named.passed_on.insert(name, path);
            } else {
                if is_passed_on {
                    named.passed_on.insert(name, path.clone());
                }
                named.paths.push(path);
            }
        }
    }
    named
}

/// Follows a path and the branches of its braces from behind a `::`; each end has the name under which it is known. Returns
/// where the path ends.
fn follow(
    tokens: &[String],
    mut at: usize,
    mut path: Module,
    found: &mut Vec<(String, Module)>,
) -> usize {
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = follow(tokens, at, path.clone(), found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return at + 1;
            }
            "super" => drop(path.pop()),
            "self" | "*" => {}
            name if name.starts_with(|first: char| first.is_alphabetic() || first == '_') => {
                path.push(name.to_owned());
            }
            // What stands behind a `::` and is not a name: a type's arguments.
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_some_and(|token| token == "::") {
            at += 1;
        } else {
            break;
        }
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(at).is_some_and(|token| token == "as") {
        name.clone_from(&tokens[at + 1]);
        at += 2;
    }
    found.push((name, path));
    at
}

/// Groups of files of which each needs all others, if over others: a line for each group.
fn knots(modules: &BTreeMap<Module, Named>) -> Vec<String> {
    let needs: BTreeMap<&Module, BTreeSet<&Module>> = modules
        .iter()
        .map(|(module, named)| {
            let needed = named.paths.iter().map(|path| home(modules, path, 0));
            (module, needed.filter(|needed| needed != &module).collect())
        })
        .collect();
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = needs
        .keys()
        .map(|module| (*module, reached_from(module, &needs)))
        .collect();
    let groups: BTreeSet<Vec<String>> = reached
        .iter()
        .filter(|(module, reached)| reached.contains(*module))
        .map(|(module, from_here)| {
            let group = from_here
                .iter()
                .filter(|other| reached[*other].contains(module));
            group
                .map(|module| format!("::{}", module.join("::")))
                .collect()
        })
        .collect();
    groups.into_iter().map(|group| group.join(" ")).collect()
}

fn reached_from<'a>(
    module: &'a Module,
    needs: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut next = vec![module];
    while let Some(module) = next.pop() {
        for needed in &needs[module] {
            if reached.insert(*needed) {
                next.push(needed);
            }
        }
    }
    reached
}

/// The module in which the thing at a path is, through those that pass it on.
fn home<'a>(modules: &'a BTreeMap<Module, Named>, path: &[String], depth: usize) -> &'a Module {
    let length = (0..=path.len())
        .rev()
        .find(|length| modules.contains_key(&path[..*length]))
        .unwrap_or_default();
    let Some((module, named)) = modules.get_key_value(&path[..length]) else {
        panic!("{path:?} is in no file");
    };
    match path.get(length).and_then(|name| named.passed_on.get(name)) {
        Some(from) if depth < 10 => {
            let rest = path.get(length + 1..).unwrap_or_default();
            home(modules, &[from, rest].concat(), depth + 1)
        }
        _ => module,
    }
}

/// The words and signs of a file, without comments, literals and what is for tests alone.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    let starts = |at: usize, sign: &str| {
        sign.chars()
            .enumerate()
            .all(|(offset, letter)| letters.get(at + offset) == Some(&letter))
    };
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if starts(at, "//") {
            while letters.get(at).is_some_and(|letter| *letter != '\n') {
                at += 1;
            }
        } else if starts(at, "/*") {
            while at < letters.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if letter == '"' {
            at += 1;
            while letters.get(at).is_some_and(|letter| *letter != '"') {
                at += if letters[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if letter == '\'' {
            // A lifetime has no second quote.
            at += match (letters.get(at + 1), letters.get(at + 2)) {
                (Some('\\'), _) => {
                    let end = letters[at + 3..].iter().position(|letter| *letter == '\'');
                    end.unwrap_or_default() + 4
                }
                (_, Some('\'')) => 3,
                _ => 1,
            };
        } else if letter == 'r' && (starts(at + 1, "\"") || starts(at + 1, "#\"")) {
            let end = if starts(at + 1, "#") { "\"#" } else { "\"" };
            at += 1 + end.len();
            while at < letters.len() && !starts(at, end) {
                at += 1;
            }
            at += end.len();
        } else if letter.is_alphanumeric() || letter == '_' {
            let word: String = letters[at..]
                .iter()
                .take_while(|letter| letter.is_alphanumeric() || **letter == '_')
                .collect();
            at += word.chars().count();
            tokens.push(word);
        } else if starts(at, "::") {
            at += 2;
            tokens.push("::".to_owned());
        } else {
            at += 1;
            if !letter.is_whitespace() {
                tokens.push(letter.to_string());
            }
        }
    }
    without_tests(&tokens)
}

/// Leaves out every item under `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const FOR_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().take(FOR_TESTS.len()).eq(FOR_TESTS) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += FOR_TESTS.len();
        // To the end of the item: the first semicolon, or the brace that closes the first one. Its other attributes have
        // brackets alone.
        let mut depth = 0_u32;
        while at < tokens.len() {
            match tokens[at].as_str() {
                "{" | "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                "}" => {
                    depth -= 1;
                    if depth == 0 {
                        at += 1;
                        break;
                    }
                }
                ";" if depth == 0 => {
                    at += 1;
                    break;
                }
                _ => {}
            }
            at += 1;
        }
    }
    kept
}
