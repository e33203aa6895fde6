//! No file of a room needs, by way of others, a file that needs it: each can be read after those that it uses.
//!
//! A path ends at the file that defines what it names: a `use` in a parent module is followed. That a parent re-exports
//! what its children define makes it need them no more than a table of contents does.

#![allow(clippy::expect_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The rooms without cycles.
const ROOMS: [&str; 1] = ["crates/core/src"];
/// Files of tests may name whatever they test.
const TESTS: [&str; 3] = ["tests", "testing", "hard_pages"];

/// A module by its names from the root.
type Module = Vec<String>;

/// What a file says of others.
#[derive(Default)]
struct Source {
    /// What it brings in by `use`: the name here, and the path.
    names: BTreeMap<String, Vec<String>>,
    /// The names that it brings in for others.
    exports: BTreeSet<String>,
    /// The other paths in it.
    paths: BTreeSet<Vec<String>>,
}

impl Source {
    fn read(text: &str) -> Self {
        let code = code(text);
        let code = code.split("mod tests {").next().unwrap_or_default();
        let mut source = Self::default();
        let mut rest = String::new();
        for statement in code.split_inclusive(';') {
            match statement.split_once("use ").filter(|(before, _)| {
                let line = before.rsplit(['\n', '}']).next().unwrap_or_default().trim();
                line.is_empty() || line.starts_with("pub")
            }) {
                Some((before, tree)) => {
                    let is_exported =
                        before.trim_end().ends_with("pub") || before.trim_end().ends_with(')');
                    for (name, path) in tree_paths(tree.trim_end_matches(';')) {
                        if is_exported {
                            source.exports.insert(name.clone());
                        }
                        source.names.insert(name, path);
                    }
                    rest.push_str(before);
                }
                None => rest.push_str(statement),
            }
        }
        let is_of_path = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':');
        let words = rest.split(|letter| !is_of_path(letter));
        source.paths = words
            .map(|word| word.trim_matches(':'))
            .filter(|word| word.contains("::"))
            .map(segments)
            .collect();
        source
    }
}

/// A source without comments and texts.
fn code(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let mut is_text = false;
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => drop(letters.next()),
                '"' => is_text = !is_text,
                '\'' if letters.peek() == Some(&'"') => drop(letters.next()),
                '/' if !is_text && letters.peek() == Some(&'/') => break,
                _ if is_text => {}
                _ => code.push(letter),
            }
        }
        code.push('\n');
    }
    code
}

