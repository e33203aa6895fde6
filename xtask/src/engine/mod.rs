//! Builds the engine scripts from one Rust source, once as WebAssembly and once as plain JavaScript.
//!
//! ```text
//! src/ ──cargo──▶ .wasm ──wasm-bindgen──▶ glue.js + .wasm ──wasm-opt──┬─────────────────────┬─esbuild─▶ bundle ─wrapper.js─▶ engine/*.js
//!                                                                     └─wasm2js, view fix───┘
//! ```
//!
//! Both scripts are made from the same module, so they cannot disagree, and one compilation is enough.
//!
//! ARCHITECTURE.md, "The bridge", describes what a script leaves in the page and what its value is.

mod import_names;
mod memory_views;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;
use zopfli::{BlockType, DeflateEncoder, Options as ZopfliOptions};

use crate::fingerprint::{Fingerprint, Stamp};
use crate::process::{run, run_quietly};
use crate::progress;
use crate::project::Project;
use crate::setup::Tools;

/// The two forms of the checker for pages, and the desk, which runs only in the extension's own pages.
#[derive(Clone, Copy, PartialEq)]
enum Engine {
    Wasm,
    Wasm2js,
    Desk,
}

/// Everything that an engine may be built from: when any of it changes, cargo is run. `extension` and `data` are listed
/// because Rust may include their files.
const SOURCES: &[&str] = &[
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "crates/core",
    "crates/desk",
    "data",
    "extension",
    "src",
    "xtask/npm/package-lock.json",
    "xtask/src",
];

/// The scripts and the module of the desk, named as in the packages.
pub(crate) fn files(project: &Project) -> Vec<PathBuf> {
    let scripts = Engine::ALL.map(|engine| engine.script(project));
    scripts.into_iter().chain([desk_module(project)]).collect()
}

fn desk_module(project: &Project) -> PathBuf {
    project.target("engine/desk.wasm")
}

/// Builds the scripts, unless they are up to date with these sources and this compiler.
pub(crate) fn build(project: &Project, tools: &Tools) -> Result<()> {
    let files = files(project);
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let mut inputs = Fingerprint::default().text("rustc", &tools.wasm_toolchain.version()?);
    for source in SOURCES {
        inputs = inputs.path(project.root(), source)?;
    }
    Stamp::new(project.target("engine/sources.stamp"), inputs).refresh(&files, || {
        let checker = compile(project, tools, "beian-lens")?;
        let desk = compile(project, tools, "beian-lens-desk")?;
        Engine::Wasm.build(project, tools, &checker)?;
        Engine::Wasm2js.build(project, tools, &checker)?;
        Engine::Desk.build(project, tools, &desk)
    })
}

/// How long a package takes to compile with its standard library, on two cores.
const COMPILE: Duration = Duration::from_secs(40);

