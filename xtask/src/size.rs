//! Runs `cargo xtask size`: prints the size of the scripts and packages, and of each crate and room in the module.
//!
//! The module is measured after wasm-opt, but with function names, which the scripts do not have.

mod snapshot;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use snapshot::Row;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::engine;
use crate::package;
use crate::project::Project;
use crate::setup;

/// How many of the heaviest functions are listed.
const FUNCTIONS: usize = 40;

/// Builds what has changed, and prints the tables.
pub(crate) fn print(project: &Project, output: &mut dyn Write) -> Result<()> {
    let tools = setup::ensure_tools(project)?;
    let packages = package::build(project, &tools)?;
    for part in ["beian-lens", "beian-lens-desk"] {
        let module = engine::named_module(project, &tools, part)?;
        print_module(part, Module::read(&fs::read(&module)?)?, output)?;
    }
    let rows = shipped(project, &packages)?;
    writeln!(output, "\n{:>9}  {:>9}  shipped files", "bytes", "gzipped")?;
    for Row {
        file,
        bytes,
        gzipped,
    } in &rows
    {
        writeln!(output, "{bytes:>9}  {gzipped:>9}  {file}")?;
    }
    snapshot::write(&project.path(snapshot::FILE), &rows)
}

/// Compares what was built with the committed sizes.
pub(crate) fn check(project: &Project, packages: &[PathBuf]) -> Result<()> {
    snapshot::compare(&project.path(snapshot::FILE), &shipped(project, packages)?)
}

/// What is shipped: the engines' files, and the packages by the names they have in every version.
fn shipped(project: &Project, packages: &[PathBuf]) -> Result<Vec<Row>> {
    let version = format!("-{}", env!("CARGO_PKG_VERSION"));
    let mut files = engine::files(project);
    files.extend(packages.iter().filter(|package| package.is_file()).cloned());
    files
        .iter()
        .map(|file| {
            let name = file.file_name().context("a file without a name")?;
            let (bytes, gzipped) = sizes(file)?;
            Ok(Row {
                file: name.to_string_lossy().replace(&version, ""),
                bytes,
                gzipped,
            })
        })
        .collect()
}

fn print_module(part: &str, module: Module, output: &mut dyn Write) -> io::Result<()> {
    writeln!(
        output,
        "\n{:>9}  {:>9}  parts of the {part}'s module",
        "bytes", ""
    )?;
    for (section, bytes) in &module.sections {
        writeln!(output, "{bytes:>9}  {:>9}  {section}", "")?;
    }
    writeln!(
        output,
        "\n{:>9}  {:>9}  code by crate and room",
        "bytes", "functions"
    )?;
    let mut rooms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (name, bytes) in &module.functions {
        let room = rooms.entry(room(name)).or_default();
        room.0 += bytes;
        room.1 += 1;
    }
    let mut rooms: Vec<_> = rooms.into_iter().collect();
    rooms.sort_by_key(|(_, (bytes, _))| std::cmp::Reverse(*bytes));
    for (room, (bytes, functions)) in rooms {
        writeln!(output, "{bytes:>9}  {functions:>9}  {room}")?;
    }
    writeln!(output, "\n{:>9}  {:>9}  heaviest functions", "bytes", "")?;
    let mut functions = module.functions;
    functions.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (name, bytes) in functions.iter().take(FUNCTIONS) {
        writeln!(output, "{bytes:>9}  {:>9}  {name}", "")?;
    }
    Ok(())
}

/// The bytes of a file as it is and gzipped.
fn sizes(file: &Path) -> Result<(usize, usize)> {
    let content = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&content)?;
    Ok((content.len(), gzip.finish()?.len()))
}

/// The contents of a WebAssembly module.
struct Module {
    sections: Vec<(String, usize)>,
    functions: Vec<(String, usize)>,
}

impl Module {
    fn read(bytes: &[u8]) -> Result<Self> {
        let mut sections = Vec::new();
        let mut bodies = Vec::new();
        let mut imported = 0;
        let mut names = BTreeMap::new();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    sections.push(("imports".to_owned(), imports.range().len()));
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(
                            import?.ty,
                            wasmparser::TypeRef::Func(_) | wasmparser::TypeRef::FuncExact(_)
                        ));
                    }
                }
                Payload::CodeSectionStart { range, .. } => {
                    sections.push(("code".to_owned(), range.len()));
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
                Payload::DataSection(data) => {
                    sections.push(("data".to_owned(), data.range().len()));
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(subsections) = section.as_known() {
                        for subsection in subsections {
                            if let Name::Function(functions) = subsection? {
                                for function in functions {
                                    let function = function?;
                                    names.insert(
                                        usize::try_from(function.index)?,
                                        format!("{:#}", rustc_demangle::demangle(function.name)),
                                    );
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        let functions = bodies
            .into_iter()
            .enumerate()
            .map(|(index, bytes)| {
                let name = names.remove(&(imported + index));
                (name.unwrap_or_else(|| "(no name)".to_owned()), bytes)
            })
            .collect();
        Ok(Self {
            sections,
            functions,
        })
    }
}

/// The crates that are listed by room.
const OURS: [&str; 3] = ["beian_lens", "beian_lens_core", "beian_lens_desk"];

/// The crate at the start of a function's name; for our own crates, the room too. Generic code counts towards the crate
/// that wrote it, except that serialisation, which is generic throughout, counts towards the serialiser.
fn room(name: &str) -> String {
    for serialiser in ["serde_json", "serde_wasm_bindgen"] {
        if name.contains(serialiser) {
            return serialiser.to_owned();
        }
    }
    let path = name.trim_start_matches(['<', '&', '(', '[', '*']);
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    let mut segments = path.split("::");
    let first: String = segments
        .next()
        .unwrap_or_default()
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect();
    if !OURS.contains(&first.as_str()) {
        return first;
    }
    let room = segments.next().unwrap_or_default();
    let mut room: String = room
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect();
    room.insert_str(0, "::");
    room.insert_str(0, &first);
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_to_its_crate_and_room() {
        for (name, expected) in [
            (
                "beian_lens_core::marks::passages::sightings",
                "beian_lens_core::marks",
            ),
            (
                "<beian_lens::overlay::state::State>::place",
                "beian_lens::overlay",
            ),
            ("<f64 as core::str::traits::FromStr>::from_str", "f64"),
            (
                "<beian_lens_core::report::Report as serde_core::ser::Serialize>::serialize::<&mut serde_json::ser::Serializer>",
                "serde_json",
            ),
            ("memmove", "memmove"),
        ] {
            assert_eq!(room(name), expected, "{name}");
        }
    }
}
