//! The bytes of a file, as it was at one time.

use std::fs::{File, Metadata};
use std::io::Read;
use std::path::Path;

use crate::Error;

/// Reads the bytes of a file. One that is changed meanwhile by the program that has it
/// open is not read: its first half would be of another day than its second.
///
/// # Errors
///
/// [`Error::Io`] where it cannot be read, [`Error::Changed`] where it changes while it is.
pub fn file_bytes(path: impl AsRef<Path>) -> Result<Vec<u8>, Error> {
    let path = path.as_ref();
    let failed = |source| Error::Io { path: path.to_path_buf(), source };
    let mut file = File::open(path).map_err(failed)?;
    let before = file.metadata().map_err(failed)?;
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or_default().min(MOST_AT_ONCE));
    file.read_to_end(&mut bytes).map_err(failed)?;
    let after = file.metadata().map_err(failed)?;
    if is_same(&before, &after, bytes.len()) {
        Ok(bytes)
    } else {
        Err(Error::Changed { path: path.to_path_buf() })
    }
}

/// Room that is taken before anything is read, at most.
const MOST_AT_ONCE: usize = 64 << 20;

/// Whether a file stayed as it was while it was read. Pipes have neither length nor day.
fn is_same(before: &Metadata, after: &Metadata, read: usize) -> bool {
    let same_day = match (before.modified(), after.modified()) {
        (Ok(before), Ok(after)) => before == after,
        _ => true,
    };
    !before.is_file() || (same_day && before.len() == after.len() && after.len() == read as u64)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_file_that_grew_or_was_written_anew_is_not_the_same() {
        let path = std::env::temp_dir().join(format!("phuluc-load-{}", std::process::id()));
        let meta = || std::fs::metadata(&path).expect("its metadata");
        std::fs::write(&path, "0123456789").expect("written");
        let before = meta();
        assert!(is_same(&before, &meta(), 10));
        assert!(!is_same(&before, &meta(), 9), "cut while it was read");
        let file = File::options().write(true).open(&path).expect("open");
        file.set_modified(SystemTime::now() + Duration::from_secs(5)).expect("set");
        assert!(!is_same(&before, &meta(), 10), "written anew");
        std::fs::write(&path, "01234567890").expect("written");
        assert!(!is_same(&before, &meta(), 10), "longer");
        std::fs::remove_file(&path).expect("removed");
    }
}
