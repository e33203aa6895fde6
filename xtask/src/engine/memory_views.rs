//! Fixes how wasm2js output behaves when memory grows.
//!
//! wasm-bindgen's glue keeps typed-array views of the module's memory and renews them when the old buffer was detached,
//! as happens when a WebAssembly memory grows. The memory of wasm2js is a plain `ArrayBuffer` that is copied when it
//! grows: the old buffer stays readable, and a kept view silently reads and writes old data. (500 KB of page text was
//! read as 3 KB.) So each view has to be checked by comparing its buffer.

use anyhow::{Result, bail, ensure};

/// Rewrites every view check in the glue. Fails when the glue does not have the expected form: no engine is better than
/// one that reads the wrong memory.
pub(crate) fn compare_by_buffer(glue: &str) -> Result<String> {
    let mut fixed = String::with_capacity(glue.len());
    let mut views = 0;
    for line in glue.lines() {
        match view_checked_by(line) {
            Some(view) => {
                views += 1;
                fixed.push_str(&format!(
                    "    if ({view} === null || {view}.buffer !== wasm.memory.buffer) {{"
                ));
            }
            None => fixed.push_str(line),
        }
        fixed.push('\n');
    }
    let kept = glue
        .lines()
        .filter(|line| line.starts_with("let cached") && line.ends_with("Memory0 = null;"))
        .count();
    ensure!(
        views > 0 && views == kept,
        "wasm-bindgen's glue keeps {kept} views of memory, but checks {views}"
    );
    for old_check in [".byteLength === 0", ".detached"] {
        if fixed.contains(old_check) {
            bail!(
                "wasm-bindgen's glue still has `{old_check}`: how it checks its views of memory has changed"
            );
        }
    }
    Ok(fixed)
}

/// The name of the view, if the line is `if (VIEW === null || …) {`, the check before a kept view is used.
fn view_checked_by(line: &str) -> Option<&str> {
    let (view, rest) = line
        .trim_start()
        .strip_prefix("if (")?
        .split_once(" === null || ")?;
    let by_length = rest == format!("{view}.byteLength === 0) {{");
    let by_detachment = rest
        == format!(
            "{view}.buffer.detached === true || ({view}.buffer.detached === undefined && {view}.buffer !== wasm.memory.buffer)) {{"
        );
    (view.starts_with("cached") && (by_length || by_detachment)).then_some(view)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    const GLUE: &str = "\
let cachedDataViewMemory0 = null;
function getDataViewMemory0() {
    if (cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)) {
        cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    }
    return cachedDataViewMemory0;
}

let cachedUint8ArrayMemory0 = null;
function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}
";

    #[test]
    fn every_view_is_compared_by_its_buffer() {
        let fixed = compare_by_buffer(GLUE).unwrap();
        for view in ["cachedDataViewMemory0", "cachedUint8ArrayMemory0"] {
            let check =
                format!("    if ({view} === null || {view}.buffer !== wasm.memory.buffer) {{\n");
            assert!(fixed.contains(&check), "{fixed}");
        }
        assert_eq!(fixed.lines().count(), GLUE.lines().count());
    }

    #[test]
    fn glue_of_another_shape_fails_the_build() {
        let changes = [
            (
                "cachedUint8ArrayMemory0.byteLength === 0",
                "cachedUint8ArrayMemory0.length === 0",
            ),
            (
                "cachedDataViewMemory0.buffer.detached === true",
                "cachedDataViewMemory0.buffer.detached",
            ),
            (
                "if (cachedUint8ArrayMemory0 === null || ",
                "if (!cachedUint8ArrayMemory0 || ",
            ),
        ];
        for (from, to) in changes {
            let changed = GLUE.replacen(from, to, 1);
            assert_ne!(changed, GLUE);
            assert!(compare_by_buffer(&changed).is_err(), "{to}");
        }
        assert!(compare_by_buffer("export function toggle() {}\n").is_err());
    }
}
