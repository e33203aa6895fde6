/*
 * Beian Lens, the desk of the extension's own pages: Rust compiled to WebAssembly.
 * Made by `cargo xtask build`, not by hand. License: MIT OR Apache-2.0.
 */
"use strict";
{{bundle}}
globalThis.beianDesk = rust.run;