/// A package to a bare WebAssembly module.
fn compile(project: &Project, tools: &Tools, package: &str) -> Result<PathBuf> {
    let target = project.target("engine/cargo");
    let toolchain = &tools.wasm_toolchain;
    let mut flags = remapped_paths(project, &toolchain.sysroot)?;
    flags.extend(
        [
            // The first version of WebAssembly, without reference types and bulk memory: wasm2js understands nothing
            // newer.
            "-Ctarget-cpu=mvp",
            // A panic aborts at once, without the code and text to describe it: this saves a tenth of the script.
            "-Zunstable-options",
            "-Cpanic=immediate-abort",
        ]
        .map(str::to_owned),
    );
    let mut cargo = toolchain.cargo_with_standard_library("rustc");
    // `rustc --crate-type cdylib` rather than `build`: when cargo also builds an rlib, it skips link-time optimisation.
    cargo
        .current_dir(project.root())
        .args([
            "--quiet",
            "--release",
            "--locked",
            "--package",
            package,
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    progress::step(
        &format!("build: {package}, as WebAssembly"),
        COMPILE,
        || run("compiling to WebAssembly", &mut cargo),
    )?;
    Ok(module_of(project, package))
}

/// Path of a package's compiled module, without glue.
fn module_of(project: &Project, package: &str) -> PathBuf {
    let module = package.replace('-', "_");
    project.target(&format!(
        "engine/cargo/wasm32-unknown-unknown/release/{module}.wasm"
    ))
}

/// A package's module as it is shipped, but with function names: for `cargo xtask size`.
pub(crate) fn named_module(project: &Project, tools: &Tools, package: &str) -> Result<PathBuf> {
    let folder = project.target("engine/named");
    fs::create_dir_all(&folder)?;
    bind(&module_of(project, package), &folder, true)?;
    let bound = folder.join("beian_lens_bg.wasm");
    let named = folder.join("named.wasm");
    let mut optimise = tools.npm.command("binaryen/bin/wasm-opt");
    optimise
        .args(["-Oz", "-g"])
        .arg(&bound)
        .arg("-o")
        .arg(&named);
    run_quietly("wasm-opt", &mut optimise)?;
    Ok(named)
}

impl Engine {
    const ALL: [Self; 3] = [Self::Wasm, Self::Wasm2js, Self::Desk];

    fn name(self) -> &'static str {
        match self {
            Self::Wasm => "wasm",
            Self::Wasm2js => "wasm2js",
            Self::Desk => "desk",
        }
    }

    fn script(self, project: &Project) -> PathBuf {
        project.target(&format!("engine/{}.js", self.name()))
    }

    fn build(self, project: &Project, tools: &Tools, module: &Path) -> Result<()> {
        let name = self.name();
        eprintln!("build: engine/{name}.js …");
        let script = self.script(project);
        // Many source changes (comments, tests, native code) leave the module unchanged.
        let inputs = Fingerprint::default()
            .file("module", module)?
            .path(project.root(), "xtask/src/engine")?
            .path(project.root(), "Cargo.lock")?
            .path(project.root(), "xtask/npm/package-lock.json")?;
        Stamp::new(project.target(&format!("engine/{name}.stamp")), inputs)
            .refresh(&[&script], || self.bundle(project, tools, module))
            .with_context(|| format!("building engine/{name}.js"))
    }

    /// Turns a WebAssembly module into a content script.
    fn bundle(self, project: &Project, tools: &Tools, module: &Path) -> Result<()> {
        let folder = project.target(&format!("engine/bundle-{}", self.name()));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let file = |name: &str| folder.join(name);

        bind(module, &folder, false)?;

        // wasm-bindgen records the features that the module uses in it, and wasm-opt reads them there.
        let bound = file("beian_lens_bg.wasm");
        let mut optimise = tools.npm.command("binaryen/bin/wasm-opt");
        run_quietly(
            "wasm-opt",
            optimise.arg("-Oz").arg(&bound).arg("-o").arg(&bound),
        )?;

        let glue = file("beian_lens_bg.js");
        let (module, short) =
            import_names::shorten(&fs::read(&bound)?, &fs::read_to_string(&glue)?)?;
        fs::write(&bound, module)?;
        fs::write(&glue, &short)?;

        let translation = match self {
            Self::Wasm | Self::Desk => None,
            Self::Wasm2js => {
                fs::write(&glue, memory_views::compare_by_buffer(&short)?)?;
                Some(translate(tools, &folder)?)
            }
        };

        match self {
            Self::Wasm => fs::write(file("beian_lens_bg.wasm.deflated"), deflate(&bound)?)?,
            Self::Wasm2js => {}
            Self::Desk => drop(fs::copy(&bound, desk_module(project))?),
        }
        fs::write(file("entry.js"), self.entry())?;
        let mut options = vec!["--bundle"];
        if self == Self::Desk {
            options.push("--format=esm");
        } else {
            options.extend([
                "--format=iife",
                "--global-name=rust",
                "--loader:.deflated=binary",
            ]);
            // What is injected is read anew on every click: its glue is 40 KB otherwise.
            options.push("--minify");
        }
        let bundle = esbuild(tools, &folder, "entry.js", &options)?;
        let script = self.script(project);
        fs::write(
            &script,
            self.wrap(translation.as_deref().unwrap_or_default(), &bundle),
        )
        .with_context(|| format!("writing {}", script.display()))
    }

    fn entry(self) -> &'static str {
        match self {
            Self::Wasm => include_str!("wasm.js"),
            Self::Wasm2js => include_str!("wasm2js.js"),
            Self::Desk => include_str!("desk.js"),
        }
    }

    fn wrap(self, translation: &str, bundle: &str) -> String {
        let description = match self {
            Self::Desk => {
                return include_str!("desk_wrapper.js").replace("{{bundle}}", bundle.trim());
            }
            Self::Wasm => "WebAssembly",
            Self::Wasm2js => {
                "WebAssembly and translated to JavaScript, for pages whose policy refuses WebAssembly"
            }
        };
        include_str!("wrapper.js")
            .replace("{{description}}", description)
            .replace("{{engine}}", self.name())
            .replace("{{module}}\n    ", translation)
            .replace("{{bundle}}", bundle.trim())
    }
}

