//! Writes the software bill of materials: the crates that are compiled into the engine scripts, as CycloneDX 1.6.

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use serde_json::json;

use crate::project::Project;

/// The bill of materials, as JSON text.
pub(super) fn bill(project: &Project) -> Result<String> {
    let options = ["--locked", "--filter-platform", "wasm32-unknown-unknown"];
    let metadata = MetadataCommand::new()
        .current_dir(project.root())
        .other_options(options.map(str::to_owned))
        .exec()
        .context("reading the dependencies")?;
    let root = metadata
        .root_package()
        .context("the workspace has no root package")?;
    let linked = linked_into(&metadata, &root.id)?;
    let mut components: Vec<_> = metadata
        .packages
        .iter()
        .filter(|package| linked.contains(&package.id) && package.id != root.id)
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("NOASSERTION");
            json!({
                "type": "library",
                "name": package.name,
                "version": package.version,
                "purl": format!("pkg:cargo/{}@{}", package.name, package.version),
                // Old crates write `MIT/Apache-2.0`.
                "licenses": [{ "expression": licence.replace('/', " OR ") }],
            })
        })
        .collect();
    components.sort_by_key(ToString::to_string);
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": root.name, "version": root.version } },
        "components": components,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&bill)?))
}

/// The package and everything that is linked into it, without what is only used to build or test it: dependencies of
/// build scripts and tests, macros and their dependencies.
fn linked_into(metadata: &Metadata, root: &PackageId) -> Result<Vec<PackageId>> {
    let resolve = metadata
        .resolve
        .as_ref()
        .context("cargo resolved no dependencies")?;
    let mut linked = vec![root.clone()];
    let mut next = 0;
    while let Some(id) = linked.get(next).cloned() {
        next += 1;
        let node = resolve.nodes.iter().find(|node| node.id == id);
        for dependency in node.into_iter().flat_map(|node| &node.deps) {
            let is_linked = dependency
                .dep_kinds
                .iter()
                .any(|kind| kind.kind == DependencyKind::Normal);
            let is_macro = metadata[&dependency.pkg]
                .targets
                .iter()
                .any(cargo_metadata::Target::is_proc_macro);
            if is_linked && !is_macro && !linked.contains(&dependency.pkg) {
                linked.push(dependency.pkg.clone());
            }
        }
    }
    Ok(linked)
}
