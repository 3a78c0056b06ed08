//! The same bytes, whatever system they are written on.

/// Unix, in a directory of a zip.
const UNIX: u8 = 3;
/// A zip's end without a remark, and the head of an entry of its directory.
const END: usize = 22;
const ENTRY: usize = 46;

/// Writes one system for all into a finished package: each entry of its directory names the
/// system it was made on, which the workbook library takes from where it runs. A package that
/// is not as that library makes it stays as it is.
pub(super) fn name_one_system(package: &mut [u8]) {
    let Some(end) = package.len().checked_sub(END).and_then(|end| package.get(end..)) else { return };
    if !end.starts_with(b"PK\x05\x06") {
        return;
    }
    let (count, start) = (number(end, 10, 2), number(end, 16, 4));
    let mut at = start;
    for _ in 0..count {
        let Some(entry) = package.get_mut(at..).filter(|entry| entry.starts_with(b"PK\x01\x02")) else {
            return;
        };
        let lengths: usize = [28, 30, 32].into_iter().map(|length| number(entry, length, 2)).sum();
        if let Some(system) = entry.get_mut(5) {
            *system = UNIX;
        }
        at = at.saturating_add(ENTRY + lengths);
    }
}

/// A number in so many bytes from a place, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    let bytes = bytes.get(at..at + length).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{System, ZipArchive, ZipWriter};

    use super::*;

    fn package(system: System) -> Vec<u8> {
        let mut to = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["một", "hai"] {
            to.start_file(name, SimpleFileOptions::default().system(system)).expect("a part");
            to.write_all(name.as_bytes()).expect("its text");
        }
        to.finish().expect("a package").into_inner()
    }

    #[test]
    fn packages_of_all_systems_are_the_same() {
        let (mut windows, unix) = (package(System::Dos), package(System::Unix));
        assert_ne!(windows, unix);
        name_one_system(&mut windows);
        assert_eq!(windows, unix);
        assert_eq!(ZipArchive::new(Cursor::new(windows)).expect("a package").len(), 2);
    }

    #[test]
    fn what_is_no_package_stays() {
        let whole = package(System::Dos);
        for length in 0..whole.len() {
            let mut part = whole[..length].to_vec();
            name_one_system(&mut part);
            assert_eq!(part, whole[..length]);
        }
        let mut wrong = whole;
        let start = wrong.len() - 6;
        wrong[start..start + 4].fill(0xff);
        let before = wrong.clone();
        name_one_system(&mut wrong);
        assert_eq!(wrong, before);
    }
}
