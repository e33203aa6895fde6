/*
 * Beian Lens, the desk of the extension's own pages: Rust compiled to WebAssembly, as a module.
 * Made by `cargo xtask build`, not by hand. License: MIT OR Apache-2.0.
 */
{{bundle}}