/// Writes the glue between a module and JavaScript, and the module that goes with it, as `beian_lens_bg.*`.
///
/// The target is `bundler` and not `no-modules`: its glue does not look at `document.currentScript`, which is whatever a page
/// with <img name="currentScript"> makes of it.
fn bind(module: &Path, folder: &Path, keep_names: bool) -> Result<()> {
    Bindgen::new()
        .bundler(true)?
        .input_path(module)
        .out_name("beian_lens")
        .typescript(false)
        .keep_debug(keep_names)
        .generate(folder)
        .context("wasm-bindgen")
}

/// A module deflated as far as it goes: base64 hides from whoever packs the script what a packer could use.
fn deflate(module: &Path) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(ZopfliOptions::default(), BlockType::Dynamic, Vec::new());
    encoder.write_all(&fs::read(module)?)?;
    Ok(encoder.finish()?)
}

/// Translates the module in `folder` to JavaScript: a function `instantiate` that takes `require` and returns the exports.
///
/// Kept apart from the readable code and minified: nobody reads the output of wasm2js, and minified it is a third of
/// the size.
fn translate(tools: &Tools, folder: &Path) -> Result<String> {
    let name = "beian_lens_bg.wasm.js";
    let mut wasm2js = tools.npm.command("binaryen/bin/wasm2js");
    wasm2js
        .current_dir(folder)
        .args(["-O3", "beian_lens_bg.wasm", "-o", name]);
    run_quietly("wasm2js", &mut wasm2js)?;
    let module = esbuild(tools, folder, name, &["--format=cjs", "--minify"])?;
    Ok(format!(
        "// What wasm2js makes of the module, minified.\n    const instantiate = (require) => {{\n      \
         const module = {{}};\n      {}\n      return module.exports;\n    }};\n\n    ",
        module.trim(),
    ))
}

/// Runs esbuild on a file in `folder` and returns its output.
fn esbuild(tools: &Tools, folder: &Path, file: &str, options: &[&str]) -> Result<String> {
    let mut esbuild = tools.npm.command("esbuild/bin/esbuild");
    esbuild.current_dir(folder).arg(file).args(options);
    // Where esbuild finds fflate.
    esbuild.env("NODE_PATH", tools.npm.folder());
    esbuild.args([
        "--platform=browser",
        "--target=chrome120,firefox128",
        "--log-level=warning",
    ]);
    let output = run_quietly("esbuild", &mut esbuild)?.stdout;
    String::from_utf8(output).context("esbuild's output is not UTF-8")
}

/// Flags that remove this machine's folders from the module, so that builds in different places give the same bytes.
fn remapped_paths(project: &Project, sysroot: &Path) -> Result<Vec<String>> {
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir()
            .context("no home folder")?
            .join(".cargo"),
    };
    let folders = [
        (project.root(), "/beian-lens"),
        (&cargo_home, "/cargo"),
        (sysroot, "/rust"),
    ];
    Ok(folders
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .to_vec())
}
