//! The file that a report is written into. One run at a time: the lines of two would be mixed.

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Opens a file to write on; what it holds stays. It is locked until it is closed, however that comes about.
///
/// # Errors
/// When it cannot be written, or another run is writing it.
pub fn lock(path: &Path) -> Result<File> {
    let name = path.display();
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .or_else(|_| File::options().write(true).open(path))
        .with_context(|| format!("cannot write {name}"))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            bail!("another run is writing {name}: wait for it, or choose another file")
        }
        // Not every file system has locks, and a pipe needs none.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Opens a file to overwrite it, locked as by [`lock`].
///
/// # Errors
/// As for [`lock`].
pub fn create(path: &Path) -> Result<File> {
    let file = lock(path)?;
    let name = path.display();
    if file.metadata().is_ok_and(|data| data.is_file()) {
        file.set_len(0)
            .with_context(|| format!("cannot write {name}"))?;
    }
    Ok(file)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_being_written_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.jsonl");
        std::fs::write(&path, "a line\n").unwrap();
        let first = lock(&path).unwrap();
        for second in [lock(&path), create(&path)] {
            let message = second.unwrap_err().to_string();
            assert!(message.contains("another run is writing"), "{message}");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a line\n");
        drop(first);
        drop(create(&path).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "");
    }
}
