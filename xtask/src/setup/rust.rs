//! Finds or completes the Rust toolchain for the engines: the wasm target, and the standard library source for wasm2js.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::debian;
use crate::process::{run_quietly, text_of};
use crate::progress;
use crate::project::cargo;

/// The only wasm target for browsers.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Debian's own compiler for WebAssembly. It has the source of the standard library, but not a built one.
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// A cargo and a rustc that can compile to WebAssembly.
pub(crate) struct WasmToolchain {
    cargo: OsString,
    rustc: OsString,
    /// Its sysroot, which contains `lib/rustlib`.
    pub(crate) sysroot: PathBuf,
}

/// Finds the toolchain that runs this program and adds what is missing, or falls back to Debian's toolchain.
pub(crate) fn ensure() -> Result<WasmToolchain> {
    let own = WasmToolchain::that_runs_us()?;
    let missing = own.missing();
    if missing.is_empty() {
        return Ok(own);
    }
    if let Some(debian) = WasmToolchain::of_debian() {
        return Ok(debian);
    }
    let failure = match add_by_rustup(&missing) {
        Ok(()) => return Ok(own),
        Err(failure) => failure,
    };
    if debian::is_ours_to_change() {
        eprintln!("{failure:#}\nsetup: using Debian's Rust for WebAssembly instead");
        debian::install("Rust for WebAssembly", DEBIAN_PACKAGES)?;
        if let Some(debian) = WasmToolchain::of_debian() {
            return Ok(debian);
        }
    }
    bail!(
        "{failure:#}\nThe engines need the target {WASM_TARGET} and the source of the standard library. Install rustup \
         and run\n    rustup target add {WASM_TARGET}\n    rustup component add rust-src clippy rustfmt\nor, on Debian,\n    \
         apt-get install {}",
        DEBIAN_PACKAGES.join(" "),
    );
}

fn add_by_rustup(missing: &[Piece]) -> Result<()> {
    let step = "setup: Rust's wasm target and components (rustup)";
    progress::step(step, Duration::from_secs(20), || {
        if missing.contains(&Piece::Target) {
            let mut target = Command::new("rustup");
            target.args(["target", "add", WASM_TARGET]);
            run_quietly("setup, wasm target", &mut target)?;
        }
        let components: Vec<_> = missing.iter().filter_map(Piece::component).collect();
        if !components.is_empty() {
            let mut component = Command::new("rustup");
            component.args(["component", "add"]).args(components);
            run_quietly("setup, Rust components", &mut component)?;
        }
        Ok(())
    })
}

/// A part that a toolchain may lack.
#[derive(PartialEq)]
enum Piece {
    Target,
    Source,
    Clippy,
    Rustfmt,
}

impl Piece {
    fn component(&self) -> Option<&'static str> {
        match self {
            Self::Target => None,
            Self::Source => Some("rust-src"),
            Self::Clippy => Some("clippy"),
            Self::Rustfmt => Some("rustfmt"),
        }
    }
}

impl WasmToolchain {
    fn that_runs_us() -> Result<Self> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let sysroot = text_of(
            "setup, Rust",
            Command::new(&rustc).args(["--print", "sysroot"]),
        )?;
        Ok(Self {
            cargo: cargo(),
            rustc,
            sysroot: sysroot.into(),
        })
    }

    fn of_debian() -> Option<Self> {
        let debian = Self {
            cargo: "/usr/bin/cargo".into(),
            rustc: "/usr/bin/rustc".into(),
            sysroot: "/usr".into(),
        };
        let there = [
            Path::new(&debian.cargo),
            Path::new(&debian.rustc),
            &debian.source(),
        ]
        .iter()
        .all(|path| path.exists());
        there.then_some(debian)
    }

    fn missing(&self) -> Vec<Piece> {
        let program = |name: &str| {
            self.sysroot
                .join("bin")
                .join(format!("{name}{}", env::consts::EXE_SUFFIX))
        };
        let pieces = [
            (Piece::Target, self.built_standard_library()),
            (Piece::Source, self.source()),
            (Piece::Clippy, program("cargo-clippy")),
            (Piece::Rustfmt, program("rustfmt")),
        ];
        pieces
            .into_iter()
            .filter(|(_, path)| !path.exists())
            .map(|(piece, _)| piece)
            .collect()
    }

    fn built_standard_library(&self) -> PathBuf {
        self.sysroot
            .join("lib/rustlib")
            .join(WASM_TARGET)
            .join("lib")
    }

    fn source(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib/src/rust/library/Cargo.lock")
    }

    /// Whether the standard library is built for the wasm target; otherwise every build has to compile it.
    pub(crate) fn has_built_standard_library(&self) -> bool {
        self.built_standard_library().exists()
    }

    /// `cargo SUBCOMMAND` with this compiler, for the wasm target. The user's own flags are left out: they would change
    /// what is shipped.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        if self.has_built_standard_library() {
            self.bare_cargo(subcommand)
        } else {
            self.cargo_with_standard_library(subcommand)
        }
    }

    /// The same, but also builds the standard library, so that the caller's flags apply to it too.
    pub(crate) fn cargo_with_standard_library(&self, subcommand: &str) -> Command {
        let mut command = self.bare_cargo(subcommand);
        // This is unstable in cargo; the variable enables it on a stable toolchain.
        command.env("RUSTC_BOOTSTRAP", "1");
        command.args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ]);
        command
    }

    fn bare_cargo(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.cargo);
        command
            .env("RUSTC", &self.rustc)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.args([subcommand, "--target", WASM_TARGET]);
        command
    }

    /// The whole output of `rustc -vV`: a different compiler makes a different engine.
    pub(crate) fn version(&self) -> Result<String> {
        text_of("Rust's version", Command::new(&self.rustc).arg("-vV"))
    }
}
