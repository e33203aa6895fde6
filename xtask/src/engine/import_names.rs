//! Shortens the names of a module's imports.
//!
//! wasm-bindgen's names (`__wbg_getBoundingClientRect_0123456789abcdef`) are in both the module and the glue, and their
//! hashes do not compress: short names make the checker a twentieth smaller.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasmparser::BinaryReader;

const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;

/// Renames the imports in a module and in its glue. Fails when either does not have the expected form.
pub(crate) fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut glue = glue.to_owned();
    let mut reader = BinaryReader::new(module, 0);
    let mut shortened = reader.read_bytes(HEADER)?.to_vec();
    while !reader.eof() {
        let id = reader.read_u8()?;
        let size = reader.read_var_u32()?;
        let section = reader.read_bytes(usize::try_from(size)?)?;
        shortened.push(id);
        if id == IMPORTS {
            push_bytes(&mut shortened, &imports(section, &mut glue)?)?;
        } else {
            push_bytes(&mut shortened, section)?;
        }
    }
    Ok((shortened, glue))
}

/// The import section with the new names.
fn imports(section: &[u8], glue: &mut String) -> Result<Vec<u8>> {
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut reader = BinaryReader::new(section, 0);
    let count = reader.read_var_u32()?;
    let mut shortened = Vec::new();
    push_number(&mut shortened, count);
    for number in 0..count {
        let from = reader.read_string()?;
        let name = reader.read_string()?;
        let kind = reader.read_u8()?;
        ensure!(
            kind == FUNCTION,
            "the module imports something other than functions"
        );
        let signature = reader.read_var_u32()?;
        if !names.contains_key(name) {
            // A name that neither JavaScript nor the glue uses.
            let short = format!("_{number}");
            rename(glue, name, &short)?;
            names.insert(name, short);
        }
        let short = names.get(name).context("every import has a name")?;
        push_bytes(&mut shortened, from.as_bytes())?;
        push_bytes(&mut shortened, short.as_bytes())?;
        shortened.push(kind);
        push_number(&mut shortened, signature);
    }
    Ok(shortened)
}

fn rename(glue: &mut String, name: &str, short: &str) -> Result<()> {
    let declared = format!("export function {name}(");
    ensure!(
        glue.matches(&declared).count() == 1,
        "wasm-bindgen's glue has no function {name}: how it exports what the module imports has changed"
    );
    *glue = glue.replace(&declared, &format!("export function {short}("));
    Ok(())
}

fn push_bytes(bytes: &mut Vec<u8>, content: &[u8]) -> Result<()> {
    push_number(bytes, u32::try_from(content.len())?);
    bytes.extend(content);
    Ok(())
}

/// Appends a number in LEB128.
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A module that imports `m.first` and `m.second`, both functions of signature 0, and has an empty custom section.
    fn module() -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0]);
        let mut section = vec![2];
        for name in ["first", "second"] {
            push_bytes(&mut section, b"m").unwrap();
            push_bytes(&mut section, name.as_bytes()).unwrap();
            section.extend([FUNCTION, 0]);
        }
        module.push(IMPORTS);
        push_bytes(&mut module, &section).unwrap();
        module.extend([0, 2, 1, b'c']);
        module
    }

    #[test]
    fn module_and_glue_get_the_same_short_names() {
        let glue = "export function first(a) {}\nexport function second() {}\nexport function toggle() {}\n";
        let (shortened, glue) = shorten(&module(), glue).unwrap();
        assert_eq!(
            glue,
            "export function _0(a) {}\nexport function _1() {}\nexport function toggle() {}\n"
        );
        assert_eq!(
            shortened.len(),
            module().len() - "first".len() - "second".len() + 4
        );
        let (again, _) = shorten(
            &shortened,
            "export function _0(a) {}\nexport function _1() {}\n",
        )
        .unwrap();
        assert_eq!(again, shortened);
    }

    #[test]
    fn glue_of_another_shape_fails_the_build() {
        for glue in ["", "export const first = 1;\nexport function second() {}"] {
            assert!(shorten(&module(), glue).is_err(), "{glue}");
        }
    }
}
