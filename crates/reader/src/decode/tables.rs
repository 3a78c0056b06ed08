//! Tables of the legacy encodings, from the files beside this one: TCVN 5712:1993
//! (ABC, fonts `.Vn…`) and VNI for Windows (fonts `VNI-…`). Both store their
//! letters as code points of Windows-1252.

use std::collections::HashMap;
use std::sync::LazyLock;

/// TCVN3: one character a letter.
static TCVN3: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let rows = rows(include_str!("tcvn3.tsv"));
    rows.filter_map(|(stored, letter)| Some((single(&stored)?, letter))).collect()
});

/// VNI: a letter and perhaps a mark behind it.
static VNI: LazyLock<Vni> = LazyLock::new(|| {
    let mut vni = Vni::default();
    for (stored, letter) in rows(include_str!("vni_windows.tsv")) {
        match stored.as_slice() {
            [one] => drop(vni.single.insert(*one, letter)),
            [base, mark] => drop(vni.pairs.insert((*base, lower(*mark)), letter)),
            _ => {}
        }
    }
    vni
});

#[derive(Default)]
struct Vni {
    single: HashMap<char, char>,
    /// By base and mark; the mark's own case does not count.
    pairs: HashMap<(char, char), char>,
}

/// Rows of a table: the stored characters and the letter.
fn rows(table: &'static str) -> impl Iterator<Item = (Vec<char>, char)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        let stored = fields.nth(1)?;
        let letter = fields.next()?.chars().next()?;
        let point = |point: &str| char::from_u32(u32::from_str_radix(point.strip_prefix("U+")?, 16).ok()?);
        let stored: Option<Vec<char>> = stored.split(' ').map(point).collect();
        Some((stored?, letter))
    })
}

fn single(stored: &[char]) -> Option<char> {
    match stored {
        [one] => Some(*one),
        _ => None,
    }
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Text stored in TCVN3, in Unicode; other characters stay.
pub(super) fn from_tcvn3(text: &str) -> String {
    text.chars().map(|stored| TCVN3.get(&stored).copied().unwrap_or(stored)).collect()
}

/// Text stored in VNI, in Unicode; other characters stay.
pub(super) fn from_vni(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(base) = letters.next() {
        let pair = letters.peek().and_then(|mark| VNI.pairs.get(&(base, lower(*mark))));
        if let Some(letter) = pair {
            decoded.push(*letter);
            letters.next();
        } else {
            decoded.push(VNI.single.get(&base).copied().unwrap_or(base));
        }
    }
    decoded
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Text in TCVN3 as stored, for tests.
    pub(in crate::decode) fn to_tcvn3(text: &str) -> String {
        let stored = |letter: char| {
            TCVN3.iter().find(|(_, decoded)| **decoded == letter).map_or(letter, |(stored, _)| *stored)
        };
        text.chars().map(stored).collect()
    }

    #[test]
    fn every_letter_of_the_tables() {
        assert_eq!(
            TCVN3.len(),
            include_str!("tcvn3.tsv").lines().filter(|line| !line.starts_with('#')).count()
        );
        assert!(VNI.pairs.len() > 100, "{}", VNI.pairs.len());
        for (stored, letter) in rows(include_str!("vni_windows.tsv")) {
            assert_eq!(from_vni(&stored.iter().collect::<String>()), letter.to_string());
        }
    }

    /// `iconv` of the C library knows TCVN 5712; it is asked for each letter where it is there.
    #[test]
    fn iconv_agrees() {
        use std::io::Write;
        use std::process::{Command, Stdio};
        for (stored, letter) in TCVN3.iter() {
            let byte = u8::try_from(u32::from(*stored)).expect("a byte");
            let spawned = Command::new("iconv")
                .args(["-f", "TCVN", "-t", "UTF-8"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn();
            let Ok(mut child) = spawned else {
                eprintln!("iconv is not there: not compared");
                return;
            };
            child.stdin.take().expect("its input").write_all(&[byte]).expect("written");
            let output = child.wait_with_output().expect("its output");
            assert_eq!(
                crate::decode::unicode::compose(&String::from_utf8_lossy(&output.stdout)).0,
                letter.to_string()
            );
        }
    }
}