fn segments(path: &str) -> Vec<String> {
    let names = path.split("::").map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The names and paths of a `use` tree: `crate::report::{Cause, Mark as M}`.
fn tree_paths(tree: &str) -> Vec<(String, Vec<String>)> {
    let Some((before, inside)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let path = segments(path);
        let name = match name.trim() {
            "" => path.last().cloned().unwrap_or_default(),
            name => name.to_owned(),
        };
        return vec![(name, path)];
    };
    let inside = inside.trim_end().trim_end_matches('}');
    let mut depth = 0;
    let parts = inside.split(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    let before = segments(before);
    parts
        .filter(|part| !part.trim().is_empty())
        .flat_map(tree_paths)
        .map(|(name, path)| {
            let path: Vec<String> = before.iter().cloned().chain(path).collect();
            match path.split_last() {
                Some((last, rest)) if last == "self" => {
                    let name = rest.last().cloned().unwrap_or_default();
                    (name, rest.to_vec())
                }
                _ => (name, path),
            }
        })
        .collect()
}

/// The files of a room.
struct Room(BTreeMap<Module, Source>);

impl Room {
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![(folder.to_owned(), Module::new())];
        while let Some((folder, module)) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a readable folder") {
                let path = entry.expect("a readable folder").path();
                let stem = path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                let inside = [module.clone(), vec![stem.clone()]].concat();
                if path.is_dir() {
                    folders.push((path, inside));
                } else if path.extension().is_some_and(|ending| ending == "rs")
                    && !TESTS.contains(&stem.as_str())
                {
                    let is_root = ["mod", "lib"].contains(&stem.as_str());
                    let source = Source::read(&fs::read_to_string(&path).expect("a source"));
                    files.insert(if is_root { module.clone() } else { inside }, source);
                }
            }
        }
        Self(files)
    }

    /// The file that defines what a path in a file names; `None` when that is not of this room.
    fn target(&self, from: &[String], path: &[String], steps: usize) -> Option<Module> {
        let (first, _) = path.split_first()?;
        let mut at = from.to_vec();
        let mut rest = path;
        match first.as_str() {
            "crate" => {
                at.clear();
                rest = rest.get(1..)?;
            }
            "self" => rest = rest.get(1..)?,
            "super" => {}
            name if self.0.contains_key(&child(from, name)) => {}
            name => {
                // Brought in by `use`, or of another crate.
                let whole = self.0.get(from)?.names.get(name)?;
                if steps == 0 || whole == path {
                    return None;
                }
                let whole = [whole.as_slice(), rest.get(1..)?].concat();
                return self.target(from, &whole, steps - 1);
            }
        }
        while let Some((name, after)) = rest.split_first() {
            if name == "super" {
                at.pop();
            } else if self.0.contains_key(&child(&at, name)) {
                at.push(name.clone());
            } else {
                let brought_in = self.0.get(&at).and_then(|source| source.names.get(name));
                return match brought_in {
                    Some(whole) if steps > 0 => {
                        let whole = [whole.as_slice(), after].concat();
                        self.target(&at, &whole, steps - 1).or(Some(at))
                    }
                    _ => Some(at),
                };
            }
            rest = after;
        }
        Some(at)
    }

    /// The files that a file needs.
    fn needs(&self, module: &Module, source: &Source) -> BTreeSet<Module> {
        const STEPS: usize = 8;
        let used = source.names.iter().filter_map(|(name, path)| {
            let target = self.target(module, path, STEPS)?;
            let is_contents = source.exports.contains(name) && target.starts_with(module);
            (!is_contents).then_some(target)
        });
        let named = source
            .paths
            .iter()
            .filter_map(|path| self.target(module, path, STEPS));
        used.chain(named)
            .filter(|target| target != module && self.0.contains_key(target))
            .collect()
    }

    /// What is left when files that need nothing, or only such files, are taken away, and those that only need what is left.
    fn cycles(&self) -> Vec<String> {
        let mut left: BTreeMap<Module, BTreeSet<Module>> = self
            .0
            .iter()
            .map(|(module, source)| (module.clone(), self.needs(module, source)))
            .collect();
        loop {
            let modules: BTreeSet<Module> = left.keys().cloned().collect();
            let needed: BTreeSet<Module> = left.values().flatten().cloned().collect();
            left.retain(|module, needs| {
                needs.retain(|other| modules.contains(other));
                !needs.is_empty() && needed.contains(module)
            });
            if left.len() == modules.len() {
                break;
            }
        }
        let name = |module: &Module| ["crate".to_owned(), module.join("::")].join("::");
        let say = |(module, needs): (&Module, &BTreeSet<Module>)| {
            let needs: Vec<String> = needs.iter().map(name).collect();
            [name(module), needs.join(", ")].join(" needs ")
        };
        left.iter().map(say).collect()
    }
}

fn child(module: &[String], name: &str) -> Module {
    [module, &[name.to_owned()]].concat()
}

#[test]
fn no_file_needs_itself_by_way_of_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ROOMS {
        let room = Room::read(&root.join(folder));
        let needs: usize = room
            .0
            .iter()
            .map(|(module, source)| room.needs(module, source).len())
            .sum();
        assert!(
            needs > room.0.len(),
            "{folder}: paths are not read any more"
        );
        assert_eq!(room.cycles(), [""; 0], "{folder}");
    }
}

#[test]
fn a_cycle_is_found_and_a_table_of_contents_is_none() {
    let room = |files: &[(&str, &str)]| {
        let files = files
            .iter()
            .map(|(name, text)| (segments(name), Source::read(text)));
        Room(files.collect()).cycles()
    };
    let contents = "mod a;\nmod b;\npub use a::A;\nuse b::b; // crate::b";
    assert_eq!(
        room(&[
            ("", contents),
            ("a", "use super::b::B;"),
            ("b", "pub struct B;")
        ]),
        [""; 0]
    );
    assert_eq!(
        room(&[
            ("", contents),
            ("a", "pub struct A;"),
            ("b", "use crate::A;\nconst TEXT: &str = \"crate::b\";")
        ]),
        [""; 0]
    );
    assert_eq!(
        room(&[
            ("", contents),
            ("a", "use super::{b::B, b as c};"),
            ("b", "fn b() { crate::a::a() }")
        ]),
        ["crate::a needs crate::b", "crate::b needs crate::a"]
    );
    assert_eq!(
        room(&[
            ("", "mod a;\nstruct X;\nfn f() { a::f() }"),
            ("a", "use super::X;")
        ]),
        ["crate:: needs crate::a", "crate::a needs crate::"]
    );
}
